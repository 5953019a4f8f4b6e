// Niceties only: every page works without this file.
(() => {
  "use strict";

  const live = document.getElementById("live");

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

  // Words selected in an area are offered for a form by a button beside them.
  const pick = document.getElementById("pick");
  const around = 80; // letters on each side
  const offerSelected = (area, use) => {
    const selected = () => {
      const sel = document.getSelection();
      if (!sel || sel.isCollapsed || !sel.rangeCount) return null;
      const range = sel.getRangeAt(0);
      const words = sel.toString().trim();
      const inside = area.contains(range.startContainer) && area.contains(range.endContainer);
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
      pick.hidden = true;
      use(chosen);
    });
  };

  // They become the form of a claim, with what stands around them, so that the
  // server finds the very place.
  const galley = document.querySelector(".galley");
  const add = document.getElementById("add-claim");
  if (galley && pick && add) {
    const form = add.querySelector("form");
    offerSelected(galley, (chosen) => {
      add.open = true;
      for (const name of ["quote", "prefix", "suffix"]) form.elements[name].value = chosen[name];
      form.elements.quote.focus();
      form.scrollIntoView({ block: "nearest" });
    });
    // Words typed over the selected ones stand somewhere else.
    form.elements.quote.addEventListener("input", () => {
      form.elements.prefix.value = "";
      form.elements.suffix.value = "";
    });
  }

  // Or the next figure that a claim is split into.
  const pieces = document.getElementById("pieces");
  if (pieces && pick) {
    offerSelected(document.querySelector("[data-splits]"), (chosen) => {
      const fields = [...pieces.querySelectorAll("[name^=piece]")];
      const field = fields.find((f) => f.value.trim() === "") ?? fields.at(-1);
      field.value = chosen.quote;
      field.focus();
      live.textContent = `${field.labels[0].firstChild.textContent.trim()}: ${chosen.quote}`;
    });
  }

  // How many boxes are checked shows as they are.
  const marks = document.getElementById("marks");
  const countMarks = () => {
    const n = [...marks.elements].filter((el) => el.checked).length;
    marks.querySelector("[data-marked]").textContent = `${n} marked`;
  };
  if (marks) {
    document.addEventListener("change", (e) => {
      if (e.target.form === marks) countMarks();
    });
    countMarks(); // a browser brings back what was checked
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

  // An address that is given as evidence is read in the background. What it
  // says goes into the fields that are still empty then.
  const readAddress = async (form) => {
    const address = form.elements.url;
    const says = form.querySelector(".read-says");
    const asked = address.value.trim();
    form.dataset.asked = asked;
    says.classList.remove("err");
    says.textContent = "Reading the page…";
    let got;
    try {
      const answer = await fetch(form.dataset.reads, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ claim: form.elements.claim.value, url: asked }),
      });
      got = await answer.json();
    } catch {
      got = { error: "Tallymark did not answer. Try again in a moment." };
    }
    if (form.dataset.asked !== asked) return; // another address by now
    if (!got.excerpts) {
      says.classList.add("err");
      says.textContent = "The address was not read, and everything is as you typed it. " + (got.error || "Load the page again.");
      return;
    }
    const filled = [];
    const best = got.excerpts.length > 0 ? got.excerpts[0].text : "";
    for (const [name, label, value] of [["title", "title", got.title], ["publisher", "publisher", got.publisher],
      ["published", "day", got.published], ["excerpt", "excerpt", best]]) {
      const field = form.elements[name];
      if (value && field.value.trim() === "") {
        field.value = value;
        filled.push(label);
      }
    }
    says.textContent = filled.length > 0
      ? "Filled in from the page: " + filled.join(", ") + ". Look it over before you add it."
      : "The page was read. Nothing was empty that it could fill in.";
    offer(form, got.excerpts);
  };

  const make = (tag, className, text) => {
    const el = document.createElement(tag);
    if (className) el.className = className;
    if (text) el.textContent = text;
    return el;
  };

  // The sentences to choose from, each with a button that quotes it.
  const offer = (form, excerpts) => {
    form.querySelector(".offers").replaceChildren(...excerpts.map((one) => {
      const item = make("li");
      const words = make("p", "", one.text);
      words.dir = "auto";
      const quote = make("button", "btn small", "Quote this");
      quote.name = "use";
      quote.value = one.text;
      quote.append(make("span", "vh", ": " + one.text));
      item.append(words);
      if (one.says) item.append(make("p", "compared " + one.says.how, one.says.words));
      item.append(quote);
      return item;
    }));
  };

  for (const form of document.querySelectorAll("form[data-reads]")) {
    form.elements.url.addEventListener("paste", () => setTimeout(() => {
      if (form.elements.url.checkValidity() && form.elements.url.value) readAddress(form);
    }));
    form.addEventListener("click", (e) => {
      const button = e.target.closest("button");
      if (!button || !form.contains(button)) return;
      if (button.name === "use") {
        e.preventDefault();
        form.elements.excerpt.value = button.value;
        form.querySelector(".read-says").textContent = "The sentence is in the excerpt.";
        form.elements.excerpt.focus();
      } else if (button.hasAttribute("formaction")) {
        e.preventDefault();
        readAddress(form);
      }
    });
  }
})();
