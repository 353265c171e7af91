// Live parts of a page, and one-tap acts that do not lose their place.
//
// A part marked data-live="ADDRESS" is asked for again when the school's record has moved on.
// Without this file the page has a Refresh link and forms that post.

const parts = () => document.querySelectorAll("[data-live]");
const status = document.querySelector("[data-live-status]");
const say = (text) => { if (status && status.textContent !== text) status.textContent = text; };

async function refresh() {
  for (const part of parts()) {
    let answer;
    try { answer = await fetch(part.dataset.live, { headers: { accept: "text/html" } }); }
    catch { say("No network. This is how it stood when it was last heard of."); return; }
    if (answer.redirected || !answer.ok) { if (answer.status === 401 || answer.redirected) location.reload(); return; }
    morph(part, await answer.text());
    say("");
  }
}

// Puts new tiles in the place of those that changed, and leaves the rest (and the focus) alone.
function morph(part, text) {
  const next = document.createElement("template");
  next.innerHTML = text;
  const focus = document.activeElement;
  const where = focus && part.contains(focus) ? { id: focus.closest("[id]")?.id, name: focus.name, value: focus.value } : null;
  const old = new Map([...part.querySelectorAll("[data-piece]")].map((e) => [e.dataset.piece, e]));
  const fresh = [...next.content.querySelectorAll("[data-piece]")];
  const same = fresh.length === old.size && fresh.every((e) => old.has(e.dataset.piece));
  if (same) {
    for (const piece of fresh) {
      const there = old.get(piece.dataset.piece);
      if (there.outerHTML !== piece.outerHTML && !typing(there)) there.replaceWith(piece);
    }
  } else if (!typing(part)) part.replaceChildren(next.content);
  if (where?.id) {
    const at = document.getElementById(where.id);
    const again = at && where.name ? [...at.querySelectorAll("[name]")].find((e) => e.name === where.name && e.value === where.value) : at;
    (again ?? at)?.focus({ preventScroll: true });
  }
}
const typing = (e) => e.contains(document.activeElement) && document.activeElement.matches("textarea, input:not([type=radio]):not([type=checkbox])");

// One-tap acts: sent in the background, kept in a queue while there is no network. Each carries
// the moment it was tapped and a key of its own, so that sending it twice keeps it once.
const queue = JSON.parse(sessionStorage.getItem("queue") ?? "[]");
const keep = () => sessionStorage.setItem("queue", JSON.stringify(queue));
let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const { action, body } = queue[0];
    let answer;
    try { answer = await fetch(action, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } }); }
    catch { say(`No network: ${queue.length} kept here and sent when it is back.`); break; }
    queue.shift(); keep();
    if (answer.status === 401) { location.reload(); break; }
    if (answer.status >= 400) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
      break;
    }
  }
  sending = false;
  if (!queue.length) { say(""); refresh(); }
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  if (!body.has("at")) body.append("at", new Date().toISOString());
  queue.push({ action: (event.submitter?.formAction || form.action), body: body.toString() });
  keep(); send();
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-tap]") && event.target.matches("[data-send]")) form.requestSubmit();
});
window.addEventListener("online", send);
if (queue.length) send();

// Arrows move between tiles.
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || event.target.matches("input, textarea, select")) return;
  const tiles = [...document.querySelectorAll("[data-tile]")];
  const at = tiles.findIndex((t) => t.contains(document.activeElement));
  const to = tiles[Math.max(0, Math.min(tiles.length - 1, at + step))];
  to?.querySelector("a, button, input")?.focus();
});

if (parts().length) {
  let poll = 0;
  const fallback = () => { poll ||= setInterval(refresh, 20000); };
  try {
    const stream = new EventSource("/live");
    stream.addEventListener("changed", refresh);
    stream.addEventListener("open", () => { clearInterval(poll); poll = 0; });
    stream.addEventListener("error", fallback);
  } catch { fallback(); }
  // The next thing due moves with the clock, even when nobody writes.
  setInterval(refresh, 60000);
}
