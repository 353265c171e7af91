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
const names = document.querySelector("[data-names]");
if (names) {
  names.hidden = false;
  const show = (hidden) => {
    root.toggleAttribute("data-names", hidden);
    if (hidden) root.setAttribute("data-names", "hidden");
    names.setAttribute("aria-pressed", String(hidden));
  };
  show(sessionStorage.getItem("names") === "hidden");
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

// Drafts: what is typed in a form marked data-draft is kept in this tab until it is sent.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = "draft:" + form.dataset.draft;
  const skip = new Set(["csrf", "once", "version"]);
  const fields = () => [...form.elements].filter((f) => f.name && !skip.has(f.name) && f.type !== "password" && f.type !== "file");
  const kept = sessionStorage.getItem(key);
  if (kept && !document.querySelector("[data-focus]")) {
    const values = new URLSearchParams(kept);
    for (const f of fields()) {
      if (f.type === "radio" || f.type === "checkbox") f.checked = values.getAll(f.name).includes(f.value);
      else if (f.type !== "hidden" && values.has(f.name)) f.value = values.get(f.name);
    }
  }
  form.addEventListener("input", () => {
    const values = new URLSearchParams();
    for (const f of fields()) {
      if ((f.type === "radio" || f.type === "checkbox") && !f.checked) continue;
      if (f.type !== "hidden") values.append(f.name, f.value);
    }
    sessionStorage.setItem(key, values.toString());
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
}
