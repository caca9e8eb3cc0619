// The kind decides which details of an offer or need show, who may see it whether parties are named.
"use strict";

(() => {
  const form = document.querySelector("[name=visibility]")?.form;
  if (!form) return;
  const show = () => {
    const kind = form.elements.kind.value;
    const visibility = form.elements.visibility.value;
    for (const field of form.querySelectorAll("[data-kinds]")) {
      field.closest(".field").hidden = !field.dataset.kinds.split(" ").includes(kind);
    }
    for (const field of form.querySelectorAll("[data-visibility]")) {
      field.closest(".field").hidden = field.dataset.visibility !== visibility;
    }
  };
  form.addEventListener("change", show);
  show();
})();
