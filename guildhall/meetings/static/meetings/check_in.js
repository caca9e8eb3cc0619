// Check-in that keeps working without a connection: events wait in this device's own store until they can
// be sent. Each has an identifier made here, so that sending twice stores once.
"use strict";

const root = document.getElementById("check-in");
const words = root.dataset;
const STORE = "events";
const EVERY = 10000;

function openStore() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("guildhall-check-in", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "client_id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const store = openStore();

async function inStore(mode, work) {
  const base = await store;
  return new Promise((resolve, reject) => {
    const change = base.transaction(STORE, mode);
    const request = work(change.objectStore(STORE));
    change.oncomplete = () => resolve(request.result);
    change.onerror = () => reject(change.error);
  });
}

const door = () => words.batch || words.event;
const waiting = async () => (await inStore("readonly", (events) => events.getAll())).filter((one) => one.door === door());
const forget = (name) => inStore("readwrite", (events) => events.delete(name));

// Only secure pages have crypto.randomUUID; a check-in in a house network may be served without TLS.
function newName() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function showStatus(sentence) {
  const left = (await waiting()).length;
  const status = root.querySelector("[data-status]");
  status.hidden = false;
  status.classList.toggle("is-pending", left > 0);
  if (!left) status.textContent = words.wordSent;
  else status.textContent = `${words.wordPending}: ${left}. ${sentence || ""}`;
}

function showRefusal(message) {
  const refused = root.querySelector("[data-refused]");
  refused.hidden = false;
  refused.textContent = message;
}

function cookie(name) {
  return document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) || "";
}

function post(url, content) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(content), credentials: "same-origin" });
}

const told = ({ client_id, invitation, kind, mode, at }) => ({ client_id, invitation, kind, mode, at });

// The desk sends in batches; every event is answered for itself.
async function sendBatch(events) {
  const answer = await post(words.batch, { events: events.map(told) });
  if (answer.status === 401 || answer.status === 403) return words.wordSignIn;
  const said = await answer.json();
  if (!answer.ok) {
    showRefusal(said.detail);
    return said.detail;
  }
  for (const name of [...said.stored, ...said.known]) await forget(name);
  for (const refusal of said.refused) {
    await forget(refusal.client_id);
    showRefusal(refusal.message);
  }
  return "";
}

async function sendOwn(events) {
  for (const event of events) {
    const answer = await post(words.event, told(event));
    if (answer.status >= 500 || answer.status === 429) return words.wordOffline;
    if (!answer.ok) showRefusal((await answer.json()).detail);
    await forget(event.client_id);
    if (answer.ok) location.reload();
  }
  return "";
}

let sending = false;

async function send() {
  if (sending) return;
  const events = await waiting();
  if (!events.length) return;
  if (!navigator.onLine) {
    await showStatus(words.wordOffline);
    return;
  }
  sending = true;
  let more = false;
  try {
    const sentence = await (words.batch ? sendBatch(events.slice(0, 500)) : sendOwn(events));
    await showStatus(sentence);
    more = !sentence && (await waiting()).length > 0; // entered while these were on their way
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // fetch says "no connection" with a TypeError
    await showStatus(words.wordOffline);
  } finally {
    sending = false;
  }
  if (more) await send();
}

function turn(form) {
  const line = form.closest("[data-line]");
  if (!line) return;
  const came = form.elements.kind.value === "in";
  const label = came ? words.wordOut : words.wordIn;
  line.querySelector("[data-state]").textContent = came ? "✓" : "";
  form.elements.kind.value = came ? "out" : "in";
  const button = form.querySelector("button");
  form.querySelector("[data-label]").textContent = label;
  button.setAttribute("aria-label", `${label}: ${line.querySelector("strong").textContent}`);
  button.classList.toggle("btn-primary", !came);
  button.classList.toggle("btn-outline", came);
}

root.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-check-in]");
  if (!form || !("indexedDB" in window)) return;
  event.preventDefault();
  const entry = {
    client_id: newName(),
    door: door(),
    invitation: form.elements.invitation?.value,
    kind: form.elements.kind.value,
    mode: form.elements.mode.value,
    at: words.at || new Date().toISOString(), // a past meeting is entered as of its day
  };
  await inStore("readwrite", (events) => events.put(entry));
  turn(form);
  await showStatus("");
  await send();
});

root.querySelector("[data-narrow]")?.addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  root.querySelectorAll("[data-line]").forEach((line) => { line.hidden = !line.textContent.toLowerCase().includes(wanted); });
});

// The worker keeps this page, so that it opens again without a connection.
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(words.worker, { scope: location.pathname });
  const { active } = await navigator.serviceWorker.ready;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href || part.src);
  active.postMessage({ keep: [location.href, ...parts, ...[...document.querySelectorAll("use")].slice(0, 1).map((use) => use.href.baseVal.split("#")[0])] });
}

window.addEventListener("online", send);
document.addEventListener("visibilitychange", send);
setInterval(send, EVERY);
waiting().then((events) => { if (events.length) send(); });
keepPage();
