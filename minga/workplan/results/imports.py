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
from minga.core.numbers import plain
from minga.core.words import fold
from minga.people.models import Organisation
from minga.strategy.models import ProductLine
from minga.territory.frames import frame_on
from minga.territory.imports import CUT
from minga.territory.models import TerritoryVersion
from minga.workplan.results.actions import Ruling, Said, enter, lock
from minga.workplan.results.errors import CountedTwice, OtherUnit, RowNotTaken
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
            settle=_settle,
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


def _settle(values: dict[str, list[Any]], access: Access) -> None:
    """Each measure in the words of those that are there and of the rows above."""
    if not set(KEYS) <= set(values):
        return
    service = _service(access)
    known = _Known(service)
    words = {key: name for key, (name, _) in _measures(service)}
    for number, said in enumerate(values["measure"]):
        row = {name: values[name][number] for name in KEYS}
        period = _period(row)
        if said is not None and period is not None:
            line = known.products(period).get(row["product"], row["product"])
            values["measure"][number] = words.setdefault((line, fold(said)), plain(said))


def _measures(service: Organisation) -> Iterator[tuple[tuple[Any, str], tuple[str, str]]]:
    """Line and measure as words are compared → as it was first written, and its unit."""
    rows = Result.objects.filter(service=service).values_list("line_id", "measure", "unit")
    for line, measure, unit in rows.distinct():
        yield (line, fold(measure)), (measure, unit)


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
    others = _Others(known)
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
        else:
            yield from others.judge(number, row, period)


class _Others:
    """What the other figures of the same measure say, there already or in the rows above: its unit,
    and whether it goes by month or by year."""

    def __init__(self, known: _Known) -> None:
        self._known = known
        self._units = {key: unit for key, (_, unit) in _measures(known.service)}
        self._periods: dict[tuple[Any, ...], dict[bool, Period]] = {}
        alive = Result.objects.alive().filter(service=known.service)
        columns = ("line_id", "territory_id", "measure", "year", "month")
        for line, place, measure, year, month in alive.values_list(*columns):
            self._note(line, place, measure, Period(year, month))

    def _note(self, line: int, place: int, measure: str, period: Period) -> dict[bool, Period]:
        found = self._periods.setdefault((line, place, fold(measure), period.year), {})
        found.setdefault(period.month == 0, period)
        return found

    def judge(self, number: int, row: Mapping[str, Any], period: Period) -> Iterator[Problem]:
        line = self._known.products(period).get(row.get("product") or "")
        measure, unit, code = row.get("measure"), row.get("unit"), row.get("commune")
        if line is None or measure is None:
            return
        if unit and (usual := self._units.setdefault((line, fold(measure)), unit)) != unit:
            yield Problem(number, "unit", str(OtherUnit(measure, usual)), code="unit")
        place = self._known.commune(code, period) if code else None
        if place is None:
            return
        found = self._note(line, place.territory_id, measure, period)
        if other := found.get(period.month != 0):
            yield Problem(number, "month", CountedTwice.sentence(measure, other), code="twice")


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
