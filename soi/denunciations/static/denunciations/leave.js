// "Thoát ngay": replaces this page in the history with one that anybody may be looking at.
(() => {
  "use strict";
  const buttons = document.querySelectorAll("[data-leave]");
  const leave = () => {
    document.body.replaceChildren();
    location.replace(buttons[0].href);
  };
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  let shifts = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      shifts = [];
      return;
    }
    shifts = [...shifts.filter((moment) => event.timeStamp - moment < 1500), event.timeStamp];
    if (shifts.length === 3) leave();
  });
  document.querySelector(".errors[autofocus]")?.focus();
})();
