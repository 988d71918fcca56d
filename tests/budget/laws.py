"""A budget law in the shape in which it is published: small, invented, and it adds up."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from minga.budget.actions import GivenLaw, GivenLine, load_law
from minga.budget.imports import KIND
from minga.budget.models import BudgetLaw
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.people.roles import Role
from tests.commitments.factories import member
from tests.conftest import SCRIBE, TODAY, Cast, Somebody
from tests.core.imports import making

HEADINGS = (
    "anio", "partida", "capitulo", "programa", "subtitulo", "item", "asignacion", "denominacion",
    "monto_miles_clp", "monto_miles_usd",
)  # fmt: skip
YEAR, PROGRAMME = 2008, "18-99-01"
LINES = (
    GivenLine("09", "", "", "APORTE FISCAL", 900),
    GivenLine("09", "01", "", "Libre", 900),
    GivenLine("13", "", "", "TRANSFERENCIAS PARA GASTOS DE CAPITAL", 90),
    GivenLine("13", "03", "", "De Otras Entidades Públicas", 90),
    GivenLine("13", "03", "001", "De Municipalidades para Pavimentos", 60),
    GivenLine("13", "03", "002", "De Municipalidades para Condominios", 30),
    GivenLine("15", "", "", "SALDO INICIAL DE CAJA", 10),
    GivenLine("21", "", "", "GASTOS EN PERSONAL", 100),
    GivenLine("31", "", "", "INICIATIVAS DE INVERSIÓN", 300),
    GivenLine("31", "02", "", "Proyectos", 300),
    GivenLine("33", "", "", "TRANSFERENCIAS DE CAPITAL", 600),
    GivenLine("33", "01", "", "Al Sector Privado", 600),
    GivenLine("33", "01", "023", "Subsidios Fondo Solidario", 450),
    GivenLine("33", "01", "127", "Subsidios Leasing", 150),
)


def programmer(cast: Cast, service: Any = None) -> Somebody:
    return member(service or cast.serviu, Role.PROGRAMMING_OFFICER, ("Paula", "Rojas"))


def given(lines: Iterable[GivenLine] = LINES, **more: Any) -> GivenLaw:
    said = {"year": YEAR, "programme": PROGRAMME, "source": "DIPRES", "file_sha256": "a" * 64}
    return GivenLaw(lines=tuple(lines), **(said | more))  # type: ignore[arg-type]


def loaded(cast: Cast, lines: Iterable[GivenLine] = LINES, **more: Any) -> BudgetLaw:
    by = more.pop("by", SCRIBE)
    service = more.pop("service", cast.serviu)
    return load_law(service, given(lines, **more), by=by, on=TODAY)


def instead(code: str, thousands: int) -> list[GivenLine]:
    """The lines with another amount for one code."""
    wanted = tuple((*code.split("-"), "", "")[:3])
    return [
        replace(line, thousands=thousands)
        if (line.subtitle, line.item, line.allocation) == wanted
        else line
        for line in LINES
    ]


def corrected() -> list[GivenLine]:
    """100 more for Fondo Solidario, from the treasury."""
    more = {"09": 100, "09-01": 100, "33": 100, "33-01": 100, "33-01-023": 100}
    found = []
    for line in LINES:
        code = "-".join(part for part in (line.subtitle, line.item, line.allocation) if part)
        found.append(replace(line, thousands=line.thousands + more.get(code, 0)))
    return found


def csv(lines: Iterable[GivenLine] = LINES, separator: str = ",", year: int = YEAR) -> str:
    programme = PROGRAMME.split("-")
    rows: list[tuple[Any, ...]] = [HEADINGS]
    for line in lines:
        code = (line.subtitle, line.item, line.allocation)
        rows.append((year, *programme, *code, line.name, line.thousands, 0))
    return "".join(separator.join(map(str, row)) + "\n" for row in rows)


def imported(by: Somebody, text: str, encoding: str = "utf-8", name: str = "ley.csv") -> Import:
    content = text.encode(encoding)
    return making.imported(content, by.access, name, spec=spec_of(KIND))
