// Only comforts: J and K walk through the drafts, N S T B act on the one in focus.
(() => {
  "use strict";
  const drafts = [...document.querySelectorAll("article.draft")];
  const typing = (one) => one && /^(INPUT|TEXTAREA|SELECT)$/.test(one.tagName);
  const current = () => drafts.findIndex((one) => one.contains(document.activeElement));
  const go = (at) => {
    const one = drafts[Math.max(0, Math.min(drafts.length - 1, at))];
    if (one) { one.focus(); one.scrollIntoView({ block: "nearest" }); }
  };
  const open = (draft, name) => {
    const part = draft && draft.querySelector(`details.${name}`);
    if (!part) return;
    part.open = true;
    const field = part.querySelector("textarea, input:not([type=hidden]), select");
    if (field) field.focus();
  };
  const acts = {
    j: (at) => go(at + 1),
    k: (at) => go(at < 0 ? 0 : at - 1),
    n: (at) => { const take = drafts[at] && drafts[at].querySelector("button.take"); if (take) take.click(); },
    s: (at) => open(drafts[at], "edit"),
    t: (at) => open(drafts[at], "split"),
    b: (at) => open(drafts[at], "drop"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = acts[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(current()); }
  });
  if (location.hash) { const one = document.querySelector(`article${location.hash}`); if (one) one.focus(); }
})();
