"""What each column of a foreign sheet is: by its name, and those that repeat it by where they
stand."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from minga.core.imports.cells import letters
from minga.core.imports.grid import Grid
from minga.core.imports.limits import MAX_HEADER_ROW
from minga.core.imports.matching import normal
from minga.works.intake.cells import CellUnread, amount, said

ACTUAL, PROGRAMMED = "actual", "programmed"
YEAR_ACTUAL, YEAR_PROGRAMMED = "year_actual", "year_programmed"
KEEP, SKIP = "keep", ""
MEANINGS = {
    SKIP: "no se lee",
    KEEP: "se guarda como texto",
    "code": "código único",
    "bip": "código BIP",
    "name": "nombre",
    "year": "año presupuestario",
    "commune": "comunas",
    "subtitle": "subtítulo",
    "item": "ítem",
    "allocation": "asignación",
    "total": "monto total",
    "signed_on": "fecha",
    ACTUAL: "gasto real de un mes",
    PROGRAMMED: "gasto programado de un mes",
    YEAR_ACTUAL: "gasto real de un año",
    YEAR_PROGRAMMED: "gasto programado de un año",
}
OF_A_MONTH, OF_A_YEAR = (ACTUAL, PROGRAMMED), (YEAR_ACTUAL, YEAR_PROGRAMMED)
# Of these a sheet may have several columns.
MANY = (SKIP, KEEP, "signed_on")
MONEY = ("total", ACTUAL, PROGRAMMED, YEAR_ACTUAL, YEAR_PROGRAMMED)
NAMES = {
    "code": ("codigo unico", "cod unico", "id unico", "c digo nico"),
    "bip": ("codigo bip", "cod bip", "bip", "c digo bip"),
    "name": ("nombre iniciativa", "nombre proyecto", "nombre del proyecto", "nombre", "iniciativa"),
    "year": ("ano presupuestario", "a o presupuestario", "ano", "a o"),
    "commune": ("comuna", "comunas"),
    "subtitle": ("subt", "subtitulo"),
    "item": ("item",),
    "allocation": ("asig", "asignacion"),
    "total": ("monto total proyecto", "monto total", "costo total", "monto total m"),
}
KNOWN = {name: meaning for meaning, names in NAMES.items() for name in names}
MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
MONTH_WORD = re.compile(
    r"ene(?:ro)?|feb(?:rero)?|mar(?:zo)?|abr(?:il)?|may(?:o)?|jun(?:io)?|jul(?:io)?|ago(?:sto)?"
    r"|sept?(?:iembre)?|oct(?:ubre)?|nov(?:iembre)?|dic(?:iembre)?"
)
KIND_WORDS = {"proyectado": PROGRAMMED, "programado": PROGRAMMED, "proy": PROGRAMMED,
              "prog": PROGRAMMED, "real": ACTUAL, "ejecutado": ACTUAL, "ejec": ACTUAL}  # fmt: skip
TOTAL_WORDS = ("ejec", "ejecutado", "ejecutar", "gasto", "total")
# More M$ than this in a column are pesos.
SIZE_OF_PESOS = 1_000_000_000


def header_of(grid: Grid) -> int:
    """The row of titles: the one with most names that are known."""
    rows = grid.rows[:MAX_HEADER_ROW]
    return max(range(len(rows)), key=lambda at: sum(map(_is_known, rows[at])), default=0)


def known_titles(grid: Grid, header: int) -> int:
    return sum(map(_is_known, grid.rows[header])) if grid.rows else 0


def _is_known(cell: Any) -> bool:
    name = normal(cell)
    return name in KNOWN or _month(name) is not None


def fingerprint(titles: Sequence[Any]) -> str:
    """The same titles in the same order, however they are spaced and written."""
    names = [normal(title) for title in titles]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("|".join(names).encode()).hexdigest()


def guess(grid: Grid, header: int) -> list[dict[str, Any]]:
    """For each column with something: its place, title, sample, meaning, month or year, unit, and
    a doubt where nobody could tell."""
    found = _columns(grid, header)
    used: set[str] = set()
    for column in found:
        _name(column, used)
    _place_months(found)
    for column in found:
        _judge_unit(column, grid, header)
    return found


def _columns(grid: Grid, header: int) -> list[dict[str, Any]]:
    titles = list(grid.rows[header])
    below = grid.rows[header + 1 :]
    width = max((len(row) for row in grid.rows[header:]), default=0)
    found = []
    for index in range(min(width, len(titles))):
        title = said(titles[index])[:80]
        cells = (said(row[index]) for row in below if index < len(row))
        sample = next((cell for cell in cells if cell), "")[:40]
        if title or sample:
            found.append(
                {"index": index, "letter": letters(index), "title": title, "sample": sample,
                 "is": KEEP, "when": "", "pesos": False, "doubt": ""}
            )  # fmt: skip
    return found


def _name(column: dict[str, Any], used: set[str]) -> None:
    name = normal(column["title"])
    meaning = KNOWN.get(name)
    if meaning and meaning not in used:
        used.add(meaning)
        column["is"] = meaning
    elif meaning:
        column["doubt"] = f"Ya hay otra columna de {MEANINGS[meaning]}."
    elif not name or not column["sample"] or name.startswith(("suma ", "dife")):
        column["is"] = SKIP
    elif name.startswith("fecha"):
        column["is"] = "signed_on"


def _month(name: str) -> tuple[int, str, int | None] | None:
    """«ene», «enero proyectado 23» → 1, programmed, 2023."""
    words = name.split()
    if not words or not MONTH_WORD.fullmatch(words[0]):
        return None
    kind, year = ACTUAL, None
    for word in words[1:]:
        if word in KIND_WORDS:
            kind = KIND_WORDS[word]
        elif re.fullmatch(r"(?:20)?\d{2}", word):
            year = 2000 + int(word[-2:])
        else:
            return None
    return MONTHS.index(words[0][:3]) + 1, kind, year


def _total(name: str) -> tuple[int, str] | None:
    """«gasto a ejecutar 2023» → 2023, programmed."""
    words = name.split()
    if not any(word in TOTAL_WORDS for word in words):
        return None
    years = [int(word) for word in words if re.fullmatch(r"20\d{2}", word)]
    if len(years) != 1:
        return None
    ahead = {"ejecutar", "programado", "proyectado"} & set(words)
    return years[0], YEAR_PROGRAMMED if ahead else YEAR_ACTUAL


def _place_months(found: list[dict[str, Any]]) -> None:
    """A month without its year is of the total that follows it."""
    waiting: list[tuple[dict[str, Any], int]] = []
    for column in found:
        name = normal(column["title"])
        if month := _month(name):
            number, column["is"], year = month
            if year is not None:
                column["when"] = f"{number:02}-{year}"
            else:
                waiting.append((column, number))
        elif total := _total(name):
            year, column["is"] = total
            column["when"] = str(year)
            if waiting:
                _settle(waiting, year)
                waiting = []
    _settle(waiting, None)


def _settle(waiting: list[tuple[dict[str, Any], int]], year: int | None) -> None:
    keys = [(column["is"], number) for column, number in waiting]
    for column, number in waiting:
        if year is None or keys.count((column["is"], number)) > 1:
            column["doubt"] = f"No se sabe de qué año es «{column['title']}»: escríbalo."
        else:
            column["when"] = f"{number:02}-{year}"


def _judge_unit(column: dict[str, Any], grid: Grid, header: int) -> None:
    """«M$» are thousands and «$» pesos, unless the amounts themselves say otherwise."""
    if column["is"] not in MONEY:
        return
    title = column["title"].upper()
    index = column["index"]
    largest = max((_size(row[index]) for row in grid.rows[header + 1 :] if index < len(row)),
                  default=0)  # fmt: skip
    says_pesos = "$" in title and "M$" not in title
    column["pesos"] = largest >= SIZE_OF_PESOS or (says_pesos and largest >= SIZE_OF_PESOS // 100)
    if says_pesos and not column["pesos"]:
        column["doubt"] = "El título dice «$» y sus montos son del tamaño de los que van en M$."


def _size(cell: Any) -> int:
    try:
        return abs(amount(cell) or 0)
    except CellUnread:
        return 0
