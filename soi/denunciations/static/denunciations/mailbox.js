// The mailbox: the code stays here; what leaves is a signature and sealed boxes.
(() => {
  "use strict";
  const S = globalThis.SoiSeal;
  const B = globalThis.SoiBoxes;
  const form = document.querySelector("[data-open]");
  if (!form || !globalThis.SoiAge) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const find = (name) => document.querySelector(`[data-${name}]`);
  const more = find("more");
  let keys = null;
  let body = null;
  let day = "";
  let mine = null; // the thread of this code
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
    const asked = await today();
    day = asked.day;
    const signature = S.sign(keys.seed, S.utf8(`soi/mailbox/v1\n${asked.challenge}`));
    const answer = await S.post(words.urls.mail, { address: keys.address, challenge: asked.challenge, signature });
    const found = [];
    for (const one of (await answer.json()).boxes) {
      const told = await B.read(S.unhex(one.age), [keys.mailbox], ["filed", "answer"]);
      if (typeof told !== "string") found.push(told); // else filling, or no letter
    }
    return S.thread(found, body, keys.verify);
  }

  function show() {
    find("messages").replaceChildren(...mine.letters.map((one) => {
      const item = document.createElement("li");
      const name = one.by ? S.author(body, one.by, day) : words.you;
      item.append(
        line(`${one.day.split("-").reverse().join("/")} · ${name}`, "p", "small"),
        ...(one.text || words.filed).split("\n").map((text) => line(text)),
      );
      return item;
    }));
    if (!mine.letters.length) find("messages").replaceChildren(line(words.nothing, "li"));
    if (mine.untrue) find("messages").append(line(`${words.unsigned}: ${mine.untrue}`, "li", "notice late"));
    more.hidden = !mine.about;
    find("case").hidden = false;
  }

  // To the first note's readers and those who came since, as far as they may have it today.
  function recipients() {
    const kept = S.keep(body, mine.accused, mine.readers, day);
    if (!kept.outside) return S.groups(kept.keys);
    const told = body.names[kept.outside] || { name: kept.outside };
    const name = [told.name, told.address].filter(Boolean).join(", ");
    throw Object.assign(new Error(), { said: words.outside.replace("%(body)s", name) });
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
      body = await S.manifest(words.urls.manifest, words.oversight);
      keys = S.keysOf(await S.stretch(code, S.unhex(body.salt)));
      mine = await read();
      show();
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
      body = await S.manifest(words.urls.manifest, words.oversight);
      ({ day } = await today());
      const nonce = S.hex(S.random(8));
      for (const some of recipients()) {
        const files = [];
        for (const file of chosen) {
          const bytes = new Uint8Array(await file.arrayBuffer());
          const envelope = await S.seal(S.fill(bytes, S.FILES), some);
          const { box } = await (await S.post(words.urls.files, envelope)).json();
          files.push({ box, name: file.name, kind: file.type, size: bytes.length, sha256: S.hex(S.sha256(bytes)) });
        }
        const told = S.signed({
          type: "followup", case: mine.about, text, withdraw, files, day, nonce,
        }, keys.seed);
        await S.post(words.urls.envelopes, await S.pack(told, some));
      }
      more.reset();
      find("error").hidden = true;
      find("status").textContent = words.sent_more;
      find("status").scrollIntoView({ block: "center" });
    } catch (error) {
      refuse(error.said || words.failed);
    }
  });
})();
