// Only comforts; every page works without this file.
(() => {
  "use strict";

  // What is typed stays on this machine until it is sent.
  const DRAFT = "soi.report.draft";
  const NAMES = ["text", "group", "address"];
  const keeps = document.querySelector("form[data-keeps-draft]");
  const store = {
    read() { try { return JSON.parse(localStorage.getItem(DRAFT)) || {}; } catch { return {}; } },
    write(value) { try { localStorage.setItem(DRAFT, JSON.stringify(value)); } catch { /* no room: nothing is lost but the comfort */ } },
    drop() { try { localStorage.removeItem(DRAFT); } catch { /* nothing to drop */ } },
  };
  const fields = keeps ? NAMES.map((name) => keeps.elements[name]).filter((one) => one && one.type !== "hidden") : [];
  if (fields.length) {
    const kept = store.read();
    for (const field of fields) if (!field.value && kept[field.name]) field.value = kept[field.name];
    keeps.addEventListener("input", () => {
      store.write(Object.fromEntries(fields.map((field) => [field.name, field.value])));
    });
  }
  if (keeps) {
    // A denunciation leaves nothing on this machine either.
    keeps.addEventListener("submit", () => {
      const kind = keeps.elements.kind;
      if (kind && kind.value === "denunciation") store.drop();
    });
  }
  if (document.querySelector("[data-sent]")) store.drop();

  const print = document.querySelector("[data-print]");
  if (print) {
    print.parentElement.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  const locate = document.querySelector("[data-locate-button]");
  if (locate && "geolocation" in navigator && window.isSecureContext) {
    const status = document.querySelector("[data-locate-status]");
    locate.parentElement.hidden = false;
    document.querySelector("[data-locate]").hidden = true;
    locate.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        (place) => {
          keeps.elements.lat.value = place.coords.latitude.toFixed(6);
          keeps.elements.long.value = place.coords.longitude.toFixed(6);
          status.textContent = status.dataset.done;
        },
        () => { status.textContent = status.dataset.failed; },
        { timeout: 15000, maximumAge: 60000 },
      );
    });
  }

  // A long act goes on by itself; without this, by the button.
  const goesOn = document.querySelector("form[data-goes-on]");
  if (goesOn) setTimeout(() => goesOn.requestSubmit(), 150);

  const wrong = document.querySelector(".errors[autofocus]");
  if (wrong) wrong.focus();
})();
