"""Whom a letter goes to, as a person types or pastes it: one line for each.

«nombre; cargo; institución; correo», with `;` or the tabs of a spreadsheet. In a batch a first line
of titles says which fields the columns fill.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from minga.acts.wording.paper import Addressee
from minga.core.errors import DomainError
from minga.core.words import fold

COLUMNS = ("destinatario", "cargo del destinatario", "institución del destinatario", "correo")
MOST = 2_000
LONGEST = 120


class AddresseesWrong(DomainError):
    """Every line that cannot be read, at once."""

    code = "letters.addressees_wrong"

    def __init__(self, problems: Sequence[str], name: str = "to") -> None:
        self.field = name
        self.problems = list(problems)
        more = f" Y {len(problems) - 10} problemas más." if len(problems) > 10 else ""
        super().__init__(" ".join(problems[:10]) + more)


@dataclass(frozen=True)
class Line:
    """`said`: what its columns give to the fields of the text."""

    number: int
    to: Addressee
    email: str = ""
    said: dict[str, str] = field(default_factory=dict)


def read(text: str, *, name: str = "to") -> list[Line]:
    """All lines, or a refusal that tells every bad one by its number."""
    rows = [
        (number, _cells(line))
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1)
        if line.strip()
    ]
    columns: Sequence[str] = COLUMNS
    if rows and fold(rows[0][1][0]) in (fold(COLUMNS[0]), fold(COLUMNS[2])):
        columns, rows = tuple(rows[0][1]), rows[1:]
    if len(rows) > MOST:
        raise AddresseesWrong([f"Caben hasta 2.000 líneas y hay {len(rows)}."], name)
    problems: list[str] = []
    lines = [_line(number, cells, columns, problems) for number, cells in rows]
    if problems:
        raise AddresseesWrong(problems, name)
    return lines


def _cells(line: str) -> list[str]:
    apart = "\t" if "\t" in line else ";"
    return [" ".join(cell.split()) for cell in line.split(apart)]


def _line(number: int, cells: list[str], columns: Sequence[str], problems: list[str]) -> Line:
    if len(cells) > len(columns):
        problems.append(
            f"Línea {number}: tiene {len(cells)} datos y se esperaban hasta {len(columns)}."
        )
    said = {fold(column): cell for column, cell in zip(columns, cells, strict=False)}
    who = [said.get(fold(column), "") for column in COLUMNS]
    problems += [
        f"Línea {number}: «{cell[:30]}…» tiene más de {LONGEST} letras."
        for cell in who
        if len(cell) > LONGEST
    ]
    if not any(who[:3]):
        problems.append(f"Línea {number}: falta el destinatario.")
    if who[3]:
        try:
            validate_email(who[3])
        except ValidationError:
            problems.append(f"Línea {number}: «{who[3][:60]}» no es una dirección de correo.")
    return Line(number, Addressee(*who[:3]), who[3], {k: v for k, v in said.items() if v})


def typed(addressees: Sequence[Addressee], emails: Sequence[str]) -> str:
    """The lines that would be read as the same."""
    return "\n".join(
        "; ".join([to.name, to.charge, to.organisation, email]).rstrip("; ")
        for to, email in zip(addressees, emails, strict=True)
    )
