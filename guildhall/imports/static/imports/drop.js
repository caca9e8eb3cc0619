// A file may be dropped anywhere on the frame around its field; without this script the field alone takes it.
"use strict";

document.querySelectorAll("input[type=file][data-drop]").forEach((input) => {
  const frame = document.createElement("div");
  frame.className = "drop";
  input.before(frame);
  frame.append(input);
  const over = (is) => (event) => {
    event.preventDefault();
    frame.classList.toggle("is-over", is);
  };
  frame.addEventListener("dragover", over(true));
  frame.addEventListener("dragleave", over(false));
  frame.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
});
