// What a reader's device makes of the boxes it can open: cases, their state, their steps.
(function (root) {
  "use strict";
  const S = root.SoiSeal;

  // Where a case stands: acts that do not fit are left out, as core/denunciations.py does.
  function stateOf(acts, life) {
    return acts.reduce((state, act) => {
      const rule = life[act.act];
      return rule && rule.before.includes(state) ? rule.after || state : state;
    }, "new");
  }

  // One sentence's name where an act may not be done; nothing where it may.
  function fault(act, state, found, written, life) {
    const rule = life[act];
    if (!rule || !rule.before.includes(state)) return "not_now";
    if (rule.asks.some((name) => !(written[name] || "").trim())) return "not_written";
    if (act === "accept" && !found.named) return "anonymous_refused";
    if (act === "check" && found.named) return "named_refused";
    if (act === "refuse" && !found.named && written.concrete) return "concrete";
    if (act === "stop" && (!found.withdrawn || written.coerced || written.breach)) return "must_go_on";
    if (act === "overdue" && !found.late) return "not_late";
    return "";
  }

  // age does not say who wrote: follow-ups need the sender's signature, acts a receiver's.
  function isTrue(told, account, manifest) {
    if (told.type === "followup") return S.holds(told, account.mailbox.verify);
    return S.isReceivers(told, manifest);
  }

  // Of accounts of one case the denouncer's own words, before a copy that was passed on. A mailbox
  // of somebody else's is another case, whatever number it claims.
  function accounts(opened) {
    const found = new Map();
    for (const told of opened.filter((one) => one.type === "denunciation")) {
      const { via, ...own } = told;
      const rank = (S.holds(own, own.mailbox.verify) ? 2 : 0) + (via ? 0 : 1);
      const key = `${told.case} ${told.mailbox.verify}`;
      if (rank > (found.get(key)?.rank ?? -1)) found.set(key, { rank, account: told });
    }
    return [...found.values()].map((one) => one.account);
  }

  // strays: how many belong to a case that is not here; broken: cases that cannot be made out.
  function gather(opened, manifest, life) {
    const cases = new Map();
    for (const account of accounts(opened)) {
      const found = { id: account.case, account, entries: [], untrue: 0 };
      cases.set(account.case, [...(cases.get(account.case) || []), found]);
    }
    let strays = 0;
    let broken = 0;
    for (const told of opened.filter((one) => one.type !== "denunciation")) {
      const claimed = cases.get(told.case) || [];
      const of = claimed.filter((one) => isTrue(told, one.account, manifest));
      for (const found of of) found.entries.push(told);
      if (!of.length) for (const found of claimed) found.untrue += 1;
      if (!claimed.length) strays += 1;
    }
    const settled = [...cases.values()].flat().filter((found) => {
      try {
        settle(found, life);
        return true;
      } catch {
        broken += 1;
        return false;
      }
    });
    return { strays, broken, cases: settled.sort((one, other) => (one.account.day < other.account.day ? 1 : -1)) };
  }

  function settle(found, life) {
    const order = (one) => `${one.day} ${String(one.at ?? 0).padStart(6, "0")}`;
    found.entries.sort((one, other) => (order(one) < order(other) ? -1 : 1));
    const acts = found.entries.filter((one) => one.type === "act");
    found.named = Boolean(found.account.named);
    found.withdrawn = found.entries.some((one) => one.type === "followup" && one.withdraw);
    found.state = stateOf(acts, life);
    const duties = new Map();
    for (const act of acts) {
      for (const duty of act.duties || []) duties.set(duty.number, { ...duty });
    }
    for (const act of acts) {
      for (const rule of life[act.act]?.ends || []) {
        for (const duty of duties.values()) if (duty.rule === rule && !duty.done_on && order(act) >= duty.began_on) duty.done_on = act.day;
      }
    }
    found.duties = [...duties.values()];
    const gone = new Set(acts.filter((one) => one.act === "recuse").map((one) => one.by.person));
    const base = SoiCompetence.trimmed(found.account.trace.receivers).map((one) => one[1]);
    const more = found.entries.filter((one) => one.by).flatMap((one) => one.also || []);
    found.gone = [...gone];
    found.readers = [...new Set([...base, ...more])].filter((one) => !gone.has(one));
  }

  const late = (found, day) => found.duties.some((one) => !one.done_on && one.due_on && one.due_on < day);

  // What must not stand in a published conclusion: any name or number of the identity.
  function identifies(text, identity) {
    const plain = (words) => words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[đĐ]/g, "d").toLowerCase().replace(/[^0-9a-z]+/g, " ").trim();
    const within = ` ${plain(text)} `;
    return Object.values(identity || {}).some((one) => typeof one === "string"
      && plain(one).length > 3 && within.includes(` ${plain(one)} `));
  }

  root.SoiCases = { fault, gather, identifies, late, settle, stateOf };
})(globalThis);
