// Keys on the board: j and k (or the arrows) walk through the lines, / goes to the search.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [role=combobox]")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("id_q")?.focus();
    return;
  }
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = [...document.querySelectorAll(".board tbody th a")];
  const here = links.indexOf(document.activeElement);
  if (here < 0 && event.key.startsWith("Arrow")) return;
  const next = links[here + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
