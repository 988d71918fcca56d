"""Whom a letter goes to, as a person types, pastes or uploads it: one line for each.

«nombre; cargo; institución; correo», with `;` or the tabs of a spreadsheet. A first line of titles,
one of them known, says which fields the columns fill; a workbook always has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email

from minga.acts.wording.paper import Addressee
from minga.core.errors import DomainError
from minga.core.imports import workbook
from minga.core.imports.cells import letters
from minga.core.imports.grid import Grid
from minga.core.words import fold

COLUMNS = ("destinatario", "cargo del destinatario", "institución del destinatario", "correo")
MOST = 2_000
TOLD = 5
# As people title their sheets → the column that it is.
ALSO = {
    "nombre": COLUMNS[0],
    "cargo": COLUMNS[1],
    "institucion": COLUMNS[2],
    "correo electronico": COLUMNS[3],
    "e-mail": COLUMNS[3],
    "email": COLUMNS[3],
}
KNOWN = frozenset(fold(column) for column in (*COLUMNS, *ALSO))
LONGEST = 120
LINE, ROW = "Línea", "Fila"


class AddresseesWrong(DomainError):
    """Every line that cannot be read, at once; `lines` are those that can."""

    code = "letters.addressees_wrong"

    def __init__(
        self, problems: Sequence[str], name: str = "to", lines: Sequence["Line"] = ()
    ) -> None:
        self.field = name
        self.problems = list(problems)
        self.lines = list(lines)
        super().__init__(said(self.problems))


def said(problems: Sequence[str]) -> str:
    """The first ones, and how many more there are."""
    more = f" Y {len(problems) - TOLD} problemas más." if len(problems) > TOLD else ""
    return " ".join(problems[:TOLD]) + more


@dataclass(frozen=True)
class Line:
    """`said`: what its columns give to the fields of the text. `unit`: how its number is told."""

    number: int
    to: Addressee
    email: str = ""
    said: dict[str, str] = field(default_factory=dict)
    unit: str = LINE

    @property
    def place(self) -> str:
        return f"{self.unit} {self.number}"


Numbered = tuple[int, list[str]]


def read(text: str, *, name: str = "to") -> list[Line]:
    """All lines, or a refusal that tells every bad one by its number."""
    lines = [
        (number, line)
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1)
        if line.strip()
    ]
    titles = _cells(lines[0][1]) if lines else []
    if not any(fold(title) in KNOWN for title in titles):
        return _lines([(number, _cells(line)) for number, line in lines], COLUMNS, [], name)
    # Under titles parted by tabs a semicolon is a part of what the cell says.
    apart = "\t" if "\t" in lines[0][1] else ""
    titles = _named(_as_wide(titles, 0))
    _require_titles(titles, name)
    rows = [(number, _as_wide(_cells(line, apart), len(titles))) for number, line in lines[1:]]
    return _lines(rows, titles, [], name)


def read_workbook(file: UploadedFile, *, name: str = "file") -> list[Line]:
    """The same from the first sheet with something in it: its titles, and a row for each one."""
    grids = workbook.read(_path(file))
    if not grids:
        raise AddresseesWrong(["La planilla está vacía: escriba los títulos y una fila."], name)
    grid = grids[0]
    rows = [(number, [_text(cell) for cell in row]) for number, row in enumerate(grid.rows, 1)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    titles, rows = rows[0][1], rows[1:]
    titles = _named(_as_wide(titles, 0))
    _require_titles(titles, name)
    return _lines(
        [(number, _as_wide(cells, len(titles))) for number, cells in rows],
        titles,
        _unreadable(grid),
        name,
        unit=ROW,
    )


def _path(file: UploadedFile) -> Path:
    return Path(file.temporary_file_path())  # type: ignore[attr-defined]


def _text(cell: Any) -> str:
    """As it is read in Chile; a number without grouping, which may be a year."""
    if isinstance(cell, bool):
        return "sí" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else str(cell).replace(".", ",")
    if isinstance(cell, datetime | date):
        return f"{cell:%d-%m-%Y}"
    return " ".join(str(cell).split())


def _named(titles: Sequence[str]) -> list[str]:
    """«Cargo» is the column «cargo del destinatario», where that one has none of its own."""
    own = {fold(title) for title in titles}
    found = []
    for title in titles:
        column = ALSO.get(fold(title), title)
        found.append(title if column != title and fold(column) in own else column)
    return found


def _require_titles(titles: Sequence[str], name: str) -> None:
    known = [fold(title) for title in titles]
    twice = next((title for title in titles if title and known.count(fold(title)) > 1), "")
    if twice:
        raise AddresseesWrong([f"El título «{twice[:40]}» está dos veces."], name)
    if not any(fold(column) in known for column in COLUMNS[:3]):
        why = (
            "La primera fila lleva los títulos: al menos «destinatario» o «institución del "
            "destinatario»."
        )
        raise AddresseesWrong([why], name)


def _as_wide(cells: list[str], width: int) -> list[str]:
    """Without the empty cells at its right, of those beyond a width."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells


def _unreadable(grid: Grid) -> list[str]:
    """Cells that hold an error, or a formula that was never calculated."""
    wrong = {place: f"dice {told}" for place, told in grid.errors.items()}
    wrong |= dict.fromkeys(grid.uncalculated, "tiene una fórmula sin calcular")
    return [
        f"{ROW} {row + 1}: la celda de la columna {letters(column)} {why}."
        for (row, column), why in sorted(wrong.items())
    ]


def _lines(
    rows: Sequence[Numbered],
    columns: Sequence[str],
    problems: list[str],
    name: str,
    unit: str = LINE,
) -> list[Line]:
    if len(rows) > MOST:
        raise AddresseesWrong([f"Caben hasta 2.000 líneas y hay {len(rows)}."], name)
    good: list[Line] = []
    for number, cells in rows:
        line, found = _line(number, cells, columns, unit)
        problems += found
        good += [] if found else [line]
    if problems:
        raise AddresseesWrong(problems, name, good)
    return good


def _cells(line: str, apart: str = "") -> list[str]:
    apart = apart or ("\t" if "\t" in line else ";")
    return [" ".join(cell.split()) for cell in line.split(apart)]


def _line(
    number: int, cells: list[str], columns: Sequence[str], unit: str
) -> tuple[Line, list[str]]:
    """What it says, and what is wrong with it."""
    said = {fold(column): cell for column, cell in zip(columns, cells, strict=False)}
    who = [said.get(fold(column), "") for column in COLUMNS]
    problems = [
        f"«{cell[:30]}…» tiene más de {LONGEST} letras" for cell in who if len(cell) > LONGEST
    ]
    if len(cells) > len(columns):
        problems.append(f"tiene {len(cells)} datos y se esperaban hasta {len(columns)}")
    if not any(who[:3]):
        problems.append("falta el destinatario")
    if who[3]:
        try:
            validate_email(who[3])
        except ValidationError:
            problems.append(f"«{who[3][:60]}» no es una dirección de correo")
    values = {k: v for k, v in said.items() if k and v}
    line = Line(number, Addressee(*who[:3]), who[3], values, unit)
    return line, [f"{line.place}: {problem}." for problem in problems]


def as_pasted(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The lines that would be read as the same, with their titles."""
    end = "\t" if len(titles) == 1 else ""
    return "\n".join("\t".join(row) + end for row in (titles, *rows))


def typed(addressees: Sequence[Addressee], emails: Sequence[str]) -> str:
    """The lines that would be read as the same."""
    return "\n".join(
        "; ".join([to.name, to.charge, to.organisation, email]).rstrip("; ")
        for to, email in zip(addressees, emails, strict=True)
    )
