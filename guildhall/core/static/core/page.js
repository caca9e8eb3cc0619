// Small conveniences. Every page works without them.
"use strict";

function openSide(open) {
  document.body.classList.toggle("side-is-open", open);
  document.querySelectorAll("[data-side=open]").forEach((button) => button.setAttribute("aria-expanded", String(open)));
  if (open) document.querySelector(".side a")?.focus();
}

document.addEventListener("click", (event) => {
  const side = event.target.closest("[data-side]");
  if (side) {
    event.preventDefault();
    openSide(side.dataset.side === "open");
  }
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-back]") && history.length > 1) {
    event.preventDefault();
    history.back();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openSide(false);
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// A form with data-confirm asks before it is sent.
function ask(form, submitter) {
  const words = document.body.dataset;
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const sentence = document.createElement("p");
  sentence.textContent = form.dataset.confirm;
  const buttons = document.createElement("div");
  buttons.className = "form-end";
  [["primary", words.wordYes, true], ["outline", words.wordNo, false]].forEach(([look, text, yes]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `btn btn-${look}`;
    button.textContent = text;
    button.addEventListener("click", () => {
      dialog.close();
      if (yes) {
        form.dataset.confirmed = "yes";
        form.requestSubmit(submitter);
      }
    });
    buttons.append(button);
  });
  dialog.append(sentence, buttons);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !form.dataset.confirmed) {
    event.preventDefault();
    event.stopPropagation();
    ask(form, event.submitter);
    return;
  }
  delete form.dataset.confirmed;
}, true);

// A filter bar is sent as soon as something is chosen.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.hasAttribute("data-filters") && event.target.matches("select, [type=checkbox], [type=date]")) form.requestSubmit();
});

// A long list of boxes gets a field to narrow it, and a way to tick all that is shown.
function narrowing(choices) {
  const lines = [...choices.querySelectorAll("label")];
  if (lines.length < 12 || choices.previousElementSibling?.classList.contains("choices-tools")) return;
  const words = document.body.dataset;
  const tools = document.createElement("div");
  tools.className = "choices-tools";
  const filter = document.createElement("input");
  filter.type = "search";
  filter.className = "form-control";
  filter.placeholder = words.wordFilter;
  filter.setAttribute("aria-label", words.wordFilter);
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    lines.forEach((line) => { line.hidden = !line.textContent.toLowerCase().includes(wanted); });
  });
  tools.append(filter);
  if (lines[0].querySelector("[type=checkbox]")) {
    [[words.wordAll, true], [words.wordNone, false]].forEach(([text, checked]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-outline";
      button.textContent = text;
      button.addEventListener("click", () => lines.filter((line) => !line.hidden).forEach((line) => { line.querySelector("input").checked = checked; }));
      tools.append(button);
    });
  }
  choices.before(tools);
  choices.classList.add("choices-long");
}

function prepare(within) {
  within.querySelectorAll?.(".tabs").forEach((tabs) => {
    const here = tabs.querySelector("[aria-current]");
    if (here) tabs.scrollLeft = here.offsetLeft - tabs.offsetLeft - 24;
  });
  within.querySelectorAll?.(".choices").forEach(narrowing);
  within.querySelector?.("[data-focus]")?.focus();
}

document.addEventListener("DOMContentLoaded", () => prepare(document));
document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
