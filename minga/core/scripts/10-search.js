/* The panel of the search: Ctrl K or «/» opens it, arrows choose, Enter opens, Escape gives the focus
   back. htmx brings the lines; without this file the search on top of the page is a plain form. */
(() => {
  const finder = document.getElementById("buscador");
  if (!finder) return;

  const input = finder.querySelector("input");
  const said = document.getElementById("buscador-dicho");
  const options = () => [...finder.querySelectorAll("[role=option]")];
  const chosen = () => finder.querySelector("[role=option][aria-selected=true]");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const open = (words) => {
    if (finder.open) return;
    // The dialog of the browser keeps who had the focus, and gives it back when it closes.
    finder.showModal();
    if (words) input.value = words;
    input.focus();
    input.select();
    if (words) input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const isTyping = (element) => element.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const ctrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (!(ctrlK || slash) || document.querySelector("dialog[open]:not(#buscador)")) return;
    event.preventDefault();
    open();
  });

  document.addEventListener("click", ({ target }) => {
    const box = target.closest?.(".search input");
    if (box) open(box.value);
    if (target === finder || target.closest?.("[data-close-finder]")) finder.close();
  });

  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const found = options();
      const at = found.indexOf(chosen());
      // From no choice, down begins at the first line and up at the last; past either end, none.
      choose(found[at < 0 && step < 0 ? found.length - 1 : at + step]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target?.id !== "buscador-resultados") return; // Back restores a page without a target
    const list = document.getElementById("buscador-lista");
    choose(null);
    input.setAttribute("aria-expanded", String(Boolean(list)));
    input.setAttribute("aria-controls", list ? list.id : "buscador-resultados");
    said.textContent = document.getElementById("buscador-lineas")?.dataset.said ?? "";
  });
})();
