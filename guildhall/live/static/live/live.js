// A live page: asks for its parts again when the server says that something changed. The stream carries a version
// and nothing else; where there is no stream, the page asks for the version every few seconds.
"use strict";

const root = document.querySelector("[data-live]");
const words = root.dataset;
const state = root.querySelector("[data-part=state]");
const own = root.querySelector("[data-part=own]");
const lost = root.querySelector("[data-lost]");
const TOGETHER = 150; // milliseconds over which many phones spread their asking
const OWN_SPREAD = 2000;
const POLL = 4000;
const AGAIN = 60000;
let known = Number(words.version);
let wanted = 0;
let asking = false;
let ahead = known - Date.now(); // how far the server's clock is ahead of this one
let polled = "";
let polling = 0;

const spread = (most) => new Promise((resolve) => { setTimeout(resolve, Math.random() * most); });

function swap(part, html) {
  if (part.contains(document.activeElement) && document.activeElement !== document.body) {
    const id = document.activeElement.id;
    part.innerHTML = html;
    if (id) document.getElementById(id)?.focus();
  } else {
    part.innerHTML = html;
  }
  if (window.htmx) window.htmx.process(part);
}

function setClock(answer) {
  const date = Date.parse(answer.headers.get("Date"));
  // The header tells whole seconds: it only corrects a clock that is plainly wrong.
  if (date && Math.abs(date + 500 - Date.now() - ahead) > 1500) ahead = date + 500 - Date.now();
}

async function fetchOwn() {
  if (!own) return;
  await spread(OWN_SPREAD);
  const answer = await fetch(words.own, { headers: { "HX-Request": "true" } });
  if (answer.ok && !answer.redirected) swap(own, await answer.text());
}

function say(scene) {
  const said = root.querySelector("[data-said]");
  const headline = scene?.dataset.headline || "";
  if (said && headline !== said.textContent) said.textContent = headline;
}

async function fetchState(version) {
  const before = state.firstElementChild?.dataset.ownOf;
  const answer = await fetch(version ? `${words.state}?v=${version}` : words.state);
  if (answer.status === 404) location.reload(); // the address has had its time; the page gets another
  if (!answer.ok) throw new TypeError(`the state answers ${answer.status}`);
  setClock(answer);
  swap(state, await answer.text());
  const scene = state.firstElementChild;
  root.dataset.stage = scene?.dataset.scene || "";
  say(scene);
  tick();
  root.dispatchEvent(new CustomEvent("live:changed", { detail: { version } }));
  if (scene?.dataset.ownOf !== before) fetchOwn();
}

async function changed(version) {
  wanted = Math.max(wanted, version);
  if (asking || version <= known) return;
  asking = true;
  try {
    await spread(TOGETHER);
    while (wanted > known) {
      const next = wanted;
      await fetchState(next);
      known = next;
    }
    lost.hidden = true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    lost.hidden = false;
    setTimeout(() => changed(wanted), POLL * (0.5 + Math.random()));
  } finally {
    asking = false;
  }
}

async function poll() {
  try {
    const answer = await fetch(words.versionUrl, { cache: "no-store" });
    if (answer.status === 404) location.reload();
    const { version } = await answer.json();
    if (version !== polled) await fetchState(0);
    polled = version;
    lost.hidden = true;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    lost.hidden = false;
  }
}

function startPolling() {
  if (polling) return;
  poll();
  polling = setInterval(() => { if (!document.hidden) poll(); }, POLL * (1 + Math.random() / 2));
}

function stopPolling() {
  clearInterval(polling);
  polling = 0;
}

function listen() {
  const source = new EventSource(words.events);
  source.addEventListener("open", () => {
    stopPolling();
    lost.hidden = true;
  });
  source.addEventListener("changed", (event) => changed(JSON.parse(event.data).version));
  source.addEventListener("error", () => {
    startPolling();
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(listen, AGAIN * (0.5 + Math.random()));
  });
}

// The time of whoever speaks.
function tick() {
  const clock = root.querySelector("[data-clock]");
  if (clock) {
    const passed = (Date.now() + ahead) / 1000 - Number(clock.dataset.started);
    const limit = Number(clock.dataset.seconds || 0);
    const shown = Math.max(0, Math.round(limit ? Math.abs(limit - passed) : passed));
    const over = limit > 0 && passed > limit;
    const minutes = Math.floor(shown / 60);
    const text = `${over ? "+" : ""}${minutes}:${String(shown % 60).padStart(2, "0")}`;
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("is-over", over);
    clock.classList.toggle("is-short", limit > 0 && !over && limit - passed <= 30);
  }
  const time = root.querySelector("[data-time]");
  if (time) time.textContent = new Date(Date.now() + ahead).toTimeString().slice(0, 5);
}

// The reader's own buttons answer without loading the page again.
own?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok) {
    form.submit(); // refused: the page says why
    return;
  }
  const found = await fetch(words.own, { headers: { "HX-Request": "true" } });
  if (found.ok) swap(own, await found.text());
});

root.querySelector("[data-full]")?.addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden && polling) poll(); });
setInterval(tick, 250);
tick();
if ("EventSource" in window) listen();
else startPolling();
