/* What is kept on the device: drafts as typed, photos, and what waits to be sent. */
"use strict";

const able = window.isSecureContext && "indexedDB" in window && "serviceWorker" in navigator;
const PAGES = "visitas-paginas";
const TABLES = { drafts: "visit", photos: "id", queue: "uuid" };

const opened = able
  ? new Promise((resolve, reject) => {
      const asked = indexedDB.open("minga-visitas", 1);
      asked.onupgradeneeded = () => {
        for (const [name, keyPath] of Object.entries(TABLES)) asked.result.createObjectStore(name, { keyPath });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    })
  : Promise.resolve(null);

const run = async (table, mode, ask) => {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, mode);
    const asked = ask(transaction.objectStore(table));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
};
const put = (table, row) => run(table, "readwrite", (store) => store.put(row));
const get = (table, key) => run(table, "readonly", (store) => store.get(key));
const drop = (table, key) => run(table, "readwrite", (store) => store.delete(key));
const every = (table) => run(table, "readonly", (store) => store.getAll());
/* Over all the tables at once: whole, or nothing of it. */
const together = async (act) => {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const names = Object.keys(TABLES);
    const transaction = database.transaction(names, "readwrite");
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    act(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
  });
};
const photosOf = async (uuid) => (await every("photos")).filter((photo) => photo.uuid === uuid);

/* In the order in which they were filled. */
const queued = async () => (await every("queue")).sort((one, other) => one.at.localeCompare(other.at));
/* What a person did here with a visit. Their report, unless it has to be corrected, is the only one. */
const itemsOf = async (visit, who) => (await queued()).filter((item) => item.visit === visit && item.who === who);
const filledOf = (items) => items.find((item) => item.kind === "report" && item.state !== "refused");
const refusedOf = (items, kind) => items.findLast((item) => item.kind === kind && item.state === "refused");

const waitingNow = async () => (await queued()).filter((item) => item.state === "waiting");
/* For «Mi trabajo», which does not open the tables: does anything wait on this device? */
const remember = async () => {
  const waiting = await waitingNow();
  if (waiting.length) localStorage.setItem("minga-visitas-esperan", waiting.length);
  else localStorage.removeItem("minga-visitas-esperan");
};

const say = (box, sentence, tone = "") => {
  if (!box) return;
  box.hidden = !sentence;
  box.className = `notice ${tone}`;
  box.textContent = sentence;
  const enter = box.closest("[data-enter]")?.dataset.enter;
  if (!enter || !sentence.includes(SIGN_IN)) return;
  box.append(" ", Object.assign(document.createElement("a"), { href: enter, textContent: "Iniciar sesión" }));
};
const FULL = "No queda espacio en el teléfono: esto no se guardó. Libere espacio antes de seguir.";
