// Live parts of a page, and one-tap acts that do not lose their place.
//
// A part marked data-live="ADDRESS" is asked for again when the school's record has moved on.
// Without this file the page has a Refresh link and forms that post.

const parts = () => document.querySelectorAll("[data-live]");
const live = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const away = () => {
  if (!was) return "";
  const at = new Date(was);
  return `No network. This is the board as it was at ${at.getHours()}.${String(at.getMinutes()).padStart(2, "0")}. What you tap is kept.`;
};
const say = (text) => {
  const all = [away(), text].filter(Boolean).join(" ");
  if (status && status.textContent !== all) status.textContent = all;
};

// The server's clock decides: a laptop that is wrong, or a demonstration of another day, still
// keeps a tap with the moment it was made.
// A board that was kept for want of a network says when it was: its clock stood then.
const was = Number(document.documentElement.dataset.kept ?? 0);
const skew = live?.dataset.now ? Date.parse(live.dataset.now) - (was || Date.now()) : 0;
const now = () => new Date(Date.now() + skew).toISOString();
const who = document.querySelector("[data-account]")?.dataset.account ?? "";

// The session is over, and the screen may be looked at by anybody: to the sign-in page, at once.
// What is half typed goes along; without a session nothing is done with it, and its writer is
// shown it again after signing in.
function over() {
  const words = (e) => e.matches("textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])") && e.name && e.value.trim() && e.value !== e.defaultValue;
  const writing = [...document.forms].find((form) => form.method === "post" && [...form.elements].some(words));
  if (writing) HTMLFormElement.prototype.submit.call(writing);
  else location.replace(location.pathname + location.search);
}

let asking = false, again = false;
async function refresh() {
  if (asking) { again = true; return; }
  asking = true;
  for (const part of parts()) {
    let answer;
    try { answer = await fetch(part.dataset.live, { headers: { accept: "text/html" } }); }
    catch { say("No network. This is how it stood when it was last heard of."); break; }
    if (answer.redirected || answer.status === 401) { over(); return; }
    if (!answer.ok) break;
    morph(part, await answer.text());
    if (!mine().length) say("");
  }
  asking = false;
  if (again) { again = false; refresh(); }
}

// Puts new pieces in the place of those that changed, and leaves the rest (and the focus) alone.
const bare = (e) => e.outerHTML.replace(/name="once" value="[^"]*"/g, "");
function morph(part, text) {
  const next = document.createElement("template");
  next.innerHTML = text;
  const focus = document.activeElement;
  const where = focus && part.contains(focus) ? { id: focus.closest("[id]")?.id, name: focus.name, value: focus.value, key: focus.textContent } : null;
  const old = new Map([...part.querySelectorAll("[data-piece]")].map((e) => [e.dataset.piece, e]));
  const fresh = [...next.content.querySelectorAll("[data-piece]")];
  const same = fresh.length === old.size && fresh.every((e) => old.has(e.dataset.piece));
  if (same) {
    for (const piece of fresh) {
      const there = old.get(piece.dataset.piece);
      if (bare(there) !== bare(piece) && !busy(there)) there.replaceWith(piece);
    }
  } else if (!busy(part)) part.replaceChildren(next.content);
  if (where?.id && !document.activeElement?.closest("[id]:not(main)")) {
    const at = document.getElementById(where.id);
    const keys = at ? [...at.querySelectorAll("button, a, input")] : [];
    const found = keys.find((e) => where.name && e.name === where.name && e.value === where.value) ?? keys.find((e) => !where.name && e.textContent === where.key);
    (found ?? keys[0])?.focus({ preventScroll: true });
  }
}
// Somebody is typing in it, or has something of it open.
const busy = (e) => e.querySelector(":popover-open") !== null
  || (e.contains(document.activeElement) && document.activeElement.matches("textarea, select, input:not([type=radio]):not([type=checkbox])"));

// One-tap acts: sent in the background, kept in a queue while there is no network. Each carries
// the moment it was tapped, a key of its own so that sending it twice keeps it once, and who
// tapped it: somebody else signing in at this screen does not send it in their name.
// They outlive the tab and the browser, for this person and this board, until they are sent or
// the person signs out and says that they may go.
const slot = `taps:${who}:${live?.dataset.live.split("/tiles")[0] ?? ""}`;
let spare = [];
const mine = () => {
  try { return JSON.parse(localStorage.getItem(slot) ?? "[]"); } catch { return spare; }
};
const keep = (taps) => {
  spare = taps;
  try { if (taps.length) localStorage.setItem(slot, JSON.stringify(taps)); else localStorage.removeItem(slot); }
  catch { say("This browser keeps nothing: leave the page open until the network is back."); }
};
const done = (tap) => keep(mine().filter((q) => q.once !== tap.once));
const key = () => {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
  const h = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
};
// A tap that was refused: what it was, why, and what can be done, above the board until it is put
// away. The board below goes on.
function refused(text, tap) {
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const told = main ? [...main.querySelectorAll(".panel-stop, .panel-note, [aria-labelledby=instead], [aria-labelledby=typed]")] : [];
  const again = main ? [...main.querySelectorAll("form")].filter((form) => form.querySelector(".is-wrong")) : [];
  const box = document.createElement("section");
  box.className = "sheet stack";
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const head = document.createElement("h2");
  head.textContent = tap.what ? `Not kept: ${tap.what}` : "A tap was not kept";
  const away = document.createElement("button");
  Object.assign(away, { type: "button", className: "btn btn-2", textContent: "Put this away" });
  away.addEventListener("click", () => box.remove());
  box.append(head, ...told, ...again.filter((form) => !told.some((t) => t.contains(form))), away);
  document.querySelector("main").prepend(box);
  window.scrollTo(0, 0);
  box.focus({ preventScroll: true });
}

let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  let wait = 0;
  for (let next; (next = mine()[0]); ) {
    const body = new URLSearchParams(next.body);
    const token = document.querySelector("[name=csrf]")?.value;
    if (token) body.set("csrf", token);
    let answer;
    try { answer = await fetch(next.action, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } }); }
    catch { wait = 5000; break; }
    // Signed out: the tap stays here and is sent after the same person has signed in again.
    if (answer.status === 401) { over(); return; }
    if (answer.status >= 500) { wait = 5000; break; }
    done(next);
    const text = await answer.text();
    // What is refused is shown, and those behind it go on.
    if (answer.status >= 400) { refused(text, next); continue; }
    // The answer to a tap is the part itself, as it stands now.
    if (live && !mine().length && !answer.redirected) morph(live, text);
  }
  sending = false;
  const left = mine().length;
  // What was kept is there now, and so is the network: the board as it stands.
  if (was && !left && !wait) { fetch("/health").then((answer) => { if (answer.ok) location.reload(); }, () => setTimeout(send, 5000)); return; }
  if (left && wait) { say(`${left === 1 ? "1 tap is" : `${left} taps are`} kept here and sent when the network is back.`); setTimeout(send, wait); }
  else say("");
}
let last = { form: null, at: 0 };
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]") || !live) return;
  event.preventDefault();
  // A double click is one tap.
  const by = event.submitter ?? form;
  if (last.form === by && Date.now() - last.at < 400) return;
  last = { form: by, at: Date.now() };
  const body = new URLSearchParams(new FormData(form, event.submitter));
  body.set("at", now()); body.set("once", key()); body.set("tap", "yes"); body.delete("csrf");
  const name = form.closest("[data-tile]")?.querySelector(".real-name")?.textContent.trim() ?? "";
  const word = event.submitter?.textContent.trim() ?? "";
  keep([...mine(), { once: body.get("once"), action: form.getAttribute("action"), body: body.toString(), what: [name, word].filter(Boolean).join(": ") }]);
  form.closest("[popover]")?.hidePopover?.();
  // The key answers at once, before the server has.
  by.classList?.add("is-sent");
  send();
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-tap]") && event.target.matches("[data-send]")) form.requestSubmit();
});
window.addEventListener("online", send);
if (mine().length || was) send();
say("");
navigator.serviceWorker?.register("/sw.js").catch(() => {});

// The tile above or below another, as they stand on the page: the nearest row, then the column.
const beside = (tiles, from, down) => {
  const box = from.getBoundingClientRect();
  const far = (r) => (down ? r.top - box.top : box.top - r.top);
  return tiles
    .map((t) => ({ t, r: t.getBoundingClientRect() }))
    .filter(({ r }) => far(r) > 4)
    .sort((a, b) => far(a.r) - far(b.r) + Math.abs(a.r.left - box.left) * 100 - Math.abs(b.r.left - box.left) * 100)
    .at(0)?.t;
};

// Arrows move between tiles: on and back by their order, up and down by where they stand.
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("input, textarea, select") || document.querySelector("[data-tile] :popover-open")) return;
  const tiles = [...document.querySelectorAll("[data-tile]")];
  const at = tiles.findIndex((t) => t.contains(document.activeElement));
  const upright = event.key === "ArrowDown" || event.key === "ArrowUp";
  // Off the tiles the page scrolls as it does anywhere.
  if (upright && at < 0) return;
  const to = upright ? beside(tiles, tiles[at], step > 0) : tiles[Math.max(0, Math.min(tiles.length - 1, at + step))];
  if (!to) return;
  event.preventDefault();
  to.querySelector("a, button, input:not([type=hidden])")?.focus();
});

if (parts().length) {
  let poll = 0;
  const fallback = () => { poll ||= setInterval(refresh, 20000); };
  try {
    const stream = new EventSource("/live");
    stream.addEventListener("changed", () => { if (!sending) refresh(); });
    stream.addEventListener("over", () => { stream.close(); refresh(); });
    stream.addEventListener("open", () => { clearInterval(poll); poll = 0; });
    stream.addEventListener("error", fallback);
  } catch { fallback(); }
  // The next thing due moves with the clock, even when nobody writes.
  setInterval(refresh, 30000);
}
