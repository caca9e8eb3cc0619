// A preview of lightly marked text while it is typed: headings, lists and bold, as they will be printed.
"use strict";

function withBold(text) {
  return text.split(/(\*\*[^*]+\*\*)/).map((part) => {
    if (!part.startsWith("**") || part.length < 5) return document.createTextNode(part);
    const bold = document.createElement("strong");
    bold.textContent = part.slice(2, -2);
    return bold;
  });
}

function block(line) {
  const heading = /^#{1,3}\s+(.*)/.exec(line);
  const item = /^(?:-|\d{1,3}\.)\s+(.*)/.exec(line);
  const made = document.createElement(heading ? "h3" : item ? "li" : "p");
  made.append(...withBold((heading || item || [line, line])[1]));
  return made;
}

function show(text, place) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  place.replaceChildren(...lines.map(block));
}

document.querySelectorAll("[data-preview]").forEach((area) => {
  const place = document.getElementById(area.dataset.preview);
  area.addEventListener("input", () => show(area.value, place));
});
