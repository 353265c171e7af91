// Minutes kept while somebody types. Each item goes by itself, in the background, with the version
// it was read at: a network that fails loses nothing, sending it twice keeps it once, and what
// somebody else wrote at the same item is shown beside, never written over.
//
// Without this file each item has its own key and posts as a form. What waits is in the tab's
// draft (mainstay.js) as well: a page loaded again still has it.

// A pause in typing, the longest that goes by while somebody types on, and a try after a failure.
const PAUSE = 4000, LONGEST = 30000, AGAIN = 4000;

for (const form of document.querySelectorAll("form[data-minutes]")) {
  const notes = form.querySelector("textarea");
  const version = form.querySelector("[name=version]");
  const closed = form.querySelector("[name=closed]");
  const status = form.querySelector("[data-minutes-status]");
  const now = () => `${closed.checked} ${notes.value}`;
  let kept = `${closed.defaultChecked} ${notes.defaultValue}`;
  // What was sent and has had no answer: it may have arrived all the same.
  let sent = null, sending = false, apart = false, timer = 0, since = 0;
  // Texts of ours that went out and had no answer: one of them may be what the server has.
  const earlier = [];
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait); };

  async function send() {
    if (sending || apart || now() === kept) return;
    sending = true;
    since = 0;
    const body = new URLSearchParams(new FormData(form));
    body.set("quiet", "yes");
    sent = { mark: now(), notes: notes.value };
    let answer, text;
    try {
      answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
      text = await answer.text();
    } catch {
      sending = false;
      earlier.push(sent.notes);
      say("No network. What you type is kept in this tab, and sent when the network is back.");
      later(AGAIN);
      return;
    }
    sending = false;
    const said = new DOMParser().parseFromString(text, "text/html").querySelector("[data-version]");
    if (answer.ok && !answer.redirected && said) {
      kept = sent.mark;
      version.value = said.dataset.version;
      notes.defaultValue = sent.notes;
      closed.defaultChecked = sent.mark.startsWith("true");
      form.dispatchEvent(new CustomEvent("kept"));
      say(said.textContent);
      sent = null;
      if (now() !== kept) later(PAUSE);
    } else if (answer.status === 409 && said) {
      beside(said);
    } else if (answer.status >= 500) {
      earlier.push(sent.notes);
      say("It could not be kept yet. It waits in this tab, and is sent again.");
      later(AGAIN);
    } else {
      // Signed out, approved meanwhile, too long: the form itself says what it is.
      HTMLFormElement.prototype.submit.call(form);
    }
  }

  // Somebody else wrote at this item. If it is only what we sent ourselves and heard nothing of,
  // it goes on from there; otherwise both stand until a person puts them together.
  function beside(said) {
    const theirs = said.textContent;
    if (earlier.includes(theirs)) {
      version.value = said.dataset.version;
      kept = `${closed.defaultChecked} ${theirs}`;
      notes.defaultValue = theirs;
      send();
      return;
    }
    apart = true;
    form.querySelector("[data-beside]")?.remove();
    const box = document.createElement("div");
    box.className = "panel panel-warn stack"; box.dataset.beside = ""; box.setAttribute("role", "alert");
    const head = document.createElement("p");
    head.textContent = `${said.dataset.by} wrote at this item while you did. Nothing of yours is lost: both texts are here.`;
    const words = document.createElement("p");
    words.className = "as-typed"; words.textContent = theirs || "(nothing)";
    const key = (label, run) => {
      const b = document.createElement("button");
      Object.assign(b, { type: "button", className: "btn btn-2 btn-s", textContent: label });
      b.addEventListener("click", () => { run(); box.remove(); apart = false; version.value = said.dataset.version; kept = `${closed.defaultChecked} ${theirs}`; notes.defaultValue = theirs; form.dispatchEvent(new Event("input")); notes.focus(); send(); });
      return b;
    };
    const keys = document.createElement("div");
    keys.className = "row";
    keys.append(
      key("Keep both, theirs first", () => { notes.value = [theirs, notes.value].filter(Boolean).join("\n\n"); }),
      key("Keep mine as it stands here", () => {}),
      key("Keep theirs", () => { notes.value = theirs; }),
    );
    box.append(head, words, keys);
    form.prepend(box);
    say("Not kept yet: see above.");
  }

  form.addEventListener("input", () => {
    if (now() === kept) return;
    if (!apart) say(navigator.onLine ? "…" : "No network. What you type is kept in this tab, and sent when the network is back.");
    since ||= Date.now();
    later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  });
  closed.addEventListener("change", () => later(0));
  notes.addEventListener("blur", () => later(0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (now() === kept) { say("Kept"); return; }
    later(0);
  });
  addEventListener("online", () => later(0));
  // The page came with words that waited in the tab.
  if (now() !== kept) later(0);
  // The page goes: what has not gone goes with it, and without a network the browser asks first.
  addEventListener("pagehide", () => {
    if (now() === kept || apart || sent?.mark === now()) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("quiet", "yes");
    fetch(form.getAttribute("action"), { method: "POST", body, keepalive: true }).catch(() => {});
  });
  addEventListener("beforeunload", (event) => { if (now() !== kept && !navigator.onLine) event.preventDefault(); });
}
