// Niceties only: every page works without this file.
(() => {
  "use strict";

  // Times are sent in UTC; show them in the reader's own zone as well.
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const localTimes = () => {
    for (const el of document.querySelectorAll("time[data-clock]:not([title])")) {
      const at = new Date(el.dateTime);
      if (!Number.isNaN(at.getTime())) {
        el.title = el.textContent;
        el.textContent = format.format(at);
      }
    }
  };
  localTimes();
  document.addEventListener("tallymark:shown", localTimes);

  // A page that came back with errors starts at its summary.
  document.getElementById("errors")?.focus();

  // The account menu closes on Escape and on a click elsewhere.
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const menu of menus) {
      if (menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });
  document.addEventListener("click", (e) => {
    for (const menu of menus) {
      if (!menu.contains(e.target)) menu.open = false;
    }
  });

  // One press, one request. The server keeps to it as well.
  document.addEventListener("submit", (e) => {
    if (e.target.method !== "post" || e.defaultPrevented) return;
    if (e.target.dataset.sent) {
      e.preventDefault();
      return;
    }
    e.target.dataset.sent = "1";
    // Who stops the loading gets the form back.
    setTimeout(() => delete e.target.dataset.sent, 3000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
