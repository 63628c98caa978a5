// An officer's key: born here, locked here; what leaves is the locked half and the public half.
(() => {
  "use strict";
  const S = globalThis.SoiSeal;
  const form = document.querySelector("[data-make]");
  if (!form || !globalThis.SoiAge) return;
  const W = JSON.parse(document.getElementById("words").textContent);
  const find = (name) => document.querySelector(`[data-${name}]`);
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const phrase = Array.from(S.random(20), (one) => letters[one & 31]).join("").match(/.{4}/g).join(" ");
  find("phrase").textContent = phrase;
  form.hidden = false;

  // The last key that lies under a phrase: whose it is, and what signs.
  async function kept(address, words) {
    const { keys } = await (await S.post(W.urls.locker, { address })).json();
    const last = Object.keys(keys).sort().pop();
    if (!last) throw Object.assign(new Error(), { said: W.wrong_key });
    const opener = new SoiAge.Decrypter();
    opener.addPassphrase(words);
    return JSON.parse(S.text(await opener.decrypt(S.unhex(keys[last]))));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const status = find("status");
    status.textContent = W.opening;
    find("error").hidden = true;
    await new Promise((then) => setTimeout(then, 50));
    try {
      const body = await S.manifest(W.urls.manifest, W.oversight);
      const { day } = await (await fetch(W.urls.challenge, { cache: "no-store" })).json();
      const epoch = day.slice(0, 7);
      const old = find("old").value.trim().toLowerCase().replace(/\s+/g, " ");
      const words = old || phrase;
      const { lookup } = S.keysOf(await S.stretch(words, S.unhex(body.salt)));
      const address = S.hex(S.sha256(lookup));
      const before = old ? await kept(address, words) : null;
      const person = before?.person || find("person").value.trim();
      if (!person) throw Object.assign(new Error(), { said: W.not_written });
      const identity = S.identity(S.random(32));
      // What was signed before stays signed: a new month brings a new key to open with, no more.
      const seed = before ? S.unhex(before.sign) : S.random(32);
      const recipient = await SoiAge.identityToRecipient(identity);
      const told = { person, recipients: { [epoch]: recipient }, verify: S.hex(SoiAge.ed25519.getPublicKey(seed)) };
      // As Python's json.dumps with sorted keys writes it.
      const message = `{"person": ${JSON.stringify(person)}, "recipients": {"${epoch}": "${recipient}"}, "verify": "${told.verify}"}`;
      const request = JSON.stringify({ ...told, signature: S.sign(seed, S.utf8(message)) }, null, 1);
      const locker = new SoiAge.Encrypter();
      locker.setPassphrase(words);
      locker.setScryptWorkFactor(16);
      const age = await locker.encrypt(JSON.stringify({ person, sign: S.hex(seed), epoch, identity }));
      await S.post(W.urls.locker, { address, epoch, age: S.hex(age) });
      find("request").textContent = request;
      const link = find("download");
      link.href = URL.createObjectURL(new Blob([request], { type: "application/json" }));
      find("made").hidden = false;
      status.textContent = W.key_ready;
    } catch (error) {
      const at = find("error");
      at.hidden = false;
      at.replaceChildren(Object.assign(document.createElement("p"), { textContent: error.said || W.failed }));
      at.focus();
      status.textContent = "";
    }
  });
})();
