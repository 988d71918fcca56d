/* Lists: mark all the rows of a page, a range with Shift, and walk the rows with the arrows. All of it also works without. */
(() => {
  const boxes = () => [...document.querySelectorAll("#lista input[name=fila]")];
  let last = null;

  const tell = () => {
    const all = document.querySelector("#lista [data-all]");
    if (!all) return;
    all.hidden = false;
    const marked = boxes().filter((box) => box.checked).length;
    all.checked = marked > 0 && marked === boxes().length;
    all.indeterminate = marked > 0 && !all.checked;
    for (const box of boxes()) box.closest("tr").classList.toggle("is-sel", box.checked);
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("#lista [data-all]")) {
      for (const box of boxes()) box.checked = event.target.checked;
      tell();
    } else if (event.target.matches("#lista input[name=fila]")) tell();
  });

  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("#lista input[name=fila]");
    if (!box) return;
    const found = boxes();
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [found.indexOf(last), found.indexOf(box)].sort((a, b) => a - b);
      for (const between of found.slice(from, to + 1)) between.checked = box.checked;
      tell();
    }
    last = box;
  });

  /* Up and down go from row to row by the same kind of thing: its link or its box. */
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const kind = ["tbody th a", "input[name=fila]"].find((kind) => event.target.matches?.(`#lista ${kind}`));
    if (!kind) return;
    const found = [...document.querySelectorAll(`#lista ${kind}`)];
    const next = found[found.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  document.addEventListener("htmx:afterSettle", tell);
  window.addEventListener("pageshow", tell);
  tell();
})();
