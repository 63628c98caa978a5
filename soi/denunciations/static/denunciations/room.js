// The reading room: the same boxes for every reader; what opens, opens on this device.
(() => {
  "use strict";
  const S = globalThis.SoiSeal;
  const B = globalThis.SoiBoxes;
  const C = globalThis.SoiCases;
  const form = document.querySelector("[data-unlock]");
  if (!form || !globalThis.SoiAge) return;
  const W = JSON.parse(document.getElementById("words").textContent);
  const find = (name) => document.querySelector(`[data-${name}]`);
  const list = find("list");
  const bench = find("case");
  const me = { identities: [], seed: null, verify: "", person: "", pass: "" };
  let body = null;
  let day = "";
  let cases = [];
  let aside = { strays: 0, broken: 0 };
  let after = 0; // the last batch that this page has
  const opened = new Map(); // box name -> what was in it; in memory alone
  const bad = new Set(); // boxes that open and hold no such thing as belongs here
  const IN_FEED = ["denunciation", "followup", "act", "answer"];
  const foreignKey = () => `soi.room.foreign.${me.verify.slice(0, 16)}`;
  form.hidden = false;

  const make = (kind, text = "", attributes = {}) => {
    const one = document.createElement(kind);
    one.textContent = text;
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    return one;
  };
  const vn = (iso) => (iso || "").split("-").reverse().join("/");
  const put = (text, where = find("status")) => { where.textContent = text; };
  const call = (name, told) => S.post(W.urls[name], told, { "Soi-Pass": me.pass });
  const nameOf = (by) => S.author(body, by, day);
  const postOf = (person) => body.organisation.posts.find((one) => one.person === person && (one.since || "") <= day && (!one.until || one.until >= day));
  const titleOf = (person) => nameOf({ person }) || person;
  function refuse(sentence, at = find("error")) {
    at.hidden = false;
    at.replaceChildren(make("p", sentence));
    at.focus();
    put("");
  }
  function save(name, bytes, kind = "application/octet-stream") {
    const url = URL.createObjectURL(new Blob([bytes], { type: kind }));
    const link = make("a", "", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  async function unlock(phrase) {
    body = await S.manifest(W.urls.manifest, W.oversight);
    const { lookup } = S.keysOf(await S.stretch(phrase, S.unhex(body.salt)));
    const { keys } = await (await S.post(W.urls.locker, { address: S.hex(S.sha256(lookup)) })).json();
    for (const age of Object.values(keys)) {
      const opener = new SoiAge.Decrypter();
      opener.addPassphrase(phrase);
      const told = JSON.parse(S.text(await opener.decrypt(S.unhex(age))));
      me.identities.push(told.identity);
      me.seed = S.unhex(told.sign);
      me.person = told.person;
    }
    if (!me.identities.length) throw Object.assign(new Error(), { said: W.wrong_key });
    me.verify = S.hex(SoiAge.ed25519.getPublicKey(me.seed));
    const asked = await (await fetch(W.urls.challenge, { cache: "no-store" })).json();
    day = asked.day;
    const signature = S.sign(me.seed, S.utf8(`soi/room/v1\n${asked.challenge}`));
    me.pass = (await (await S.post(W.urls.enter, { verify: me.verify, challenge: asked.challenge, signature })).json()).pass;
  }

  // Every box is tried once; which ones are for others is remembered on this device alone.
  async function load() {
    while (await page()) { /* the next batches */ }
    // What was just written here comes back with the next batch: it is one entry all the same.
    const seen = new Map();
    for (const told of opened.values()) seen.set(S.canonical(told), told);
    ({ cases, ...aside } = C.gather([...seen.values()], body, W.life));
  }
  // What this device remembers is a convenience: without it, boxes are tried once more.
  function remembered() {
    try {
      return new Set(JSON.parse(localStorage.getItem(foreignKey()) || "[]"));
    } catch {
      return new Set();
    }
  }
  function remember(foreign) {
    try {
      localStorage.setItem(foreignKey(), JSON.stringify([...foreign]));
    } catch { /* no room for it */ }
  }
  async function page() {
    const bytes = new Uint8Array(await (await call("feed", { after: String(after) })).arrayBuffer());
    const view = new DataView(bytes.buffer);
    const foreign = remembered();
    for (let at = 0; at < bytes.length;) {
      after = Math.max(after, view.getUint32(at));
      const words = view.getUint16(at + 4);
      const size = view.getUint32(at + 6);
      const name = S.text(bytes.subarray(at + 10, at + 10 + words));
      const envelope = bytes.slice(at + 10 + words, at + 10 + words + size);
      at += 10 + words + size;
      if (foreign.has(name) || opened.has(name) || bad.has(name)) continue;
      const told = await B.read(envelope, me.identities, IN_FEED, W.life);
      if (told === "foreign") foreign.add(name);
      else if (told === "bad") bad.add(name);
      else opened.set(name, told);
    }
    remember(foreign);
    return bytes.length;
  }

  function showList() {
    bench.hidden = true;
    list.hidden = false;
    list.replaceChildren();
    for (const [sentence, count] of [[W.unreadable, bad.size + aside.broken], [W.strays, aside.strays]]) {
      if (count) list.append(make("p", sentence.replace("%(count)s", count), { class: "notice" }));
    }
    if (!cases.length) {
      list.append(make("p", W.none, { class: "empty" }));
      return;
    }
    const items = make("ul", "", { class: "items", role: "list" });
    for (const found of cases) {
      const item = make("li");
      const link = make("button", `${W.filed} ${found.id.slice(0, 6)} · ${vn(found.account.day)}`, { class: "button quiet", type: "button" });
      link.addEventListener("click", () => showCase(found));
      item.append(link, " ", make("span", W.states[found.state], { class: "tag" }));
      if (C.late(found, day)) item.append(" ", make("span", W.late, { class: "tag late" }));
      if (found.withdrawn) item.append(" ", make("span", W.withdrawn, { class: "tag faint" }));
      item.append(make("p", `${found.account.text.slice(0, 140)}`, { class: "small" }));
      items.append(item);
    }
    list.append(items);
  }

  const facts = (rows) => {
    const at = make("dl", "", { class: "facts" });
    for (const [name, value] of rows) if (value) at.append(make("dt", name), make("dd", value));
    return at;
  };
  const paragraphs = (text) => text.split("\n").map((line) => make("p", line));

  function showCase(found) {
    list.hidden = true;
    bench.hidden = false;
    const back = make("button", W.back, { class: "button quiet", type: "button" });
    back.addEventListener("click", showList);
    const head = make("h2", `${W.filed} ${found.id.slice(0, 6)}`, { tabindex: "-1" });
    const told = found.account;
    const status = make("p", "", { role: "status", "data-case-status": "" });
    const wrong = make("div", "", { class: "errors", role: "alert", tabindex: "-1", "data-case-error": "", hidden: "" });
    bench.replaceChildren(
      back, head, make("span", W.states[found.state], { class: "tag", "data-state": found.state }),
      C.late(found, day) ? make("span", W.late, { class: "tag late" }) : "",
      facts([
        [W.filed, vn(told.day)], ["", ""], [W.who, told.facts.who], [W.when, told.facts.when],
        [W.where, told.facts.where], [W.evidence, told.facts.evidence],
        [W.name, found.named ? W.named : W.anonymous],
        [W[`sealed_${told.sealed_by}`], told.trace.rule],
      ]),
      ...paragraphs(told.text), files(told.files || []), identity(found), steps(found),
      thread(found), wrong, status, actForm(found), answerForm(found), redaction(found),
    );
    const out = make("button", W.export, { class: "button quiet", type: "button" });
    out.addEventListener("click", () => save(`ho-so-${found.id.slice(0, 6)}.json`, JSON.stringify({ account: told, entries: found.entries, duties: found.duties }, null, 1), "application/json"));
    bench.append(out);
    head.focus();
  }

  function steps(found) {
    const at = make("section");
    if (!found.duties.length) return at;
    at.append(make("h3", W.steps));
    at.append(facts(found.duties.map((one) => [
      W.rules[one.rule] || one.rule,
      one.done_on ? `${W.done} ${vn(one.done_on)}` : `${W.due} ${vn(one.due_on)} · ${one.source} · ${W.unreviewed}${one.due_on && one.due_on < day ? ` · ${W.late}` : ""}`,
    ])));
    return at;
  }

  function thread(found) {
    const at = make("section");
    at.append(make("h3", W.history));
    const items = make("ol", "", { class: "history", role: "list" });
    for (const one of found.entries) {
      const item = make("li");
      const what = one.type === "act" ? W.acts[one.act] : one.type === "followup" ? `${W.followup}${one.withdraw ? `: ${W.withdrawn}` : ""}` : W.answer;
      item.append(make("p", `${vn(one.day)} · ${what}${one.by ? ` · ${nameOf(one.by)}` : ""}`, { class: "small" }));
      if (one.by && one.also?.length) item.append(make("p", `${W.also_to}: ${one.also.map(titleOf).join("; ")}`, { class: "small" }));
      for (const text of [one.document, one.text]) if (text) item.append(...paragraphs(text));
      if (one.files?.length) item.append(files(one.files));
      items.append(item);
    }
    at.append(items);
    if (found.untrue) at.append(make("p", `${W.unsigned}: ${found.untrue}`, { class: "notice late" }));
    return at;
  }

  function files(rows) {
    const at = make("section");
    if (!rows.length) return at;
    at.append(make("h3", W.files));
    for (const one of rows) {
      const line = make("p", `${one.name} · ${Math.ceil(one.size / 1024)} kB `);
      const get = async () => {
        const envelope = new Uint8Array(await (await call("file", { box: one.box })).arrayBuffer());
        const bytes = S.emptied(await S.open(envelope, me.identities));
        if (S.hex(S.sha256(bytes)) !== one.sha256) throw new Error("altered");
        return bytes;
      };
      const whole = make("button", W.download, { class: "button quiet", type: "button" });
      whole.addEventListener("click", async () => { try { save(one.name, await get()); } catch { caseError(W.failed); } });
      line.append(whole);
      if (/^image\/(jpeg|png|webp)$/.test(one.kind)) {
        // A picture drawn anew carries no place, no machine, no thumbnail.
        const clean = make("button", W.download_clean, { class: "button quiet", type: "button" });
        clean.addEventListener("click", async () => {
          try {
            const picture = await createImageBitmap(new Blob([await get()], { type: one.kind }));
            const canvas = make("canvas");
            canvas.width = picture.width;
            canvas.height = picture.height;
            canvas.getContext("2d").drawImage(picture, 0, 0);
            canvas.toBlob((blob) => save("anh-sach.png", blob), "image/png");
          } catch { caseError(W.failed); }
        });
        line.append(" ", clean);
      }
      at.append(line);
    }
    return at;
  }

  function caseError(sentence) { refuse(sentence, document.querySelector("[data-case-error]")); }

  function identity(found) {
    const at = make("section");
    if (!found.named || !found.account.identity) return at;
    if (found.identity) {
      at.append(facts(["name", "address", "phone"].map((name) => [W[name], found.identity[name]])));
      return at;
    }
    const box = make("details");
    const label = make("label", W.reason, { for: "id_reason" });
    const reason = make("input", "", { id: "id_reason", autocomplete: "off" });
    const go = make("button", W.open_identity, { class: "button quiet", type: "button" });
    go.addEventListener("click", async () => {
      if (!reason.value.trim()) return caseError(W.not_written);
      const hindered = hindrance(found, "note");
      if (hindered) return caseError(hindered);
      try {
        const salt = S.random(32);
        const told = { type: "identity_opened", box: found.account.identity, reason: reason.value.trim(), day };
        const mark = S.hex(S.commitment(salt, told));
        const answer = await call("identity", { box: found.account.identity, commitment: mark });
        const opened = await B.read(new Uint8Array(await answer.arrayBuffer()), me.identities, ["identity"]);
        if (typeof opened === "string") throw new Error(opened);
        found.identity = opened;
        await record(found, { act: "note", text: `${W.open_identity}: ${reason.value.trim()}`, salt: S.hex(salt), commitment: mark });
      } catch (error) { caseError(error.said || W.failed); }
      return undefined;
    });
    const field = make("div", "", { class: "field" });
    field.append(label, reason);
    box.append(make("summary", W.open_identity), field, go);
    at.append(box);
    return at;
  }

  const by = () => {
    const post = postOf(me.person);
    return { person: me.person, post: post?.slug || "", office: post?.office || "" };
  };
  const recipients = (persons) => {
    const known = S.readers(body, day);
    return persons.map((one) => known.get(one)?.recipient).filter(Boolean);
  };
  const outside = (slug) => {
    const told = body.names[slug] || { name: slug };
    return `${W.no_others}${[told.name, told.address].filter(Boolean).join(", ")}`;
  };
  const refusal = (said) => Object.assign(new Error(), { said });

  // Who of its readers may be given it today: nobody who moved under the accused since, and a
  // level higher where those who are left are not of two bodies.
  const circle = (found, persons = found.readers, without = found.gone) =>
    S.keep(body, found.account.accused, persons, day, without);
  // Why I may not go on with it; nothing where I may.
  function hindrance(found, act) {
    const kept = circle(found);
    if (!kept.stay.includes(me.person) && !["recuse", "forward"].includes(act)) return W.no_longer;
    return kept.outside && !["transfer", "note"].includes(act) ? outside(kept.outside) : "";
  }

  // One writing, in as many boxes as its readers need.
  async function lay(told, keys) {
    const boxes = [];
    for (const some of S.groups(keys)) {
      boxes.push((await (await S.post(W.urls.envelopes, await S.pack(told, some))).json()).box);
    }
    return boxes;
  }
  // Whoever comes in gets the account, and what was done so far, each act as its author signed it.
  async function bringIn(found, fresh, act) {
    if (!fresh.length) return;
    await lay({ ...found.account, via: { act, by: by(), day } }, recipients(fresh));
    for (const entry of found.entries) await lay(entry, recipients(fresh));
  }
  async function showAgain(found, readers) {
    const identity = found.identity;
    await load();
    const again = cases.find((one) => one.id === found.id && one.account.mailbox.verify === found.account.mailbox.verify);
    again.identity = identity;
    showCase(again);
    put(readers > 8 ? `${W.kept} ${W.parted}` : W.kept, document.querySelector("[data-case-status]"));
  }

  // An act is signed, sealed to the case's readers, and kept here until the batch brings it.
  async function record(found, told, persons = found.readers) {
    const leaving = told.act === "recuse" ? [me.person] : [];
    const kept = circle(found, persons.filter((one) => !leaving.includes(one)), [...found.gone, ...leaving]);
    await bringIn(found, kept.fresh, told.act);
    const also = [...new Set([...(told.also || []), ...kept.fresh])];
    const own = leaving.filter((one) => circle(found).stay.includes(one));
    const keys = [...kept.keys, ...recipients(own)];
    if (!keys.length) throw refusal(outside(kept.outside));
    const entry = S.signed({ type: "act", case: found.id, day, at: found.entries.length, by: by(), nonce: S.hex(S.random(8)), ...told, ...(also.length ? { also } : {}) }, me.seed);
    for (const box of await lay(entry, keys)) opened.set(box, entry);
    await showAgain(found, keys.length);
  }

  async function begin(act, found, written) {
    const duties = [];
    for (const rule of W.life[act].begins) {
      const began = rule === "tc.initial" ? found.account.day : day;
      const facts = written.several ? ["several_places"] : [];
      const told = await (await call("duties", { act: "begin", rule, began_on: began, facts })).json();
      duties.push({ number: told.number, rule, began_on: told.began_on, due_on: told.due_on, source: told.source });
    }
    for (const rule of W.life[act].ends) {
      for (const duty of found.duties.filter((one) => one.rule === rule && !one.done_on)) {
        await call("duties", { act: "finish", number: duty.number });
      }
    }
    if (act === "extend") {
      const duty = found.duties.find((one) => one.rule === "tc.resolve" && !one.done_on);
      if (!duty) throw Object.assign(new Error(), { said: W.not_now });
      const told = await (await call("duties", { act: "extend", number: duty.number, condition: written.condition, document: written.document, decided_on: day })).json();
      duties.push({ ...duty, due_on: told.due_on });
    }
    if (act === "resume") {
      const since = [...found.entries].reverse().find((one) => one.act === "suspend")?.day;
      const duty = found.duties.find((one) => one.rule === "tc.resolve" && !one.done_on);
      if (duty && since) {
        const told = await (await call("duties", { act: "pause", number: duty.number, since, until: day })).json();
        duties.push({ ...duty, due_on: told.due_on });
      }
    }
    return duties;
  }

  // The whole account sealed anew: to the others when I step back, to others when it is passed on.
  async function handOn(act, found, written) {
    const also = written.also ? [{ person: "", office: written.also }] : [];
    const accused = found.account.accused.length ? found.account.accused : body.unsure.map((office) => ({ office }));
    if (act === "recuse") {
      const others = found.readers.filter((one) => one !== me.person);
      const kept = circle(found, others, [...found.gone, me.person]);
      if (kept.outside) throw refusal(outside(kept.outside));
      await lay({ ...found.account, via: { act, by: by(), day } }, recipients(kept.stay));
      return {};
    }
    const above = act === "overdue" ? [{ person: "", office: found.account.trace.lead }] : [];
    const chosen = S.choose(body, [...accused, ...also, ...above], day, found.gone);
    if (!chosen.to.length) throw refusal(outside(chosen.outside));
    const persons = chosen.to.map((one) => one.person);
    await bringIn(found, persons.filter((one) => !found.readers.includes(one)), act);
    return { also: persons };
  }

  function actForm(found) {
    const at = make("form", "", { class: "panel", autocomplete: "off", "data-act": "" });
    const choice = make("select", "", { id: "id_act", name: "act" });
    const fitting = Object.keys(W.life).filter((act) => W.life[act].before.includes(found.state));
    for (const act of fitting) choice.append(make("option", W.acts[act], { value: act }));
    const field = (name, label, control) => {
      const box = make("div", "", { class: "field", "data-for": name });
      box.append(make("label", label, { for: control.id }), control);
      return box;
    };
    const check = (name, label) => {
      const box = make("div", "", { class: "choice", "data-for": name });
      box.append(make("input", "", { type: "checkbox", id: `id_${name}`, name }), make("label", label, { for: `id_${name}` }));
      return box;
    };
    const condition = make("select", "", { id: "id_condition", name: "condition" });
    for (const [value, label] of Object.entries(W.conditions)) condition.append(make("option", label, { value }));
    const also = make("select", "", { id: "id_also", name: "also" });
    also.append(make("option", "–", { value: "" }));
    for (const one of body.organisation.offices) also.append(make("option", body.names[one.slug]?.name || one.slug, { value: one.slug }));
    const rows = [
      field("document", W.asks.document, make("input", "", { id: "id_document", name: "document" })),
      field("condition", W.asks.condition, condition),
      field("also", W.also_accused, also),
      field("text", W.asks.text, make("textarea", "", { id: "id_text", name: "text", rows: "4" })),
      check("several", W.several), check("concrete", W.concrete_ask), check("breach", W.breach), check("coerced", W.coerced),
    ];
    const shown = { register: ["several"], refuse: ["text", "concrete"], stop: ["document", "text", "breach", "coerced"], forward: ["text", "also"] };
    const fit = () => {
      const asks = shown[choice.value] || [...W.life[choice.value].asks];
      for (const row of rows) row.hidden = !asks.includes(row.dataset.for);
    };
    choice.addEventListener("change", fit);
    at.append(field("act", W.choose, choice), ...rows, make("button", W.do, { class: "button", type: "submit" }));
    fit();
    at.addEventListener("submit", async (event) => {
      event.preventDefault();
      const written = Object.fromEntries(new FormData(at));
      const act = written.act;
      const wrong = C.fault(act, found.state, { ...found, late: C.late(found, day) }, written, W.life);
      if (wrong) return caseError(W[wrong]);
      const hindered = hindrance(found, act);
      if (hindered) return caseError(hindered);
      if (act === "publish" && C.identifies(written.text, found.identity)) return caseError(W.identifies);
      try {
        const more = ["recuse", "forward", "overdue"].includes(act) ? await handOn(act, found, written) : {};
        const duties = await begin(act, found, written);
        const told = { act, duties, text: written.text || "", document: written.document || "", ...more };
        for (const name of ["breach", "coerced", "concrete"]) if (written[name]) told[name] = true;
        await record(found, told, [...found.readers, ...(more.also || [])]);
      } catch (error) { caseError(error.said || W.failed); }
      return undefined;
    });
    return at;
  }

  function answerForm(found) {
    const at = make("form", "", { class: "panel", autocomplete: "off", "data-answer": "" });
    const text = make("textarea", "", { id: "id_answer", rows: "4" });
    const field = make("div", "", { class: "field" });
    field.append(make("label", W.write_answer, { for: "id_answer" }), text);
    at.append(field, make("button", W.send, { class: "button quiet", type: "submit" }));
    at.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!text.value.trim()) return caseError(W.not_written);
      const hindered = hindrance(found, "answer");
      if (hindered) return caseError(hindered);
      try {
        const kept = circle(found);
        await bringIn(found, kept.fresh, "answer");
        const entry = S.signed({
          type: "answer", case: found.id, day, at: found.entries.length, by: by(), text: text.value.trim(),
          to: [...kept.stay, ...kept.fresh], also: kept.fresh, accused: found.account.accused, nonce: S.hex(S.random(8)),
        }, me.seed);
        const { address, recipient, verify } = found.account.mailbox;
        const [first, ...rest] = S.groups([recipient, ...kept.keys]);
        await call("answer", { address, verify, age: S.hex(await S.pack(entry, first)) });
        await lay(entry, rest.flat());
        opened.set(`mine ${entry.nonce}`, entry);
        await showAgain(found, kept.keys.length + 1);
      } catch (error) { caseError(error.said || W.failed); }
      return undefined;
    });
    return at;
  }

  function redaction(found) {
    const at = make("details");
    const text = make("textarea", "", { id: "id_redact", rows: "8" });
    const told = found.account;
    text.value = [told.text, ...Object.entries(told.facts).map(([name, value]) => `${W[name] || name}: ${value}`)].join("\n");
    const mask = make("button", W.mask, { class: "button quiet", type: "button" });
    mask.addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to } = text;
      text.setRangeText("█".repeat(Math.min(8, to - from)), from, to, "end");
    });
    const out = make("button", W.download, { class: "button quiet", type: "button" });
    out.addEventListener("click", () => {
      if (C.identifies(text.value, found.identity)) return caseError(W.identifies);
      save(`xac-minh-${found.id.slice(0, 6)}.txt`, text.value, "text/plain");
      return undefined;
    });
    const field = make("div", "", { class: "field" });
    field.append(make("label", W.redact_hint, { for: "id_redact" }), text);
    at.append(make("summary", W.redact), field, mask, " ", out);
    return at;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    find("error").hidden = true;
    put(W.opening);
    await new Promise((then) => setTimeout(then, 50));
    try {
      await unlock(find("phrase").value.trim().toLowerCase().replace(/\s+/g, " "));
      await load();
      find("phrase").value = "";
      form.hidden = true;
      showList();
    } catch (error) {
      Object.assign(me, { identities: [], seed: null, pass: "" });
      refuse(error.said || W.failed);
    }
  });
})();
