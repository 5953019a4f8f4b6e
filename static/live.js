// What others do shows without a reload. The server only says that something
// was touched; the page then asks for itself again, with its reader's rights,
// and takes over what changed. What somebody is typing is never replaced.
(() => {
  "use strict";

  const part = () => document.querySelector("[data-live]");
  let source = null;
  let heard = ""; // what the source listens to
  let waiting = 0;
  let told = 0; // the number of the last change
  const touched = new Map(); // claim → who

  // Replacing what is open, chosen, typed or selected would pull it from under
  // somebody's hands.
  const inUse = (el) =>
    el.querySelector("details.decide[open]") !== null ||
    !getSelection().isCollapsed && el.contains(getSelection().anchorNode) ||
    el.contains(document.activeElement) && document.activeElement.matches("input, textarea, select") ||
    [...el.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox])")].some((f) => f.value !== f.defaultValue) ||
    [...el.querySelectorAll("input[type=radio], input[type=checkbox]")].some((f) => f.checked !== f.defaultChecked);

  const warn = (el, who) => {
    let note = el.querySelector(".changed-now");
    if (!note) {
      note = document.createElement("p");
      note.className = "changed-now msg note";
      note.setAttribute("role", "alert");
      el.prepend(note);
    }
    note.textContent = `${who} changed this claim just now. What you typed stays here; when you save, you see both versions first. `;
    const look = document.createElement("a");
    look.href = location.href;
    look.textContent = "See how it stands";
    note.append(look);
  };

  const takeOver = (old, fresh) => {
    if (!old || !fresh || old.outerHTML === fresh.outerHTML) return;
    old.replaceWith(document.importNode(fresh, true));
  };

  const refresh = async () => {
    waiting = 0;
    // Who decides here has been given a page that knows of it.
    if (told <= Number(part()?.dataset.since)) {
      touched.clear();
      return;
    }
    const names = new Map(touched);
    touched.clear();
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!part()) return;
    for (const el of document.querySelectorAll("[data-live-part]")) {
      const fresh = page.querySelector(`[data-live-part="${el.dataset.livePart}"]`);
      if (!inUse(el)) takeOver(el, fresh);
    }
    for (const card of document.querySelectorAll("article.card[id]")) {
      const form = card.classList.contains("at-hand") ? document.getElementById("decide") : card;
      const who = names.get(Number(card.id.slice("claim-".length)));
      const fresh = page.getElementById(card.id);
      if (form && who && (form !== card || inUse(form))) warn(form, who);
      else if (form === card) takeOver(card, fresh);
    }
    document.dispatchEvent(new CustomEvent("tallymark:shown"));
  };

  const listen = () => {
    const wanted = part()?.dataset.live ?? "";
    if (wanted === heard) return;
    heard = wanted;
    source?.close();
    source = null;
    if (!wanted) return;
    // What happened between the making of the page and now is told as well.
    const since = part().dataset.since ?? "";
    source = new EventSource("/live?since=" + since + (wanted === "all" ? "" : "&article=" + wanted));
    source.addEventListener("change", (e) => {
      const change = JSON.parse(e.data);
      told = Number(e.lastEventId);
      for (const id of change.claims ?? []) if (!change.own) touched.set(id, change.by);
      // Many changes at once are one look at the page.
      if (!waiting) waiting = setTimeout(() => refresh().catch(() => {}), wanted === "all" ? 1000 : 150);
    });
  };

  // What makes no news of its own, such as how far a job is, is looked at again
  // and again while somebody can see it.
  const every = Number(document.querySelector("[data-live-every]")?.dataset.liveEvery);
  if (every) {
    setInterval(() => {
      if (document.hidden) return;
      told = Infinity;
      refresh().catch(() => {});
    }, every * 1000);
  }

  listen();
  document.addEventListener("tallymark:shown", listen);
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (e) => {
    if (!e.persisted) return;
    heard = "";
    listen();
  });
})();
