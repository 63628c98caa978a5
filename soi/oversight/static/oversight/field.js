// Entries from the field that survive a lost connection: kept in this browser until the server
// has acknowledged them with their last photo. Without this script each form is sent by itself.
"use strict";
(() => {
  const list = document.querySelector("[data-visit]");
  const note = document.getElementById("waiting");
  if (!list || !window.indexedDB || !window.crypto.subtle) return;
  const visit = list.dataset.visit;
  const began = Date.parse(list.dataset.began);
  const opened = performance.now();
  const openedAfter = Math.max(0, (Date.now() - began) / 1000);
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  const store = new Promise((resolve, reject) => {
    const asked = indexedDB.open("soi-field", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const run = async (mode, act) => {
    const entries = (await store).transaction("entries", mode).objectStore("entries");
    return new Promise((resolve, reject) => {
      const asked = act(entries);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const waiting = async () =>
    (await run("readonly", (entries) => entries.getAll())).filter((one) => one.visit === visit);

  const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const digest = async (blob) => hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));

  async function keep(form) {
    const data = new FormData(form);
    const photos = {};
    for (const file of data.getAll("photos")) if (file.size) photos[await digest(file)] = file;
    const body = {
      uuid: data.get("uuid"), base: Number(data.get("base")), question: data.get("question"),
      answer: data.get("answer") || "", text: data.get("text"), photos: Object.keys(photos),
      device_at: new Date().toISOString(),
      seconds: openedAfter + (performance.now() - opened) / 1000,
    };
    const key = `${body.uuid}/${body.base}/${Date.now()}`;
    await run("readwrite", (entries) => entries.put({ key, visit, body, photos }));
    return key;
  }

  // One entry at a time; a photo that is refused or too slow holds up no other entry.
  async function send(one) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    const answer = await fetch(`/staff/oversight/${visit}/field/entry/`, {
      method: "POST", headers, body: JSON.stringify(one.body),
    });
    if (answer.status !== 201) return { refused: answer.status === 422, version: 0 };
    const said = await answer.json();
    for (const name of said.missing) {
      const form = new FormData();
      form.append("photo", one.photos[name]);
      const sent = await fetch(`/staff/oversight/${visit}/field/${name}/`, {
        method: "POST", headers: { "X-CSRFToken": token() }, body: form,
      });
      if (sent.status !== 201) return { version: said.version };
    }
    await run("readwrite", (entries) => entries.delete(one.key));
    return { version: said.version };
  }

  let sending = false;
  async function sendAll() {
    if (sending) return;
    sending = true;
    for (const one of await waiting()) {
      try {
        const { version } = await send(one);
        const form = [...document.querySelectorAll("form.entry")]
          .find((each) => each.elements.uuid.value === one.body.uuid);
        if (form && version) form.elements.base.value = version;
      } catch { /* no net: it stays and is sent later */ }
    }
    sending = false;
    await show();
  }

  async function show() {
    const count = (await waiting()).length;
    note.hidden = false;
    note.textContent = count ? `${note.dataset.some} ${count}` : note.dataset.none;
  }

  list.addEventListener("submit", async (event) => {
    const form = event.target.closest("form.entry");
    if (!form) return;
    event.preventDefault();
    await keep(form);
    await show();
    await sendAll();
    if (!form.elements.question.value) {
      form.elements.uuid.value = crypto.randomUUID();
      form.elements.base.value = 0;
      form.elements.text.value = "";
    }
    form.querySelector("[type=file]").value = "";
  });
  window.addEventListener("online", sendAll);
  setInterval(sendAll, 20000);
  sendAll();
})();
