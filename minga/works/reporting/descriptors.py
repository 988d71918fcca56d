"""«Informe de descriptores»: the ten of 2007, project by project, and the part of each commune."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, OuterRef, Prefetch, Subquery, Sum
from django.db.models.functions import Cast, Coalesce

from minga.core.charts import Chart, Point, Series
from minga.core.kinds import INTEGER, TEXT
from minga.core.reports import Column, Group, Table
from minga.core.reports.spec import Cells, Paragraph
from minga.strategy.models import InitiativePart
from minga.territory.frames import Frame, frame_on
from minga.territory.models.shares import WHOLE
from minga.works.completeness import REQUIREMENTS, descriptors_met, lacking, with_completeness
from minga.works.completeness import sentence as lacking_sentence
from minga.works.models import CostLine, FundingSource, ProjectInitiative, ProjectShare
from minga.works.products import Named, named_on
from minga.works.progress.cuts import Asked, Period
from minga.works.progress.naming import CUTS
from minga.works.reporting.asking import Question
from minga.works.reporting.execution import map_of
from minga.works.reporting.kinds import PERCENT, THOUSANDS, part
from minga.works.reporting.telling import Sheet, Told, counted, project_url, totalled

EMPTY = "Aquí verá los descriptores de los proyectos cuando haya alguno en la cartera."
DESCRIPTORS = tuple(one for one in REQUIREMENTS if one.is_descriptor)
TEN = len(DESCRIPTORS)
ROWS = (
    Column("BIP", TEXT),
    Column("Proyecto", TEXT, width=22),
    Column("Mujeres", INTEGER),
    Column("Hombres", INTEGER),
    Column("Total", INTEGER),
    Column("Territorio", TEXT, width=14),
    Column("Producto y objetivos", TEXT, width=20),
    Column("Impacto esperado", TEXT, width=24),
    Column("Se enmarca en", TEXT, width=16),
    Column("Comprometido en", TEXT, width=16),
    Column("Fuentes (M$)", TEXT, width=16),
    Column(f"Tiene, de {TEN}", INTEGER),
)
LACKS = (
    Column("BIP", TEXT), Column("Proyecto", TEXT, width=34), Column("Qué falta", TEXT, width=56),
)  # fmt: skip
EACH = (
    Column("Descriptor", TEXT, width=40), Column("Proyectos que lo tienen", INTEGER),
    Column("De la cartera", PERCENT),
)  # fmt: skip
COMMUNES = (
    Column("Comuna", TEXT, width=30), Column("Proyectos", INTEGER), Column("Costo (M$)", THOUSANDS),
    Column("Del costo", PERCENT), Column("Beneficiarios", INTEGER),
)  # fmt: skip
LONGEST = 400


@dataclass(frozen=True)
class Read:
    """What all rows are read with."""

    frame: Frame
    products: Mapping[tuple[int, int], Named]


def tell(asked: Question) -> Told:
    rows = _projects(asked)
    read = Read(frame_on(asked.division), _products(asked))
    complete = sum(descriptors_met(lacking(row)) == TEN for row in rows)
    cost = _cut(asked, rows, [row.cost for row in rows], [row.beneficiaries or 0 for row in rows])
    return Told(
        title=f"Informe de descriptores, {asked.month.name}",
        subject="Los diez descriptores de 2007 de cada proyecto, y la parte de cada comuna",
        sentence=f"{counted(complete, 'proyecto tiene', 'proyectos tienen')} los diez "
        f"descriptores, de {len(rows)} en la cartera.",
        sheets=(
            _by_project(rows, read),
            Sheet(_by_descriptor(rows)),
            Sheet(_by_commune(rows, cost, read.frame)),
            _lacking(rows),
        )
        if rows
        else (),
        charts=(_bars(rows),) if rows else (),
        map=map_of(
            asked,
            {key: pair[0] for key, pair in cost.items() if key is not None},
            verb="que cuestan los proyectos",
            note="Costo total de los proyectos, M$",
        )
        if rows
        else None,
        notes=(_of_today(asked),),
        empty=EMPTY,
    )


def _of_today(asked: Question) -> str:
    return (
        f"Los descriptores son los registrados al {asked.day:%d-%m-%Y}; el mes dice qué proyectos "
        "estaban en la cartera."
    )


def _projects(asked: Question) -> list[Any]:
    costs = CostLine.objects.filter(project=OuterRef("pk")).order_by().values("project")
    total = Subquery(costs.annotate(total=Sum("amount")).values("total"))
    whole: Any = with_completeness(asked.portfolio, asked.day).annotate(
        cost=Cast(Coalesce(total, 0), BigIntegerField())
    )
    ties = ProjectInitiative.objects.select_related("initiative").order_by("initiative__name")
    return list(
        whole.order_by("bip", "stage", "pk").prefetch_related(
            Prefetch("shares", ProjectShare.objects.order_by("-hundredths", "pk")),
            Prefetch("ties", ties),
            Prefetch("sources", FundingSource.objects.select_related("organisation")),
        )
    )


def _products(asked: Question) -> dict[tuple[int, int], Named]:
    return {
        (service.pk, named.line_id): named
        for service in asked.asked_of
        for named in named_on(service.pk, asked.day)
    }


def _by_project(rows: list[Any], read: Read) -> Sheet:
    cells = tuple(_row(row, read) for row in rows)
    total: list[Any] = list(totalled(ROWS, cells, INTEGER.name))
    total[-1] = None
    table = Table(ROWS, (Group(cells),), title="Descriptores por proyecto", total=tuple(total))
    return Sheet(table, tuple(project_url(row.public_id) for row in rows))


def _row(row: Any, read: Read) -> Cells:
    product = read.products.get((row.service_id, row.product_line_id))
    return (
        row.bip, row.name, row.beneficiaries_women, row.beneficiaries_men, row.beneficiaries,
        tuple(
            f"{read.frame.name_of(one.territory_id)} {PERCENT.show(one.hundredths)}"
            for one in row.shares.all()
        ),
        _said(product), _short(row.expected_impact),
        _ties(row, InitiativePart.FRAME), _ties(row, InitiativePart.COMMITMENT),
        tuple(_source(one) for one in row.sources.all()),
        descriptors_met(lacking(row)),
    )  # fmt: skip


def _said(product: Named | None) -> tuple[Paragraph, ...]:
    return (product.name, *product.objectives) if product else ()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _ties(row: Any, part_of: str) -> tuple[str, ...]:
    return tuple(tie.initiative.name for tie in row.ties.all() if tie.initiative.part == part_of)


def _source(one: FundingSource) -> str:
    kind = one.get_kind_display()
    called = f"{kind}: {one.organisation.short_name}" if one.organisation else kind
    return f"{called[:1].upper()}{called[1:]}, {THOUSANDS.show(one.amount)}"


def _by_descriptor(rows: list[Any]) -> Table:
    counted_rows = tuple(
        (_title(one.label), (count := _having(rows, one.key)), part(count, len(rows)))
        for one in DESCRIPTORS
    )
    return Table(EACH, (Group(counted_rows),), title="Completitud por descriptor")


def _title(label: str) -> str:
    """Without its article: «Impacto esperado»."""
    word = label.split(" ", 1)[1] if label.split(" ", 1)[0] in ("el", "la", "los", "las") else label
    return word[:1].upper() + word[1:]


def _having(rows: Iterable[Any], key: str) -> int:
    return sum(getattr(row, f"has_{key}") for row in rows)


def _cut(
    asked: Question, rows: list[Any], first: list[int], second: list[int]
) -> Mapping[Any, tuple[int, int]]:
    """Split to the peso, and people to the person."""
    order = sorted(range(len(rows)), key=lambda at: rows[at].pk)
    columns = ([row.pk for row in rows], first, second)
    keys, one, two = (np.array([column[at] for at in order], dtype=np.int64) for column in columns)
    period = Period(asked.month, asked.month)
    return CUTS["territorio"].totals(
        Asked(period, asked.portfolio, asked.division, figures=(keys, one, two))
    )


def _by_commune(rows: list[Any], cost: Mapping[Any, tuple[int, int]], frame: Frame) -> Table:
    whole = sum(amount for amount, _ in cost.values())
    there: dict[Any, int] = {}
    for row in rows:
        shares = list(row.shares.all())
        for one in shares:
            there[one.territory_id] = there.get(one.territory_id, 0) + 1
        if sum(one.hundredths for one in shares) < WHOLE:
            there[None] = there.get(None, 0) + 1
    named = {key: frame.name_of(key) if key else "Sin comuna registrada" for key in cost}
    cells = tuple(
        (named[key], there.get(key), amount, part(amount, whole), people)
        for key, (amount, people) in sorted(
            cost.items(), key=lambda pair: (pair[0] is None, named[pair[0]])
        )
    )
    total: Cells = ("Total", None, whole, None, sum(people for _, people in cost.values()))
    return Table(
        COMMUNES, (Group(cells),), title="Parte de cada comuna",
        note="Costo y beneficiarios se reparten según la parte de cada comuna; un proyecto de "
        "varias comunas se cuenta en cada una.",
        total=total,
    )  # fmt: skip


def _lacking(rows: list[Any]) -> Sheet:
    short = [(row, missing) for row in rows if (missing := _missing(row))]
    if not short:
        return Sheet(Table(LACKS, (), title="Qué falta", note="No falta ningún descriptor."))
    cells = tuple(
        (row.bip, row.name, f"{said[:1].upper()}{said[1:]}.")
        for row, missing in short
        if (said := lacking_sentence(missing))
    )
    links = tuple(project_url(row.public_id) for row, _ in short)
    return Sheet(Table(LACKS, (Group(cells),), title="Qué falta"), links)


def _missing(row: Any) -> list[Any]:
    return [one for one in lacking(row) if one.is_descriptor]


def _bars(rows: list[Any]) -> Chart:
    counts = {_title(one.label): _having(rows, one.key) for one in DESCRIPTORS}
    least = min(counts, key=lambda name: counts[name])
    return Chart(
        kind="bars",
        title=f"Lo que más falta: {least[:1].lower()}{least[1:]}"
        if counts[least] < len(rows)
        else "No falta ningún descriptor",
        note=f"Proyectos que tienen cada descriptor, de {len(rows)}",
        series=(Series("Proyectos", tuple(Point(*pair) for pair in counts.items()), "done"),),
        value=INTEGER,
        place_title="Descriptor",
    )
