"""The results in a place: on its page and in its minuta territorial."""

from django.urls import reverse

from minga.core.kinds import INTEGER, TEXT
from minga.core.reports import Column, Group, Table
from minga.territory.briefs import Question, Section, Told, register_brief
from minga.workplan.results.models import Result
from minga.workplan.results.summary import Sum, sums_of

MOST = 8
EMPTY = "Aquí verá lo entregado en este lugar, por producto. Todavía no hay cifras verificadas."
COLUMNS = (
    Column("Producto", TEXT, width=36),
    Column("Medida", TEXT, width=30),
    Column("Cantidad", INTEGER),
    Column("Unidad", TEXT),
)


def declare() -> None:
    register_brief(Section("resultados", "Resultados por producto", 35, told, empty=EMPTY))


def told(asked: Question) -> Told:
    """Of the year of the day: what was delivered in the place and in what is part of it."""
    found = Result.objects.visible_to(asked.access).filter(
        year=asked.day.year, territory__in=asked.inside
    )
    sums = sums_of(found, asked.day, asked.frame)
    if not sums:
        return Told()
    return Told(
        sentence=_sentence(sums, asked.day.year),
        table=Table(COLUMNS, (Group(tuple(map(_cells, sums[:MOST]))),)),
        total=len(sums),
        links=tuple(
            reverse("results:product", args=[one.product.public_id]) for one in sums[:MOST]
        ),
    )


def _sentence(sums: list[Sum], year: int) -> str:
    products = len({one.product.line_id for one in sums})
    noun = "1 producto tiene" if products == 1 else f"{products} productos tienen"
    return f"En {year}, {noun} resultados verificados en este lugar."


def _cells(one: Sum) -> tuple[str, str, int, str]:
    return str(one.product), one.measure, one.total, one.unit_label
