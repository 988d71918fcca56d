"""Rows of a foreign sheet, read by what somebody said of its columns."""

from collections.abc import Iterable, Sequence
from typing import Any

from minga.core.imports.grid import Grid
from minga.works.intake import cells
from minga.works.intake.cells import CellUnread
from minga.works.intake.columns import (
    ACTUAL,
    KEEP,
    PROGRAMMED,
    YEAR_ACTUAL,
    YEAR_PROGRAMMED,
)
from minga.works.intake.saying import Said, judge_years, put

Columns = Sequence[dict[str, Any]]
SIDE = {PROGRAMMED: 0, ACTUAL: 1, YEAR_PROGRAMMED: 0, YEAR_ACTUAL: 1}


def read(grid: Grid, header: int, columns: Columns) -> list[Said]:
    """Every row with something in it."""
    width = len(grid.rows[header])
    found = []
    for at in range(header + 1, len(grid.rows)):
        row = grid.rows[at]
        if any(cells.said(cell) for cell in row):
            found.append(_read(at, row, width, columns, grid))
    return found


def _read(at: int, row: Sequence[Any], width: int, columns: Columns, grid: Grid) -> Said:
    said = Said(number=at + 1)
    if len(row) > width and any(cells.said(cell) for cell in row[width:]):
        said.faults.append(
            "La fila tiene más celdas que títulos: una coma sin comillas corrió sus columnas."
        )
    line = {"subtitle": "", "item": "", "allocation": ""}
    for column in columns:
        index = column["index"]
        value = row[index] if index < len(row) else ""
        if cells.said(value) == "" or not column["is"]:
            continue
        if (at, index) in grid.errors:
            said.faults.append(f"«{column['title']}» trae un error de fórmula.")
        elif column["is"] in line:
            line[column["is"]] = cells.said(value)
        else:
            _take(said, column, value)
    said.line = (line["subtitle"], line["item"], line["allocation"])
    _lost_letters(said)
    judge_years(said)
    return said


def _take(said: Said, column: dict[str, Any], value: Any) -> None:
    meaning = column["is"]
    if meaning in SIDE or meaning == "total":
        _money(said, column, value)
    elif meaning in ("code", "bip", "name"):
        setattr(said, meaning, cells.said(value))
    elif meaning == "commune":
        said.communes = cells.communes(value)
    elif meaning == "year":
        _year(said, value)
    elif meaning == "signed_on":
        _day(said, column["title"], value)
    elif meaning == KEEP:
        said.texts[_label(said, column)] = cells.said(value)


def _label(said: Said, column: dict[str, Any]) -> str:
    """A title that repeats is told apart by its letter."""
    title = column["title"] or f"columna {column['letter']}"
    return f"{title} ({column['letter']})" if title in said.texts else title


def _money(said: Said, column: dict[str, Any], value: Any) -> None:
    try:
        number = cells.amount(value)
    except CellUnread as error:
        said.faults.append(f"{column['title']} ({column['letter']}): {error}")
        return
    if number is None:
        return
    if column["pesos"]:
        number = _in_thousands(said, column, number)
    if column["is"] == "total":
        said.total = number
        return
    when = column["when"]
    if len(when) == 4:
        put(said.years, when, SIDE[column["is"]], number)
    else:
        put(said.months, f"{when[3:]}-{when[:2]}", SIDE[column["is"]], number)


def _in_thousands(said: Said, column: dict[str, Any], pesos: int) -> int:
    if pesos % 1000:
        said.notes.append(f"«{column['title']}» no son miles enteros: se redondeó a M$.")
    return (pesos + 500) // 1000


def _year(said: Said, value: Any) -> None:
    years = cells.years(value)
    if years:
        said.year = years[0]
    if len(years) != 1 or cells.said(value) != str(years[0]):
        said.texts["Año presupuestario"] = cells.said(value)
        taken = f"se toma {years[0]}" if years else "queda sin año"
        said.notes.append(f"El año dice «{cells.said(value)[:20]}»: {taken}.")


def _day(said: Said, title: str, value: Any) -> None:
    found = cells.day(value)
    said.texts[title] = f"{found:%d-%m-%Y}" if found else cells.said(value)
    if found is None:
        said.notes.append(
            f"«{title}» dice «{cells.said(value)[:30]}», que no es una fecha: queda como texto."
        )


def _lost_letters(said: Said) -> None:
    texts: Iterable[str] = (said.name, said.code, *said.communes, *said.texts.values())
    if any(cells.LOST in text for text in texts):
        said.notes.append("Trae letras que el archivo perdió (�): se guardan como vienen.")
