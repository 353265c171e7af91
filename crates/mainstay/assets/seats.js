// Changing places by dragging a name to another seat: the same form as below the plan, filled and
// sent. Without this file, and with a keyboard, the form itself does it.

const plan = document.querySelector("[data-seats]");
const hint = document.querySelector("[data-seats-hint]");
const FAR = 8; // Pixels before a press is a drag and no tap.
let drag = null;

const seatAt = (x, y) => document.elementsFromPoint(x, y).map((e) => e.closest?.("[data-seat]")).find((e) => e && plan.contains(e)) ?? null;
const mark = (seat) => {
  for (const e of plan.querySelectorAll(".is-over")) if (e !== seat) e.classList.remove("is-over");
  seat?.classList.add("is-over");
};
const stop = () => {
  if (!drag) return;
  drag.name.classList.remove("is-dragged");
  drag.name.style.transform = "";
  mark(null);
  drag = null;
};

if (plan && plan.querySelector("[data-mover]")) {
  plan.classList.add("is-live");
  if (hint) hint.hidden = false;
  plan.addEventListener("pointerdown", (event) => {
    const name = event.target.closest("[data-mover]");
    if (!name || event.button !== 0 || drag) return;
    drag = { name, id: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
    name.setPointerCapture(event.pointerId);
  });
  plan.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < FAR) return;
    drag.moved = true;
    drag.name.classList.add("is-dragged");
    drag.name.style.transform = `translate(${x}px, ${y}px)`;
    mark(seatAt(event.clientX, event.clientY));
  });
  plan.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { name, moved } = drag;
    const seat = moved ? seatAt(event.clientX, event.clientY) : null;
    stop();
    const form = document.querySelector(`form[data-seat-of="${name.dataset.mover}"]`);
    const own = name.closest("[data-seat]");
    if (!seat || !form || seat === own) return;
    form.elements.seat.value = seat.dataset.seat;
    form.requestSubmit();
  });
  plan.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
}
