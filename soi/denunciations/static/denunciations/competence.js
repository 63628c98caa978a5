// Who may receive: the same function as soi/core/competence, on the sender's own machine.
// Days are ISO words and compare as such. The tests hold both to one answer.
(function (root) {
  "use strict";

  const BEGINNING = "1945-09-02";
  const HIGHEST = "thanh-tra-chinh-phu";
  const LOOK_BACK_DAYS = 5 * 365;
  const FEWEST = 2;
  const ACT = "Luật Tố cáo 25/2018/QH14";
  const RANKS = ["head", "deputy", "officer"];
  const leading = (post) => post.rank === "head" || post.rank === "deputy";

  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const inOrder = (...keys) => (one, other) => {
    for (const key of keys) {
      const found = compare(key(one), key(other));
      if (found) return found;
    }
    return 0;
  };
  // The first of the greatest, as Python's max gives it.
  const greatest = (rows, ...keys) => {
    const order = inOrder(...keys);
    return rows.reduce((best, row) => (best === null || order(row, best) > 0 ? row : best), null);
  };
  const unique = (rows) => [...new Set(rows)];
  const there = (row, day) => row.since <= day && (!row.until || day <= row.until);
  const within = (post, first, last) => post.since <= last && (!post.until || first <= post.until);
  const together = (one, other, first, last) => {
    const begin = [one.since, other.since, first].sort().pop();
    const ends = [one.until, other.until, last].filter(Boolean).sort();
    return begin <= ends[0];
  };
  const daysBefore = (day, count) => {
    const moment = new Date(`${day}T00:00:00Z`);
    moment.setUTCDate(moment.getUTCDate() - count);
    return moment.toISOString().slice(0, 10);
  };

  function organisation(plain) {
    const offices = new Map();
    const rows = plain.offices.map((one) => ({
      slug: one.slug, superior: one.superior || "", since: one.since || BEGINNING,
      until: one.until || null, successors: one.successors || [], inspects: Boolean(one.inspects),
    }));
    for (const one of rows.sort(inOrder((row) => row.slug))) offices.set(one.slug, one);
    const posts = plain.posts.map((one) => ({
      person: one.person, office: one.office, rank: one.rank || "officer",
      since: one.since || BEGINNING, until: one.until || null, slug: one.slug || "",
      grade: one.grade || 0, alsoUnder: one.also_under || [],
    })).sort(inOrder(
      (row) => row.office, (row) => row.slug, (row) => row.person, (row) => row.rank,
      (row) => row.since, (row) => row.until || "9999-12-31", (row) => row.grade,
      (row) => row.alsoUnder.join("\u0000"),
    ));
    const ties = plain.ties || [];
    const byOffice = new Map();
    for (const post of posts) {
      if (!byOffice.has(post.office)) byOffice.set(post.office, []);
      byOffice.get(post.office).push(post);
    }
    const children = new Map();
    for (const office of offices.values()) {
      if (!children.has(office.superior)) children.set(office.superior, []);
      children.get(office.superior).push(office.slug);
    }
    return {
      offices, posts, ties,
      inOffice: (slug) => byOffice.get(slug) || [],
      of: (person) => posts.filter((post) => person && post.person === person),
      above: (slug) => (offices.get(slug) || { superior: "" }).superior,
      chain(slug, day) {
        const order = [];
        const seen = new Set();
        while (slug && !seen.has(slug)) {
          seen.add(slug);
          const office = offices.get(slug);
          if (!office) break;
          if (there(office, day)) {
            order.push(slug);
            slug = office.superior;
          } else slug = office.successors.length ? office.successors[0] : office.superior;
        }
        return order;
      },
      below(slugs) {
        const found = new Set(slugs);
        const ahead = [...slugs];
        while (ahead.length) {
          for (const child of children.get(ahead.pop()) || []) {
            if (!found.has(child)) {
              found.add(child);
              ahead.push(child);
            }
          }
        }
        return found;
      },
    };
  }

  // Điều 12: which body's head leads.
  const held = (posts, day, office) => {
    const now = posts.filter((post) => there(post, day));
    const exact = now.filter((post) => office && post.office === office);
    return greatest(exact.length ? exact : now, (post) => post.grade, leading);
  };

  function then(accused, org, day) {
    const posts = org.of(accused.person);
    if (accused.acted_on) return held(posts, accused.acted_on, accused.office || "");
    if (accused.office) {
      const found = posts.filter((post) => post.office === accused.office && post.since <= day);
      return greatest(found, (post) => there(post, day), (post) => post.since);
    }
    const last = posts.filter((post) => post.since <= day);
    return held(posts, day, "") || greatest(last, (post) => post.since);
  }

  function heirs(slug, org, day) {
    const found = [];
    const ahead = [slug];
    const seen = new Set([slug]);
    for (let at = 0; at < ahead.length; at += 1) {
      const office = org.offices.get(ahead[at]);
      if (!office) continue;
      if (there(office, day)) {
        found.push(ahead[at]);
        continue;
      }
      const fresh = office.successors.filter((heir) => !seen.has(heir));
      fresh.forEach((heir) => seen.add(heir));
      ahead.push(...fresh);
    }
    return found;
  }

  function namedBody(slug, org, day) {
    const office = org.offices.get(slug);
    if (!office) return ["", "12.6", []];
    if (there(office, day)) return [office.superior, "12.6", []];
    const after = heirs(slug, org, day);
    if (!after.length) return [org.above(slug), "12.5", []];
    return [org.above(after[0]), "12.4", after.slice(1)];
  }

  function ended(slug, now, org, day) {
    const after = heirs(slug, org, day);
    if (!after.length) return [org.above(slug), "12.5", []];
    if (!now) return [after[0], "12.4", after.slice(1)];
    if (!after.includes(now.office)) return [after[0], "12.4", [...after.slice(1), now.office]];
    const lead = leading(now) ? org.above(now.office) : now.office;
    return [lead, "12.4", after.filter((one) => one !== now.office)];
  }

  function moved(before, now, org) {
    if (now.grade > before.grade) {
      return [leading(now) ? org.above(now.office) : now.office, "12.3b", [before.office]];
    }
    if (leading(before) && now.grade === before.grade) {
      return [org.above(before.office), "12.3a", [org.above(now.office)]];
    }
    return [before.office, "12.3c", [now.office]];
  }

  function named(accused, org, day) {
    if (!accused.person) return namedBody(accused.office || "", org, day);
    const now = held(org.of(accused.person), day, "");
    const before = then(accused, org, day) || now;
    if (!before) return [accused.office || "", "12.1", []];
    const office = org.offices.get(before.office);
    if (office && !there(office, day)) return ended(office.slug, now, org, day);
    if (!now) return [before.office, "12.3d", []];
    if (now.office !== before.office) return moved(before, now, org);
    if (leading(now)) return [org.above(now.office), "12.1", now.alsoUnder];
    return [now.office, now.alsoUnder.length ? "12.2" : "12.1", now.alsoUnder];
  }

  // Who is kept away.
  function barred(accused, concerned, org, day) {
    const first = daysBefore(day, LOOK_BACK_DAYS);
    const persons = new Map();
    const bodies = new Set();
    const bar = (person, reason) => { if (person && !persons.has(person)) persons.set(person, reason); };
    const selves = new Set();
    for (const one of accused) {
      if (one.person) selves.add(one.person);
      else {
        for (const post of org.inOffice(one.office || "")) {
          if (post.person && leading(post) && within(post, first, day)) selves.add(post.person);
        }
      }
    }
    for (const person of [...selves, ...concerned]) persons.set(person, "self");
    for (const person of selves) {
      for (const post of org.of(person)) {
        if (!within(post, first, day)) continue;
        const subtree = org.below([post.office]);
        if (there(post, day)) {
          for (const slug of subtree) if (leading(post) || slug !== post.office) bodies.add(slug);
        }
        for (const slug of subtree) {
          for (const other of org.inOffice(slug)) {
            const own = slug === post.office && !leading(post) && leading(other);
            if (other.person && !own && together(other, post, first, day)) bar(other.person, "subordinate");
          }
        }
      }
    }
    for (const one of accused) {
      if (one.person || !one.office) continue;
      for (const slug of org.below([one.office])) {
        bodies.add(slug);
        for (const post of org.inOffice(slug)) {
          if (post.person && within(post, first, day)) bar(post.person, "subordinate");
        }
      }
    }
    const near = new Set([...selves, ...concerned]);
    const ties = [...org.ties].sort(inOrder((tie) => tie.kind || "kin", (tie) => tie.one, (tie) => tie.other));
    for (const tie of ties) {
      const reason = tie.kind === "interest" ? "interest" : "kin";
      if (near.has(tie.one)) bar(tie.other, reason);
      if (near.has(tie.other)) bar(tie.one, reason);
    }
    return { persons, bodies };
  }

  function way(org, day, away, readers) {
    const posts = (body) => org.inOffice(body).filter((post) => there(post, day));
    const self = {
      head: (body) => posts(body).find((post) => post.rank === "head") || null,
      fault(body) {
        if (away.bodies.has(body)) return "under_the_accused";
        const known = posts(body);
        const heads = known.filter((post) => post.rank === "head");
        if (known.length && !heads.length) return "no_head";
        for (const post of heads) {
          if (away.persons.has(post.person)) return `head_${away.persons.get(post.person)}`;
        }
        return "";
      },
      officers: (body) => posts(body)
        .filter((post) => post.person && !away.persons.has(post.person))
        .sort(inOrder((post) => RANKS.indexOf(post.rank), (post) => post.slug, (post) => post.person)),
      beside(rising) {
        const order = [];
        for (const body of rising) {
          if (self.fault(body)) continue;
          order.push(body);
          for (const office of org.offices.values()) {
            if (office.inspects && office.superior === body && there(office, day) && !self.fault(office.slug)) {
              order.push(office.slug);
            }
          }
        }
        return unique(order);
      },
      able(rising) {
        // Another hat does not make another person; of two in one body the higher counts.
        const found = new Map();
        for (const body of self.beside(rising)) {
          for (const post of self.officers(body)) {
            if (readers && !readers.has(post.person)) continue;
            if (!found.has(post.person)) found.set(post.person, post);
          }
        }
        return [...found.values()];
      },
    };
    return self;
  }

  // The officers of the two nearest bodies; nobody, if there is one.
  function nearest(able) {
    const bodies = unique(able.map((post) => post.office)).slice(0, FEWEST);
    return bodies.length === FEWEST ? able.filter((post) => bodies.includes(post.office)) : [];
  }

  // accused: [{person, office, acted_on}]; readers: Set of persons with a key, or null for anybody
  function eligible(accused, plain, day, readers = null, concerned = []) {
    const org = organisation(plain);
    const away = barred(accused, concerned, org, day);
    const law = accused.map((one) => named(one, org, day));
    const on = way(org, day, away, readers);
    const chains = unique(law.map((one) => one[0])).map((lead) => org.chain(lead, day));
    const ladder = chains.length
      ? chains[0].filter((body) => chains.every((chain) => chain.includes(body))) : [];
    const passed = [];
    let lead = "";
    for (const body of ladder) {
      const fault = on.fault(body);
      if (!fault) {
        lead = body;
        break;
      }
      passed.push([body, fault]);
    }
    const rising = lead ? ladder.slice(ladder.indexOf(lead)) : [];
    const helping = unique(law.flatMap((one) => one[2]).filter(Boolean))
      .filter((body) => body !== lead && on.fault(body) === "");
    const able = on.able(rising);
    const receivers = nearest(able);
    const head = lead ? on.head(lead) : null;
    return {
      lead,
      decider: head ? head.person : "",
      rule: unique(law.map((one) => `${ACT}, Điều ${one[1]}`)).join("; "),
      cooperating: helping,
      receivers: receivers.map((post) => [post.office, post.person]),
      able: able.map((post) => [post.office, post.person]),
      barred: Object.fromEntries([...away.persons].sort(inOrder((one) => one[0]))),
      barred_bodies: [...away.bodies].sort(),
      passed,
      outside: receivers.length ? "" : lead || HIGHEST,
    };
  }

  // At most eight, of every body in turn.
  function trimmed(receivers, most = 8) {
    const queues = unique(receivers.map((one) => one[0]))
      .map((body) => receivers.filter((one) => one[0] === body));
    const found = [];
    while (found.length < most && queues.some((queue) => queue.length)) {
      for (const queue of queues) if (queue.length) found.push(queue.shift());
    }
    return found.slice(0, most);
  }

  root.SoiCompetence = { FEWEST, eligible, trimmed };
})(globalThis);
