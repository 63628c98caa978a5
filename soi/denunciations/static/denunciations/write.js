// The denouncer's form: chosen, sealed and signed on this machine; only boxes leave it.
(() => {
  "use strict";
  const S = globalThis.SoiSeal;
  const form = document.querySelector("[data-write]");
  if (!form || !globalThis.SoiAge) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const find = (name) => document.querySelector(`[data-${name}]`);
  // What nobody sees says nothing, and what turns letters around deceives the reader.
  const UNSEEN = /[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]/g;
  const value = (name) => form.elements[name].value.normalize("NFC").replace(UNSEEN, "").trim();
  const code = S.newCode();
  let body = null;
  let day = "";

  const write = (at, ...lines) => at.replaceChildren(...lines.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  }));
  const say = (name, data = {}) =>
    words[name].replace(/%\((\w+)\)s/g, (_all, key) => data[key] ?? "");
  const nameOf = (slug) => {
    const told = body.names[slug] || { name: slug };
    return [told.name, told.address].filter(Boolean).join(", ");
  };
  const accused = () => ["about", "about_more"].map(value).filter(Boolean).map((one) => {
    const [person, office] = one.split("|");
    return { person, office };
  });

  function showReceivers() {
    const at = find("receivers");
    const found = S.choose(body, accused(), day);
    at.hidden = false;
    at.classList.toggle("late", !found.to.length);
    if (!found.to.length) {
      write(at, say("outside", { body: nameOf(found.outside) }));
      return;
    }
    write(at, words.only_these, ...found.bodies.map((one) => say("body", {
      body: nameOf(one), count: found.trace.receivers.filter((row) => row[0] === one).length,
    })), say("by_law", { rule: found.trace.rule }));
  }

  // What a picture gives away, read from its first bytes.
  async function warnings(file) {
    const bytes = new Uint8Array(await file.slice(0, 262144).arrayBuffer());
    const words16 = Array.from(bytes, (one) => String.fromCharCode(one)).join("");
    const found = [];
    const exif = words16.indexOf("Exif\u0000\u0000");
    if (exif >= 0 && exif < 65536) found.push(say("exif", { name: file.name }));
    if (/\.(docm|xlsm|pptm)$/i.test(file.name) || words16.includes("vbaProject")) {
      found.push(say("macro", { name: file.name }));
    } else if (/\.(docx?|xlsx?|pptx?|pdf|odt)$/i.test(file.name)) {
      found.push(say("author", { name: file.name }));
    }
    if (/\.(zip|rar|7z|gz|tar)$/i.test(file.name)) found.push(say("packed", { name: file.name }));
    return found;
  }
  form.elements.attached.addEventListener("change", async () => {
    const lines = [];
    for (const file of form.elements.attached.files) lines.push(...(await warnings(file)));
    write(find("files"), ...lines);
  });

  function fault() {
    const files = [...form.elements.attached.files];
    if (!value("text")) return ["text", words.empty];
    if (files.some((one) => one.size > 64 * 1024 * 1024 - 4)) return ["attached", words.too_big];
    if (S.normal(find("again").value) !== code) return ["again", words.again];
    return null;
  }
  function refuse(field, sentence) {
    const at = find("error");
    at.hidden = false;
    write(at, sentence);
    const target = field === "again" ? find("again") : form.elements[field];
    if (target) {
      target.setAttribute("aria-invalid", "true");
      target.focus();
    } else at.focus();
  }

  async function sealedFile(file, recipients) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const envelope = await S.seal(S.fill(bytes, S.FILES), recipients);
    const { box } = await (await S.post(words.urls.files, envelope)).json();
    return { box, name: file.name, kind: file.type, size: bytes.length, sha256: S.hex(S.sha256(bytes)) };
  }

  // Kept until it has arrived: a second press sends the same bytes, and they are one box.
  const ready = {};
  async function prepare() {
    const found = S.choose(body, accused(), day);
    if (!found.to.length) throw Object.assign(new Error(), { said: say("outside", { body: nameOf(found.outside) }) });
    const recipients = found.to.map((one) => one.recipient);
    const keys = S.keysOf(await S.stretch(code, S.unhex(body.salt)));
    const files = [];
    for (const file of form.elements.attached.files) files.push(await sealedFile(file, recipients));
    const told = Object.fromEntries(["name", "address", "phone"].map((name) => [name, value(name)]));
    const named = Object.values(told).some(Boolean);
    const shut = await S.pack({ type: "identity", ...(named ? told : {}) }, recipients);
    const identity = (await (await S.post(words.urls.identities, shut)).json()).box;
    const facts = Object.fromEntries(["who", "when", "where", "evidence"]
      .map((name) => [name, value(name)]).filter((row) => row[1]));
    const recipient = await SoiAge.identityToRecipient(keys.mailbox);
    const account = S.signed({
      type: "denunciation", case: S.hex(S.random(16)), text: value("text"), facts,
      accused: accused(), files, identity, named, day, sealed_by: "browser",
      mailbox: { address: keys.address, recipient, verify: keys.verify },
      trace: found.trace, manifest: body.version,
    }, keys.seed);
    const envelope = await S.pack(account, recipients);
    // Signed, so that nobody else can tell the mailbox whom to write to.
    const first = await S.pack(S.signed({
      type: "filed", case: account.case, day, sealed_by: "browser", accused: account.accused,
      to: found.to.map((one) => one.person),
    }, keys.seed), [recipient]);
    const mark = S.commitment(keys.salt, {
      type: "denunciation", envelope: S.hex(S.sha256(envelope)), day,
    });
    Object.assign(ready, { envelope, mark, bodies: found.bodies, mailbox: {
      address: keys.address, verify: keys.verify, age: S.hex(first),
    } });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fault();
    if (wrong) {
      refuse(...wrong);
      return;
    }
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    find("error").hidden = true;
    find("status").textContent = words.sealing;
    await new Promise((then) => setTimeout(then, 50));
    try {
      if (!ready.envelope) await prepare();
      await S.post(words.urls.mailboxes, ready.mailbox);
      await S.post(words.urls.envelopes, ready.envelope, { "Soi-Commitment": S.hex(ready.mark) });
      done();
    } catch (error) {
      refuse("", error.said || words.failed);
      find("status").textContent = "";
    }
    button.disabled = false;
  });

  function done() {
    write(find("to"), ...ready.bodies.map(nameOf));
    form.reset();
    form.remove();
    find("sent").hidden = false;
    find("sent").querySelector("h2").focus();
  }

  (async () => {
    try {
      body = await S.manifest(words.urls.manifest, words.oversight);
      day = (await (await fetch(words.urls.challenge, { cache: "no-store" })).json()).day;
    } catch {
      form.before(Object.assign(document.createElement("p"), { className: "notice late", textContent: words.no_manifest }));
      return;
    }
    form.hidden = false;
    find("code").textContent = S.grouped(code);
    for (const name of ["about", "about_more"]) form.elements[name].addEventListener("change", showReceivers);
    form.addEventListener("input", (event) => {
      event.target.removeAttribute?.("aria-invalid");
      for (const name of Object.keys(ready)) delete ready[name];
    });
    showReceivers();
  })();
})();
