// Small helps on every page: the search key, the privacy key, focus on what is wrong, drafts.
// Every page works without this file.

const root = document.documentElement;

// "/" goes to the search, unless one is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const find = document.querySelector("[data-key='/']");
  if (find) { event.preventDefault(); find.focus(); }
});

// Names can be hidden from a screen that pupils can see. Kept for this tab only.
// A sheet to print has no key and keeps to it all the same.
const names = document.querySelector("button[data-names]");
const show = (hidden) => {
  root.toggleAttribute("data-names", hidden);
  if (hidden) root.setAttribute("data-names", "hidden");
  names?.setAttribute("aria-pressed", String(hidden));
};
show(sessionStorage.getItem("names") === "hidden");
if (names) {
  names.hidden = false;
  names.addEventListener("click", () => {
    const hidden = root.getAttribute("data-names") !== "hidden";
    sessionStorage.setItem("names", hidden ? "hidden" : "shown");
    show(hidden);
  });
}

// Printing is the browser's own; the button only saves looking for it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// After a form comes back with something to put right, start there.
document.querySelector("[data-focus]")?.focus();

// A form that may leave nothing behind is emptied as its page goes, so that no Back key finds it.
// Without a network it is not sent at all: the words would be gone with the page.
for (const form of document.querySelectorAll("form[data-leave-nothing]")) {
  addEventListener("pagehide", () => form.reset());
  addEventListener("pageshow", (event) => { if (event.persisted) form.reset(); });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    alert("There is no network, so nothing was sent. Tell them in person, or send it when the network is back.");
  });
}

// Drafts: what is typed in a form marked data-draft is kept in this tab until it is sent. A draft
// belongs to one person, one address and one pupil: nobody else signing in at this tab finds it,
// and signing out drops it.
const mine = document.querySelector("[data-account]")?.dataset.account;
const forget = (which) => Object.keys(sessionStorage).filter((key) => key.startsWith("draft:") && which(key)).forEach((key) => sessionStorage.removeItem(key));
if (mine) forget((key) => !key.startsWith(`draft:${mine}:`));
// The last board seen is kept for when the network is away (sw.js): not beyond signing out.
// Taps on a board that wait for the network are this person's too: they are not dropped unasked.
const dropBoards = () => { try { caches.delete("mainstay-board"); } catch { /* not over TLS: none was kept */ } };
const waiting = () => Object.keys(localStorage).filter((key) => mine && key.startsWith(`taps:${mine}:`));
for (const form of document.querySelectorAll("form[action='/sign-out']")) form.addEventListener("submit", (event) => {
  const taps = waiting().flatMap((key) => JSON.parse(localStorage.getItem(key) ?? "[]"));
  if (taps.length) {
    const said = taps.length === 1 ? "1 tap on the board is kept here and was not sent yet." : `${taps.length} taps on the board are kept here and were not sent yet.`;
    if (!confirm(`${said} Sign out and lose ${taps.length === 1 ? "it" : "them"}?`)) { event.preventDefault(); return; }
    waiting().forEach((key) => localStorage.removeItem(key));
  }
  forget(() => true);
  dropBoards();
});

// Going on at another organisation: nothing of this one stays behind in the tab.
for (const form of document.querySelectorAll("form[data-leaves]")) form.addEventListener("submit", () => { forget(() => true); dropBoards(); });

// The screen goes to a pupil: no board and no draft stays behind the page they are given.
for (const form of document.querySelectorAll("form[action$='/hand-over']")) form.addEventListener("submit", () => { forget(() => true); dropBoards(); });

// Sent while there is no network: the words stay where they are, and it is said. What a page keeps
// by itself without a network (live.js, minutes.js) has stopped the sending before this is asked.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-draft]") || event.defaultPrevented || navigator.onLine !== false) return;
  event.preventDefault();
  form.dispatchEvent(new Event("input"));
  if (form.querySelector("[data-no-network]")) return;
  const note = document.createElement("div"), p = document.createElement("p");
  note.className = "panel panel-note"; note.setAttribute("role", "status"); note.dataset.noNetwork = "";
  p.textContent = "There is no network. What you typed is kept in this tab: send it again once the network is back.";
  note.append(p);
  form.append(note);
});
addEventListener("online", () => document.querySelectorAll("[data-no-network]").forEach((note) => note.remove()));

const skip = new Set(["csrf", "once", "version", "seen"]);
const hidden = (form) => new URLSearchParams([...form.elements].filter((f) => f.name && f.type === "hidden" && !skip.has(f.name)).map((f) => [f.name, f.value])).toString();
const typed = (form) => [...form.elements].filter((f) => f.name && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(f.type));
const choice = (f) => f.type === "radio" || f.type === "checkbox";
const served = (f) => (f.options ? [...f.options].find((o) => o.defaultSelected)?.value ?? f.options[0]?.value ?? "" : f.defaultValue);
// Values by name, in order: as the page came, or as they stand now.
const state = (form, now) => {
  const values = {};
  for (const f of typed(form)) {
    const list = (values[f.name] ??= []);
    if (!choice(f)) list.push(now ? f.value : served(f));
    else if (now ? f.checked : f.defaultChecked) list.push(f.value);
  }
  return values;
};
const same = (a, b) => JSON.stringify(a ?? []) === JSON.stringify(b ?? []);

for (const form of mine ? document.querySelectorAll("form[data-draft]") : []) {
  const key = ["draft", mine, form.getAttribute("action"), hidden(form), form.dataset.draft].join(":");
  const came = state(form, false);
  const again = document.querySelector("[data-focus]") !== null;
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  let draft = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // It was sent, and no page has sent it back. Who comes by the Back key, perhaps because there
  // was no network, still finds the words.
  if (draft?.sent && !again && !back) { sessionStorage.removeItem(key); draft = null; }
  if (draft && again) {
    // The page came back with what was typed, to be put right.
    draft = { base: draft.base, values: came };
    sessionStorage.setItem(key, JSON.stringify(draft));
  } else if (draft) {
    const at = {}, late = [];
    for (const f of typed(form)) {
      const n = (at[f.name] = (at[f.name] ?? -1) + 1);
      const values = draft.values[f.name] ?? [];
      if (same(values, draft.base[f.name]) || same(values, came[f.name])) continue;
      // Something newer stands in this field: it stays, and the words are shown.
      if (!same(came[f.name], draft.base[f.name])) { if (!choice(f) && values[n]) late.push(values[n]); continue; }
      if (choice(f)) f.checked = values.includes(f.value);
      else if (n in values) f.value = values[n];
    }
    if (late.length) {
      const note = document.createElement("div");
      note.className = "panel panel-note"; note.setAttribute("role", "status");
      for (const words of ["You typed this here before. The page has changed since, so it was not put back:", ...late]) {
        const p = document.createElement("p"); p.textContent = words; note.append(p);
      }
      form.prepend(note);
    }
  }
  let base = again && draft ? draft.base : came;
  const keep = (sent) => sessionStorage.setItem(key, JSON.stringify({ base, values: state(form, true), sent }));
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
  // Kept in the background (minutes.js): what was kept is what the page came with from now on.
  form.addEventListener("kept", () => {
    base = state(form, false);
    if (JSON.stringify(base) === JSON.stringify(state(form, true))) sessionStorage.removeItem(key);
    else keep(false);
  });
}
