"""Results from a workbook: all or nothing. What is there already is corrected on its page, with a
reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from minga.core.access import Access
from minga.core.clock import today
from minga.core.errors import DomainError, NotAllowed
from minga.core.imports.difference import Difference
from minga.core.imports.spec import Field, ImportSpec, Problem, Rows, register
from minga.core.kinds import INTEGER, choice, text
from minga.core.words import fold
from minga.people.models import Organisation
from minga.strategy.models import ProductLine
from minga.territory.frames import frame_on
from minga.territory.imports import CUT
from minga.territory.models import TerritoryVersion
from minga.workplan.results.actions import Ruling, Said, enter, lock
from minga.workplan.results.errors import RowNotTaken
from minga.workplan.results.models import Result, Unit
from minga.workplan.results.periods import MONTHS, Period
from minga.workplan.results.permissions import PREPARE
from minga.workplan.results.products import labels, named_on

FIELDS = (
    Field("product", "Producto o subproducto", text(250), help="Como en las definiciones "
          "estratégicas que regían al terminar el período.", example="Vías construidas"),
    Field("commune", "Código de la comuna", CUT, help="El CUT que regía al terminar el período.",
          example="01101"),
    Field("year", "Año", INTEGER, example=2007),
    Field("month", "Mes", choice({str(n): name for n, name in MONTHS}), example="10"),
    Field("measure", "Medida", text(80), example="Superficie construida"),
    Field("unit", "Unidad", choice(dict(Unit.choices)), required=True, example="square_metres"),
    Field("value", "Cantidad", INTEGER, required=True, help="Entera; el dinero en pesos.",
          example=1200),
    Field("source", "Fuente", text(200), required=True, example="Informe de obras"),
)  # fmt: skip
KEYS = ("product", "commune", "year", "month", "measure")


def declare() -> None:
    register(
        ImportSpec(
            kind="results",
            label="resultados por producto y comuna",
            permission=PREPARE,
            fields=FIELDS,
            key=KEYS,
            existing=_existing,
            check_for=_check,
            apply=_apply,
            help="Cada cifra la verifica después otra persona. Lo que ya está informado se corrige "
            "en su página.",
        )
    )


def _service(access: Access) -> Organisation:
    """In whose name: the first institution where a role allows it."""
    found = [pk for pk in access.institutions if access.may(PREPARE, pk)]
    if not found:
        raise NotAllowed("Solo las unidades del servicio informan sus resultados.")
    return Organisation.objects.select_related("party").get(pk=min(found))


class _Known:
    """Products and communes as they were at the end of each period, read once."""

    def __init__(self, service: Organisation) -> None:
        self.service = service
        self._products: dict[Period, dict[str, int]] = {}

    def products(self, period: Period) -> dict[str, int]:
        """Name → line."""
        if period not in self._products:
            named = labels(named_on(self.service.pk, period.last))
            self._products[period] = {name: line for line, name in named.items()}
        return self._products[period]

    def commune(self, code: str, period: Period) -> TerritoryVersion | None:
        return frame_on(period.last).by_code(code)


def _existing(access: Access) -> Iterator[Mapping[str, Any]]:
    """The last figure of each, in the words of its own period."""
    service = _service(access)
    known = _Known(service)
    for row in Result.objects.standing().filter(service=service).order_by("pk"):
        names = {line: name for name, line in known.products(row.period).items()}
        version = frame_on(row.ends_on).versions.get(row.territory_id)
        if version is None or not version.code or row.line_id not in names:
            continue
        yield {
            "product": names[row.line_id], "commune": version.code, "year": row.year,
            "month": str(row.month), "measure": row.measure, "unit": row.unit,
            "value": row.value, "source": row.source,
        }  # fmt: skip


def _check(rows: Rows, access: Access) -> Iterator[Problem]:
    """Each row that can't be taken, with its reason and what to write instead."""
    known = _Known(_service(access))
    there = {tuple(row[name] for name in KEYS): row for row in _existing(access)}
    for number, row in enumerate(rows):
        period = _period(row)
        if (row.get("value") or 0) < 0:
            yield Problem(number, "value", "Una cantidad no es negativa.", code="negative")
        if period is None:
            yield Problem(number, "year", "Revise el año.", code="year")
            continue
        if period.last > today():
            sentence = f"El período termina el {period.last:%d-%m-%Y}: infórmelo cuando termine."
            yield Problem(number, "year", sentence, code="period")
        yield from _of_product(number, row, known.products(period), period)
        yield from _of_commune(number, row, known, period)
        if old := there.get(tuple(row.get(name) for name in KEYS)):
            yield from _of_known(number, row, old)


def _period(row: Mapping[str, Any]) -> Period | None:
    year, month = row.get("year"), row.get("month")
    if year is None or month is None or not 1990 <= year <= 2199:
        return None
    return Period(year, int(month))


def _of_product(
    number: int, row: Mapping[str, Any], products: Mapping[str, int], period: Period
) -> Iterator[Problem]:
    said = row.get("product")
    if said is None or said in products:
        return
    alike = [name for name in products if fold(said) in (fold(name), fold(name).split(" · ")[-1])]
    sentence = (
        f"«{said}» no es un producto de las definiciones que regían al {period.last:%d-%m-%Y}."
    )
    proposal = " o ".join(f"«{name}»" for name in alike)
    yield Problem(
        number, "product", sentence, code="product",
        proposal=f"Escriba {proposal}." if alike else "",
    )  # fmt: skip


def _of_commune(
    number: int, row: Mapping[str, Any], known: _Known, period: Period
) -> Iterator[Problem]:
    code = row.get("commune")
    if code is None or known.commune(code, period) is not None:
        return
    day = f"{period.last:%d-%m-%Y}"
    sentence = f"Ninguna comuna tenía el código «{code}» al {day}, último día del período."
    other = frame_on(today()).by_code(code)
    then = frame_on(period.last).versions.get(other.territory_id) if other else None
    proposal = f"{other.name} tenía el código «{then.code}»." if other and then else ""
    yield Problem(number, "commune", sentence, code="commune", proposal=proposal)


def _of_known(number: int, row: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[Problem]:
    """One that is there already says the same, or is refused in each cell that differs."""
    for field in FIELDS:
        if row.get(field.name) not in (None, old[field.name]):
            told = field.kind.show(old[field.name])
            yield Problem(
                number, field.name,
                f"Ya está informada con «{told}»: corríjala en su página, con el motivo.",
                code="changed", proposal="Quite la fila, o déjela igual.",
            )  # fmt: skip


def _apply(difference: Difference, by: Access) -> None:
    """What changed since the preview is refused with its row, and nothing is written."""
    if difference.changed:
        raise NotAllowed("Lo informado se corrige en su página, con el motivo: quite esas filas.")
    definition, day = lock(_service(by), by, PREPARE), today()
    known, ruling = _Known(definition.service), Ruling(definition.service_id)
    lines = {line.pk: line for line in ProductLine.objects.filter(definition=definition)}
    for values in difference.new_rows():
        row = dict(zip(difference.names, values, strict=True))
        try:
            enter(definition, _said(row, known, lines), by=by, on=day, ruling=ruling)
        except DomainError as error:
            raise RowNotTaken(row["measure"], row["commune"], str(error)) from error


def _said(row: Mapping[str, Any], known: _Known, lines: Mapping[int, ProductLine]) -> Said:
    period = Period(row["year"], int(row["month"]))
    version = known.commune(row["commune"], period)
    line = lines.get(known.products(period).get(row["product"], 0))
    if version is None or line is None:
        raise NotAllowed("Cambiaron las definiciones o la división: suba el libro de nuevo.")
    return Said(
        line=line, territory=version.territory, period=period, measure=row["measure"],
        unit=row["unit"], value=row["value"], source=row["source"],
    )  # fmt: skip
