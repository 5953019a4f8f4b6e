"use strict";

// read runs in the page: what stands there as the reader sees it, scripts and
// subscriptions included, and what is selected in it.
const read = () => ({
  html: document.documentElement.outerHTML,
  selected: getSelection().toString().trim(),
  title: document.title,
  url: location.href.replace(/#.*/, ""),
});

const short = (words) => (words.length > 120 ? words.slice(0, 119) + "…" : words);

(async () => {
  const form = document.getElementById("send");
  const to = await settings();
  if (!to.server || !to.token) {
    const link = document.createElement("a");
    link.href = "options.html";
    link.target = "_blank";
    link.textContent = "Say where to send pages";
    say("Tallymark is not set up yet. ", false, link);
    return;
  }
  let page;
  try {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    [{ result: page }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: read });
  } catch {
    say("The browser lets no extension read this page. Copy its text and paste it in Tallymark.", true);
    return;
  }
  document.getElementById("page").textContent = short(page.title || page.url);
  const selection = form.elements.what[0];
  document.getElementById("selection").textContent = page.selected ? "Only “" + short(page.selected) + "”" : "Nothing is selected";
  selection.disabled = !page.selected;
  selection.checked = Boolean(page.selected);
  form.hidden = false;
  form.querySelector("button").focus();

  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    say("Reading the figures…");
    const part = selection.checked ? { text: page.selected, title: page.title } : { text: page.html, html: true };
    try {
      const article = await ask(to, "articles", { ...part, url: page.url });
      const n = article.figures_left;
      const link = document.createElement("a");
      link.href = article.app_link;
      link.target = "_blank";
      link.textContent = n === 1 ? "One figure to check" : n + " figures to check";
      say("It is in Tallymark: ", false, link);
    } catch (err) {
      say(err.message, true);
      button.disabled = false;
    }
  });
})();
