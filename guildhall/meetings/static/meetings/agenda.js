// Dragging an agenda item to another place. The buttons beside each item do the same without a mouse.
const box = document.querySelector("[data-agenda]");
let dragged = null;

const item = (event) => event.target.closest?.("[data-item]");

box.addEventListener("dragstart", (event) => {
  dragged = item(event);
  event.dataTransfer.effectAllowed = "move";
});

box.addEventListener("dragover", (event) => {
  const over = item(event);
  if (!dragged || !over) return;
  event.preventDefault();
  const middle = over.getBoundingClientRect().top + over.offsetHeight / 2;
  if (over !== dragged) over.parentNode.insertBefore(dragged, event.clientY < middle ? over : over.nextSibling);
});

box.addEventListener("drop", (event) => event.preventDefault());

box.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged = null;
  const order = [...box.querySelectorAll("[data-item]")].map((one) => one.dataset.item);
  window.htmx.ajax("POST", box.dataset.agenda, { target: box, swap: "innerHTML", values: { order } });
});
