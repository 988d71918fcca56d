/* A sheet of months (form[data-sheet]): arrows and Enter move, a paste fills cells, totals follow. Without this file it
   is a form like any other; the server reads and judges every cell again. */
(() => {
  const inputsOf = (row) => [...row.querySelectorAll("input[name]")];
  const rowsOf = (table) => [...table.querySelectorAll("tr[data-line]")].filter((row) => inputsOf(row).length);
  const gridOf = (input) => rowsOf(input.closest("table")).map(inputsOf);
  const isCell = (element) => element.matches?.("form[data-sheet] tr[data-line] input[name]");

  /* Thousands with points, decimals with a comma; null where it can't be read so. */
  const read = (text) => {
    const plain = text
      .replace(/[\s\u00a0\u202f]+/g, "")
      .replace(/[\u2010-\u2014\u2212]/g, "-")
      .replace(/^M\$|%$/gi, "");
    if (plain === "" || plain === "-") return 0;
    if (!/^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(plain)) return null;
    return Number(plain.replace(/\./g, "").replace(",", "."));
  };
  const isBlank = (text) => /^[\s\u00a0\u202f\u2010-\u2014\u2212-]*$/.test(text);
  const show = (number, places = 0) => {
    if (!number) return "–";
    const [units, part = ""] = Math.abs(number).toFixed(places).split(".");
    const decimals = part.replace(/0+$/, "");
    const grouped = units.replace(/\B(?=(\d{3})+$)/g, ".");
    return `${number < 0 ? "−" : ""}${grouped}${decimals && `,${decimals}`}`;
  };
  const valueOf = (input) => read(input.value) ?? 0;
  const put = (row, values, places) =>
    row?.querySelectorAll("td.v").forEach((cell, at) => (cell.textContent = show(values[at], places)));

  const total = (table) => {
    const sums = Array(12).fill(0);
    for (const row of table.querySelectorAll("[data-money] tr[data-line]")) {
      const values = inputsOf(row).map(valueOf);
      values.forEach((value, at) => (sums[at] += value));
      row.querySelector("[data-total]").textContent = show(values.reduce((sum, value) => sum + value, 0));
    }
    const sum = table.querySelector("tr[data-sum]");
    put(sum, sums);
    sum.querySelector("[data-total]").textContent = show(sums.reduce((all, value) => all + value, 0));
    let spent = Number(table.dataset.moneyBefore) / 1000;
    put(
      table.querySelector("tr[data-accumulated]"),
      sums.map((value) => (spent += value)),
    );
    let reached = Number(table.dataset.worksBefore) / 100;
    const steps = [...table.querySelectorAll("[data-works] tr[data-line] input")].map((input) => {
      const before = reached;
      if (!isBlank(input.value)) reached = read(input.value) ?? before;
      return reached - before;
    });
    put(table.querySelector("tr[data-steps]"), steps, 2);
  };

  /* What can't be read is marked while one writes; a mark of the server goes with the first change. */
  const judge = (input) => {
    const wrong = read(input.value) === null;
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    input.title = wrong ? "Se espera un número, como 1.234" : "";
    const cell = input.closest("td");
    cell.classList.toggle("bad", wrong);
    cell.classList.remove("warn");
    cell.classList.toggle("zero", !wrong && isBlank(input.value));
  };
  const changed = (inputs) => {
    for (const input of inputs) judge(input);
    total(inputs[0].closest("table"));
    inputs[0].form.dataset.unsaved = "yes";
  };

  const say = (form, sentence, undo) => {
    const place = form.querySelector("[data-said]");
    place.textContent = sentence;
    if (!undo) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn" });
    button.textContent = "Deshacer";
    button.addEventListener("click", undo);
    place.append(" ", button);
  };

  const placeOf = (grid, input) => {
    const row = grid.findIndex((inputs) => inputs.includes(input));
    return [row, grid[row].indexOf(input)];
  };
  const go = (input, down, right) => {
    const grid = gridOf(input);
    const [row, column] = placeOf(grid, input);
    const next = grid[row + down]?.[column + right];
    next?.focus();
    next?.select();
    return Boolean(next);
  };

  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!isCell(input) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault(); // to the next row; the button of the form saves
      go(input, event.shiftKey ? -1 : 1, 0);
    } else if (event.key === "Escape" && input.value !== input.dataset.before) {
      input.value = input.dataset.before ?? input.defaultValue;
      input.select();
      changed([input]);
    } else if (steps[event.key] && !event.shiftKey) {
      // Within a text the arrows are of the text, until its end.
      const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      const end = event.key === "ArrowRight" ? input.value.length : 0;
      const inside = input.selectionStart !== input.selectionEnd || input.selectionStart !== end;
      if (steps[event.key][1] && inside && !whole) return;
      event.preventDefault();
      go(input, ...steps[event.key]);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!isCell(target)) return;
    target.dataset.before = target.value;
    target.select();
  });
  document.addEventListener("input", ({ target }) => isCell(target) && changed([target]));
  /* A figure is left as it will be read: 1234 and M$ 1.234 become 1.234. */
  const tidy = (input) => {
    const decimals = input.closest("[data-works]") ? 2 : 0;
    const number = read(input.value);
    if (number && Number(number.toFixed(decimals)) === number) input.value = show(number, decimals).replace("−", "-");
  };
  document.addEventListener("change", ({ target }) => isCell(target) && tidy(target));

  /* Rows by line, cells by tab, as spreadsheets copy them; quotes around what has one of them inside. */
  const tableOf = (text) => {
    const rows = [[""]];
    let quoted = false;
    for (const [at, letter] of [...text].entries()) {
      const row = rows[rows.length - 1];
      if (letter === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
      else if (letter === "\t" && !quoted) row.push("");
      else if (letter === "\n" && !quoted) at < text.length - 1 && rows.push([""]);
      else if (letter !== "\r") row[row.length - 1] += letter;
    }
    return rows;
  };
  document.addEventListener("paste", (event) => {
    const input = event.target;
    if (!isCell(input)) return;
    const rows = tableOf(event.clipboardData.getData("text/plain"));
    const width = Math.max(...rows.map((row) => row.length));
    if (rows.length === 1 && width === 1) return; // a text into its cell
    event.preventDefault();
    const grid = gridOf(input);
    const [top, left] = placeOf(grid, input);
    const fits = [grid.length - top, grid[top].length - left];
    if (rows.length > fits[0] || width > fits[1]) {
      const room = `${fits[0]} × ${fits[1]}`;
      say(input.form, `Lo copiado tiene ${rows.length} × ${width} celdas y desde aquí caben ${room}: no se pegó nada.`);
      return;
    }
    const before = [];
    rows.forEach((row, down) =>
      row.forEach((text, right) => {
        const cell = grid[top + down][left + right];
        before.push([cell, cell.value]);
        cell.value = isBlank(text) ? "" : text.trim();
        tidy(cell);
      }),
    );
    const cells = before.map(([cell]) => cell);
    changed(cells);
    const wrong = cells.filter((cell) => read(cell.value) === null).length;
    const many = cells.length === 1 ? "Se pegó 1 celda." : `Se pegaron ${cells.length} celdas.`;
    const unread = wrong ? ` No se ${wrong === 1 ? "entiende 1" : `entienden ${wrong}`}: está${wrong === 1 ? "" : "n"} en rojo.` : "";
    say(input.form, many + unread, () => {
      for (const [cell, value] of before) cell.value = value;
      changed(cells);
      say(input.form, "Quedó como estaba antes de pegar.");
      input.focus();
    });
  });

  const tell = () => {
    for (const note of document.querySelectorAll("[data-sheet] [data-keys]")) note.hidden = false;
  };
  document.addEventListener("htmx:afterSettle", tell);
  window.addEventListener("pageshow", tell);
})();
