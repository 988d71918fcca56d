/* Minga in the browser: comforts only, every page also works without this file. It listens on the
   document, so what htmx swaps in needs no start. */
"use strict";

const root = document.documentElement;
const all = (selector) => document.querySelectorAll(selector);
const WAIT_MS = 300;

/* Escape closes menus and the areas on a phone. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of all("details.menu[open]")) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
    if (location.hash === "#menu") location.hash = "";
  }
});

/* Menus (<details class="menu">) close when one clicks or tabs out of them. */
const closeOtherMenus = ({ target }) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
};
for (const move of ["click", "focusin"]) document.addEventListener(move, closeOtherMenus);

/* The areas on a phone are a full screen (#menu): the rest rests meanwhile, and the focus comes and goes. */
const showAreas = () => {
  const button = document.querySelector(".menu-btn");
  if (!button) return;
  const wasOpen = document.querySelector(".top").inert;
  const open = location.hash === "#menu" && getComputedStyle(button).display !== "none";
  for (const part of all(".top, .main, .foot, .skip")) part.inert = open;
  if (open && !wasOpen) document.querySelector(".menu-close").focus();
  if (wasOpen && !open) button.focus();
};
for (const change of ["hashchange", "resize"]) window.addEventListener(change, showAreas);

/* Selectors of the dateline send their form. Arrow keys only choose; Enter or leaving the field sends. */
let byKeyboard = false;
const isSelector = (element) => element.matches?.("select[data-submit]");
const sendSelector = (select) => {
  if (select.dataset.chosen) select.form.requestSubmit();
};
document.addEventListener("pointerdown", () => (byKeyboard = false));
document.addEventListener("keydown", (event) => {
  if (!isSelector(event.target)) return;
  byKeyboard = event.key !== "Enter";
  if (!byKeyboard) sendSelector(event.target);
});
document.addEventListener("change", (event) => {
  if (!isSelector(event.target)) return;
  event.target.dataset.chosen = "yes";
  if (!byKeyboard) sendSelector(event.target);
});
document.addEventListener("focusout", (event) => isSelector(event.target) && sendSelector(event.target));

/* What was typed is not lost: forms with data-guard ask before one leaves. */
const markUnsaved = () => {
  for (const form of all("form[data-guard]:has([aria-invalid=true], .notice.stop)")) form.dataset.unsaved = "yes";
};
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.unsaved = "yes";
});
window.addEventListener("beforeunload", (event) => {
  if (!document.querySelector("form[data-unsaved]:not([data-sending])")) return;
  event.preventDefault();
  setTimeout(() => all("[data-sending]").forEach(stopWaiting)); // runs if one decides to stay
});

/* While an answer is awaited: nothing is sent twice, and after 300 ms something shows it. */
const startWaiting = (element, button) => {
  element.dataset.sending = "yes";
  element.waiting = setTimeout(() => {
    root.classList.add("is-waiting");
    button?.setAttribute("aria-busy", "true");
    button?.setAttribute("aria-disabled", "true");
  }, WAIT_MS);
};
const stopWaiting = (element) => {
  clearTimeout(element.waiting);
  delete element.dataset.sending;
  root.classList.remove("is-waiting");
  for (const button of all("[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }
};
const refuseSecond = (event) => {
  const element = event.type === "submit" ? event.target : event.target.closest?.("[hx-post]:not(form)");
  if (!element?.dataset.sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
};
for (const act of ["submit", "click"]) document.addEventListener(act, refuseSecond, true);
document.addEventListener("submit", (event) => {
  // htmx prevents the submit and sends it itself; a form that answers with a file never ends.
  if (event.defaultPrevented || event.target.hasAttribute("data-download")) return;
  startWaiting(event.target, event.submitter);
});
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  startWaiting(detail.elt, detail.requestConfig.triggeringEvent?.submitter ?? detail.elt.closest("button"));
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const { elt } = detail.requestConfig; // detail.elt is another one when the answer replaced it
  stopWaiting(elt);
  if (detail.successful) delete elt.dataset.unsaved;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) all("[data-sending]").forEach(stopWaiting);
  markUnsaved();
  showAreas();
});
document.addEventListener("htmx:afterSettle", markUnsaved);

/* No answer, or one that cannot be shown: say so; the page keeps what was typed. */
const toast = (sentence) => {
  const box = document.createElement("div");
  box.className = "toast";
  box.innerHTML = "<span></span><button type='button' data-close>Cerrar</button>";
  box.firstChild.textContent = sentence;
  document.getElementById("toasts")?.replaceChildren(box);
};
const failed = () => toast("No se pudo completar. Lo que escribió sigue aquí: intente de nuevo.");
for (const end of ["sendError", "timeout", "responseError"]) document.addEventListener(`htmx:${end}`, failed);
document.addEventListener("click", (event) => event.target.closest?.("[data-close]")?.closest(".toast")?.remove());

/* A chosen file shows its size; over data-max-bytes its form cannot be sent and data-max-message says why. */
const size = (bytes) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`;
document.addEventListener("change", ({ target: input }) => {
  if (input.type !== "file") return;
  const files = [...input.files];
  const tooLarge = files.some((file) => file.size > Number(input.dataset.maxBytes || Infinity));
  input.setCustomValidity(tooLarge ? input.dataset.maxMessage : "");
  const field = input.closest(".f");
  const note = field?.querySelector(".size");
  if (!note) return;
  note.textContent = files.map((file) => `${file.name}, ${size(file.size)}`).join("; ");
  if (tooLarge) note.textContent += `. ${input.dataset.maxMessage}`;
  field.classList.toggle("err", tooLarge);
});
