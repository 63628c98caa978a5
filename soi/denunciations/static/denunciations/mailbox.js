// The mailbox: the code stays here; what leaves is a signature and sealed boxes.
(() => {
  "use strict";
  const S = globalThis.SoiSeal;
  const form = document.querySelector("[data-open]");
  if (!form || !globalThis.SoiAge) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const find = (name) => document.querySelector(`[data-${name}]`);
  const more = find("more");
  let keys = null;
  let body = null;
  let last = null;
  form.hidden = false;

  const line = (text, kind = "p", className = "") =>
    Object.assign(document.createElement(kind), { textContent: text, className });
  function refuse(sentence) {
    const at = find("error");
    at.hidden = false;
    at.replaceChildren(line(sentence));
    at.focus();
    find("status").textContent = "";
  }

  async function today() {
    return (await fetch(words.urls.challenge, { cache: "no-store" })).json();
  }

  async function read() {
    const { challenge } = await today();
    const signature = S.sign(keys.seed, S.utf8(`soi/mailbox/v1\n${challenge}`));
    const answer = await S.post(words.urls.mail, { address: keys.address, challenge, signature });
    const found = [];
    for (const one of (await answer.json()).boxes) {
      try {
        const told = await S.unpack(S.unhex(one.age), [keys.mailbox]);
        if (isTrue(told)) found.push({ ...told, day: told.day || one.day });
      } catch { /* filling, or for somebody else */ }
    }
    return found.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : one.type === "filed" ? -1 : 1));
  }
  // age does not say who wrote: an answer counts only with a receiver's signature.
  function isTrue(told) {
    if (told.type === "filed") return true;
    const by = body.receivers.find((one) => one.person === told.by?.person);
    return Boolean(by) && S.holds(told, by.verify);
  }

  function show(found) {
    find("messages").replaceChildren(...found.map((one) => {
      const item = document.createElement("li");
      const name = one.by ? [body.titles[one.by.post], body.names[one.by.office]?.name].filter(Boolean).join(", ") : words.you;
      item.append(
        line(`${one.day.split("-").reverse().join("/")} · ${name}`, "p", "small"),
        ...(one.text || words.filed).split("\n").map((text) => line(text)),
      );
      return item;
    }));
    if (!found.length) find("messages").replaceChildren(line(words.nothing, "li"));
    last = found.find((one) => one.type === "filed") || null;
    const latest = [...found].reverse().find((one) => one.to && one.keys);
    if (last && latest) last = { ...last, to: latest.to, keys: latest.keys };
    more.hidden = !last;
    find("case").hidden = false;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = S.normal(find("code").value);
    find("error").hidden = true;
    if (!code) {
      refuse(words.bad_code);
      return;
    }
    find("status").textContent = words.opening;
    await new Promise((then) => setTimeout(then, 50));
    try {
      body = await S.manifest(words.urls.manifest);
      keys = S.keysOf(await S.stretch(code, S.unhex(body.salt)));
      show(await read());
      find("code").value = "";
      find("status").textContent = words.opened;
    } catch (error) {
      refuse(error.said || words.failed);
    }
  });

  more.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = find("text").value.trim();
    const withdraw = find("withdraw").checked;
    const chosen = [...find("file").files];
    if (!text && !withdraw && !chosen.length) {
      refuse(words.empty_more);
      return;
    }
    try {
      const files = [];
      for (const file of chosen) {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const envelope = await S.seal(S.fill(bytes, S.FILES), last.keys);
        const { box } = await (await S.post(words.urls.files, envelope)).json();
        files.push({ box, name: file.name, kind: file.type, size: bytes.length, sha256: S.hex(S.sha256(bytes)) });
      }
      const { day } = await today();
      const told = S.signed({
        type: "followup", case: last.case, text, withdraw, files, day, nonce: S.hex(S.random(8)),
      }, keys.seed);
      await S.post(words.urls.envelopes, await S.pack(told, last.keys));
      more.reset();
      find("error").hidden = true;
      find("status").textContent = words.sent_more;
      find("status").scrollIntoView({ block: "center" });
    } catch (error) {
      refuse(error.said || words.failed);
    }
  });
})();
