// What both pages of the extension share: the settings, and asking the server.
"use strict";

const settings = () => chrome.storage.local.get({ server: "", token: "" });

// origin is the pattern of the permission to ask that server.
const origin = (server) => new URL(server).protocol + "//" + new URL(server).hostname + "/*";

// ask calls an operation of the API. What it throws can be read by people.
const ask = async ({ server, token }, path, body) => {
  let answer;
  try {
    answer = await fetch(server + "/api/v1/" + path, {
      method: body ? "POST" : "GET",
      headers: { Authorization: "Bearer " + token, Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new Error(server + " does not answer. Is the address right, and are you online?");
  }
  const said = await answer.json().catch(() => null);
  if (answer.status === 401) throw new Error("Tallymark does not know the token: it may have ended. Make a new one on your account page.");
  if (answer.status === 403) throw new Error("The token may not add articles: make one with the right to review.");
  if (!answer.ok || said === null) {
    const why = said?.errors?.map((e) => e.message).join("; ") || said?.detail || said?.title;
    throw new Error(why || "That address answers, but not as Tallymark does (status " + answer.status + ").");
  }
  return said;
};

const say = (words, wrong, ...more) => {
  const p = document.getElementById("said");
  p.className = wrong ? "err" : "";
  p.replaceChildren(words, ...more);
};
