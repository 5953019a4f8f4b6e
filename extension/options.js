"use strict";

(async () => {
  const form = document.getElementById("settings");
  const server = document.getElementById("server");
  const token = document.getElementById("token");
  const now = await settings();
  server.value ||= now.server; // somebody may already type
  token.value ||= now.token;

  // Over plain HTTP anybody on the way reads the token; on this machine there
  // is nobody on the way.
  const safe = (url) => url.protocol === "https:" || url.protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);

  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const url = new URL(server.value);
    if (!safe(url)) {
      say("The address has to begin with https://, or the token could be read on the way.", true);
      return;
    }
    const wanted = { server: (url.origin + url.pathname).replace(/\/+$/, ""), token: token.value.trim() };
    if (!await chrome.permissions.request({ origins: [origin(wanted.server)] })) {
      say("Without the permission nothing can be sent there.", true);
      return;
    }
    try {
      await ask(wanted, "articles?limit=1");
    } catch (err) {
      say(err.message, true);
      return;
    }
    await chrome.storage.local.set(wanted);
    say("Saved, and Tallymark answers.");
  });
})();
