// Compares a file with the issued document by its SHA-256. The file stays on the reader's device.
"use strict";

const compare = document.getElementById("compare");

function say(which) {
  compare.querySelectorAll("[data-says]").forEach((line) => { line.hidden = line.dataset.says !== which; });
}

async function check(file) {
  if (!window.crypto?.subtle) return say("cannot");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const text = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  say(text === compare.dataset.sha256 ? "same" : "other");
}

if (compare) {
  const chosen = document.getElementById("copy");
  const drop = compare.querySelector(".drop");
  chosen.addEventListener("change", () => { if (chosen.files.length) check(chosen.files[0]); });
  ["dragover", "dragleave", "drop"].forEach((kind) => compare.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  }));
}
