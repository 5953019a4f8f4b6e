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

  // Words selected in the text become the form of a claim, with what stands
  // around them, so that the server finds the very place.
  const galley = document.querySelector(".galley");
  const pick = document.getElementById("pick");
  const add = document.getElementById("add-claim");
  if (galley && pick && add) {
    const around = 80; // letters on each side
    const selected = () => {
      const sel = document.getSelection();
      if (!sel || sel.isCollapsed || !sel.rangeCount) return null;
      const range = sel.getRangeAt(0);
      const words = sel.toString().trim();
      const inside = galley.contains(range.startContainer) && galley.contains(range.endContainer);
      return inside && words && words.length <= 500 ? { range, words } : null;
    };
    const beside = (range, before) => {
      const edge = before ? range.startContainer : range.endContainer;
      const block = (edge.nodeType === Node.TEXT_NODE ? edge.parentElement : edge).closest("p, h1");
      if (!block) return "";
      const rest = document.createRange();
      rest.selectNodeContents(block);
      if (before) rest.setEnd(range.startContainer, range.startOffset);
      else rest.setStart(range.endContainer, range.endOffset);
      const text = rest.toString();
      return before ? text.slice(-around) : text.slice(0, around);
    };
    let chosen = null;
    document.addEventListener("selectionchange", () => {
      const now = selected();
      if (now) {
        chosen = { quote: now.words, prefix: beside(now.range, true), suffix: beside(now.range, false) };
        const box = now.range.getBoundingClientRect();
        pick.style.top = `${Math.max(8, Math.min(box.bottom + 8, innerHeight - 60))}px`;
        pick.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 200))}px`;
      }
      if (now || !pick.contains(document.activeElement)) pick.hidden = !now;
    });
    pick.addEventListener("pointerdown", (e) => e.preventDefault()); // keeps the selection
    pick.querySelector("button").addEventListener("click", () => {
      if (!chosen) return;
      const form = add.querySelector("form");
      add.open = true;
      for (const name of ["quote", "prefix", "suffix"]) form.elements[name].value = chosen[name];
      pick.hidden = true;
      form.elements.quote.focus();
      form.scrollIntoView({ block: "nearest" });
    });
    // Words typed over the selected ones stand somewhere else.
    add.querySelector("form").elements.quote.addEventListener("input", (e) => {
      e.target.form.elements.prefix.value = "";
      e.target.form.elements.suffix.value = "";
    });
  }

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
