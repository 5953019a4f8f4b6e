// Keys and moving on without a reload. Every control has its form or link, so
// the desk works without this file; it only makes it fast.
(() => {
  "use strict";

  const main = document.getElementById("main");
  const keysOn = document.body.hasAttribute("data-keys");
  let prefix = ""; // "g" while a second key is awaited
  let prefixEnds = 0;

  const typing = (el) =>
    el.isContentEditable || el.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit], [type=button])");
  const shown = (el) => el.getClientRects().length > 0;
  const find = (name, key) => [...document.querySelectorAll(`[${name}="${CSS.escape(key)}"]`)].find(shown);
  const form = () => document.getElementById("decide");
  const verdict = () => form()?.elements.status?.value || "";

  const press = (el) => {
    if (el.matches("textarea, input:not([type=radio])")) {
      el.focus();
      return;
    }
    el.click();
    if (el.matches("input[type=radio][name=status]")) afterVerdict(el.value);
  };

  // A verdict chosen by key asks for what it still lacks.
  const afterVerdict = (status) => {
    const wanted = { superseded: "[name=superseded_by]", needs_evidence: "[name=reason]", unverifiable: "[name=reason]" }[status];
    if (wanted) form().querySelector(wanted).focus();
  };

  // A digit verifies at once, unless a verdict that asks for something else is chosen.
  const digit = (key) => {
    const f = form();
    if (!f) return false;
    if (verdict() === "not_a_claim") {
      const what = find("data-key-not", key);
      what?.click();
      return Boolean(what);
    }
    if (verdict() === "disputed") {
      const basis = f.querySelectorAll("[name=basis]")[Number(key) - 1];
      if (!basis) return false;
      basis.click();
      f.querySelector("[name=reason]").focus();
      return true;
    }
    const quick = find("data-key", key);
    quick?.click();
    return Boolean(quick);
  };

  const act = (key) => {
    if (prefix && Date.now() < prefixEnds) {
      const there = find("data-key", prefix + " " + key) ?? document.querySelector(`[data-key="${prefix} ${CSS.escape(key)}"]`);
      prefix = "";
      there?.click();
      return Boolean(there);
    }
    if (key === "g") {
      prefix = "g";
      prefixEnds = Date.now() + 1500;
      return true;
    }
    if (/^[1-9]$/.test(key)) return digit(key);
    const there = find("data-key", key) ?? (key === "/" && document.querySelector('[data-key="g c"]'));
    if (there) press(there);
    return Boolean(there);
  };

  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.repeat) return;
    if (e.key === "Enter" && !e.shiftKey && e.target.matches?.(".desk-form textarea")) {
      e.preventDefault();
      e.target.form.requestSubmit();
      return;
    }
    if (e.key === "Escape" && typing(e.target) && e.target.closest(".desk-form")) {
      e.target.blur();
      return;
    }
    if (!keysOn || typing(e.target)) return;
    if (act(e.key)) e.preventDefault();
  });

  // Moving on: fetch the page that the form or link would load, and put its
  // main part in place of ours.
  const live = document.getElementById("live");
  let busy = false;

  const bringIntoView = () => {
    document.querySelector(".mark[aria-current]")?.scrollIntoView({ block: "center", behavior: "instant" });
    document.querySelector(".side")?.scrollTo(0, 0);
  };

  // What is typed into the verdict stays while the same claim is at hand as it
  // was, whatever else was saved beside it.
  const keepTyped = (page) => {
    const was = form();
    const now = page.querySelector("#decide");
    if (!was || !now || was.action !== now.action || was.elements.revision.value !== now.elements.revision.value) return;
    for (const el of was.elements) {
      if (el.matches("textarea, input:not([type=hidden], [type=radio])")) now.elements[el.name].value ||= el.value;
      else if (el.matches("[type=radio]:checked")) now.querySelector(`[name="${el.name}"][value="${CSS.escape(el.value)}"]`).checked = true;
    }
  };

  // A note that is written and not saved is not left behind.
  const noteWaits = (f) => {
    const text = main.querySelector(".desk-form.note textarea");
    if (!text?.value.trim() || f === text.form) return false;
    text.focus();
    live.textContent = "Your note is not saved yet. Enter saves it; empty it to go on without.";
    text.setCustomValidity(live.textContent);
    text.reportValidity(); // shows the words beside the field
    text.setCustomValidity("");
    return true;
  };

  // Where the same article stays, its text does too, but for the blocks that
  // differ: to lay out a long text takes longer than all the rest.
  const sameText = (was, now) => was && now && was.children.length === now.children.length && was.closest("[data-live]").dataset.live === now.closest("[data-live]").dataset.live;

  const swapBlocks = (was, now) => {
    const fresh = [...now.children];
    [...was.children].forEach((block, i) => block.isEqualNode(fresh[i]) || block.replaceWith(fresh[i]));
  };

  // Everything of now takes the place of what was, around a part that stays.
  const swapAround = (was, now, stays, like) => {
    if (was === stays) return;
    for (const a of now.attributes) was.setAttribute(a.name, a.value);
    const nodes = [...now.childNodes];
    const at = nodes.findIndex((n) => n.contains(like));
    const holder = [...was.children].find((n) => n.contains(stays));
    swapAround(holder, nodes[at], stays, like);
    for (const n of [...was.childNodes]) if (n !== holder) n.remove();
    was.prepend(...nodes.slice(0, at));
    was.append(...nodes.slice(at + 1));
  };

  const swap = (fresh) => {
    const was = main.querySelector(".galley");
    const now = fresh.querySelector(".galley");
    if (!sameText(was, now)) {
      main.replaceChildren(...fresh.childNodes);
      return;
    }
    swapBlocks(was, now);
    swapAround(main, fresh, was, now);
  };

  const show = async (answer) => {
    // A command is answered with the desk that comes next, and its address.
    const there = new URL(answer.headers.get("Content-Location") ?? answer.url, location);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("main");
    if (!fresh?.querySelector("[data-desk]")) {
      if (answer.ok) {
        location.assign(there);
        return;
      }
    }
    keepTyped(fresh);
    swap(fresh);
    document.title = page.title;
    document.dispatchEvent(new CustomEvent("tallymark:shown"));
    if (answer.ok) history.pushState({ desk: true }, "", there);
    (document.getElementById("errors") ?? document.getElementById("at-hand") ?? main).focus({ preventScroll: true });
    bringIntoView();
    const said = main.querySelector(".toast, .msg[role=status]")?.textContent.trim() ?? "";
    live.textContent = said;
  };

  const go = async (address, init, otherwise) => {
    if (busy) return;
    busy = true;
    main.setAttribute("aria-busy", "true");
    try {
      await show(await fetch(address, { credentials: "same-origin", ...init }));
    } catch {
      live.textContent = "";
      otherwise();
    } finally {
      busy = false;
      main.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("submit", (e) => {
    const f = e.target;
    if (e.defaultPrevented || !f.matches("form[data-swap]")) return;
    e.preventDefault();
    if (noteWaits(f)) {
      delete f.dataset.sent;
      return;
    }
    const body = new URLSearchParams(new FormData(f, e.submitter));
    go(f.action, { method: "POST", body, headers: { "Tallymark-Swap": "desk" } }, () => {
      delete f.dataset.sent;
      let note = f.querySelector(".lost");
      if (!note) {
        note = document.createElement("p");
        note.className = "err lost";
        note.setAttribute("role", "alert");
        f.append(note);
      }
      note.textContent = "Not saved: the server could not be reached. What you typed is still here; try again.";
    });
  });
  document.addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const a = e.target.closest?.("a[data-swap], [data-desk] a.mark");
    if (!a) return;
    e.preventDefault();
    if (noteWaits()) return;
    go(a.href, {}, () => location.assign(a.href));
  });
  window.addEventListener("popstate", () => {
    if (document.querySelector("[data-desk]")) location.reload();
  });
  if (document.querySelector("[data-desk]")) bringIntoView();
})();
