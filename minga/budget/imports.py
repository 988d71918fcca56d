"""The budget law from its published file: everything adds up, or nothing is loaded."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from minga.budget.actions import GivenLaw, GivenLine, enter_law
from minga.budget.law_file import LawRow, problems
from minga.budget.models import LawLine
from minga.budget.models.laws import THOUSAND
from minga.budget.permissions import LOAD_LAW
from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.clock import today
from minga.core.errors import NotAllowed, Unreadable
from minga.core.imports.difference import Difference
from minga.core.imports.models import Import
from minga.core.imports.spec import WARNS, Field, ImportSpec, Problem, Row, Rows, register
from minga.core.kinds import INTEGER, YEAR, Kind, text
from minga.core.money import thousands
from minga.core.numbers import Unit, plain, read_decimal, whole
from minga.people.models import Organisation

KIND = "budget_law"
PROGRAMME = ("portfolio", "chapter", "programme")
CODE = ("subtitle", "item", "allocation")
M_PESOS = Unit("un monto en miles de pesos", ("m$", "$"), "2.766.231")


def digits(width: int) -> Kind:
    """A code of so many digits, also where a spreadsheet made a number of it and lost its zeros."""

    def parse(value: object) -> str | None:
        whole_number = isinstance(value, float) and value.is_integer()
        said = plain(str(int(value) if whole_number else value))  # type: ignore[call-overload]
        if not said:
            return None
        if not (said.isascii() and said.isdigit()) or len(said) > width:
            raise Unreadable(f"«{said[:20]}» no es un código de {width} cifras.", f"«{1:0{width}}»")
        return said.zfill(width)

    return Kind(f"code{width}", f"código de {width} cifras", parse, str, lambda value: value)


M_DOLLARS = INTEGER
THOUSANDS = Kind(
    "thousands",
    "miles de pesos, sin decimales",
    lambda value: read_decimal(value, 0, M_PESOS),
    lambda value: "" if value is None else thousands(value * THOUSAND),
    lambda value: value,
    is_number=True,
    excel="#,##0",
)
FIELDS = (
    Field("year", "Año", YEAR, aliases=("anio", "ejercicio"), example=2009),
    Field("portfolio", "Partida", digits(2), example="18"),
    Field("chapter", "Capítulo", digits(2), example="21"),
    Field("programme", "Programa", digits(2), example="01"),
    Field("subtitle", "Subtítulo", digits(2), example="31"),
    Field(
        "item",
        "Ítem",
        digits(2),
        blank=True,
        help="Vacío en la fila del subtítulo, que trae su total.",
        example="02",
    ),
    Field(
        "allocation",
        "Asignación",
        digits(3),
        blank=True,
        help="Vacía en las filas del subtítulo y del ítem.",
    ),
    Field("name", "Denominación", text(200), required=True, example="Proyectos"),
    Field(
        "amount",
        "Monto (M$)",
        THOUSANDS,
        required=True,
        aliases=("monto_miles_clp", "miles de pesos", "moneda nacional miles de $"),
        help="Miles de pesos, como los publica la ley.",
        example=2_766_231,
    ),
    Field(
        "dollars",
        "Monto (miles de US$)",
        M_DOLLARS,
        aliases=("monto_miles_usd", "moneda extranjera convertida a dolares miles de us$"),
        help="Se lee solo para avisar: aquí se guardan los pesos.",
        example=0,
    ),
)


def declare() -> None:
    register(
        ImportSpec(
            kind=KIND,
            label="líneas de la ley de presupuestos",
            permission=LOAD_LAW,
            fields=FIELDS,
            key=("year", *PROGRAMME, *CODE),
            whole=("year", *PROGRAMME),
            existing=_existing,
            settle=_settle,
            check=_check,
            apply=_apply,
            help="El archivo trae la ley entera de un programa y un año, con sus totales. Si ya "
            "estaba cargada, lo que cambie la reemplaza; la anterior se conserva.",
        )
    )


def service_of(access: Access) -> Organisation:
    """Where the person loads laws: in an import, the institution that it is for comes first."""
    keys = [g.institution_id for g in access.grants if access.may(LOAD_LAW, g.institution_id)]
    if not keys:
        raise NotAllowed("La ley de presupuestos la carga quien programa en el servicio.")
    return Organisation.objects.get(pk=keys[0])


def _existing(access: Access) -> Iterator[dict[str, Any]]:
    lines = LawLine.objects.in_force().filter(law__service=service_of(access))
    for line in lines.select_related("law"):
        parts = dict(zip(PROGRAMME, line.law.programme.split("-"), strict=True))
        yield parts | {
            "year": line.law.year,
            "subtitle": line.subtitle,
            "item": line.item,
            "allocation": line.allocation,
            "name": line.name,
            "amount": line.amount // THOUSAND,
            "dollars": 0,
        }


def _settle(values: dict[str, list[Any]], access: Access) -> None:
    """A subtítulo has no ítem, and no dollars are none: so they are compared."""
    for name, empty in (("item", ""), ("allocation", ""), ("dollars", 0)):
        given = values.get(name) or [None] * len(values["year"])
        values[name] = [empty if value is None else value for value in given]


def _check(rows: Rows) -> Iterator[Problem]:
    readable = []
    for at in range(len(rows)):
        yield from _of_row(rows, at)
        if None not in [rows[name][at] for name in ("year", *PROGRAMME, "subtitle", "amount")]:
            readable.append(_row(rows, at))
    yield from problems(readable)


def _of_row(rows: Rows, at: int) -> Iterator[Problem]:
    year, amount, dollars = (rows[name][at] for name in ("year", "amount", "dollars"))
    if year is not None and not 2005 <= year <= 2100:
        sentence = f"El clasificador rige desde 2005: el año {year} no se carga."
        yield Problem(at, "year", sentence, code="year")
    if amount is not None and amount < 0:
        yield Problem(at, "amount", "Un monto de la ley no es menor que cero.", code="negative")
    if dollars:
        sentence = f"Trae US$ {whole(dollars)} miles, que no se guardan: la ley se carga en pesos."
        yield Problem(at, "dollars", sentence, severity=WARNS, code="dollars")


def _row(rows: Rows, at: int) -> LawRow:
    programme = "-".join(rows[name][at] for name in PROGRAMME)
    subtitle, item, allocation = (rows[name][at] for name in CODE)
    amount = rows["amount"][at]
    return LawRow(at, rows["year"][at], programme, subtitle, item, allocation, amount)


def _apply(difference: Difference, by: Access) -> None:
    """Each law of the file that says something new, whole: its other lines go with it."""
    service, upload = service_of(by), current_act().subject
    assert isinstance(upload, Import)
    source = f"Archivo «{upload.file_name}»"
    changed = {_law_of(difference.values, at) for at in difference.new}
    changed |= {_law_of(difference.values, change.row) for change in difference.changed}
    lines: dict[Row, list[GivenLine]] = defaultdict(list)
    for at in range(len(difference.values["year"])):
        key = _law_of(difference.values, at)
        if key in changed:
            lines[key].append(_line(difference.values, at))
    for year, programme in sorted(changed):
        given = GivenLaw(year, programme, lines[year, programme], source, upload.file_sha256)
        enter_law(service, given, by=by, on=today())


def _law_of(values: dict[str, list[Any]], at: int) -> Row:
    return values["year"][at], "-".join(values[name][at] for name in PROGRAMME)


def _line(values: dict[str, list[Any]], at: int) -> GivenLine:
    return GivenLine(*(values[name][at] for name in (*CODE, "name", "amount")))
