"""The catalogue as a list: what projects are part of, and where they are promised."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE
from minga.core.lists.filters import Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.strategy.models import Initiative, InitiativeKind, InitiativePart


def url(initiative: Initiative) -> str:
    return reverse("strategy:initiative", args=[initiative.public_id])


class Ruling(Choice):
    """In force on the day, or not."""

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        if len(value) > 1:
            return rows
        in_force = Initiative.objects.valid_on(asking.day).values("pk")
        wanted = self.options(asking)[value[0]].value
        return rows.filter(pk__in=in_force) if wanted else rows.exclude(pk__in=in_force)


def _rows(asking: Asking) -> Rows:
    return Initiative.objects.select_related("service")


def _decorate(rows: Any, asking: Asking) -> None:
    for row in rows:
        row.state, row.tone = state_of(row, asking.day)


def state_of(initiative: Initiative, day: Any) -> tuple[str, str]:
    if initiative.valid_from > day:
        return "por comenzar", "wait"
    if initiative.valid_until is not None and initiative.valid_until <= day:
        return "cerrada", ""
    return "vigente", "ok"


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay iniciativas con esos filtros.")
    return format_html(
        "<b>{}</b> en que los proyectos se enmarcan o se comprometen.", found.counted
    )


INITIATIVES = ListSpec(
    key="iniciativas",
    title="Catálogo de iniciativas y compromisos",
    url_name="strategy:initiatives",
    queryset=_rows,
    columns=[
        Column("nombre", "Iniciativa", path="name", lead=True, width="w-40"),
        Column("tipo", "Tipo", value=lambda row: row.get_kind_display(), order=("kind",)),
        Column("dice", "Qué dice del proyecto", value=lambda row: row.get_part_display(),
               order=("part",)),
        Column("desde", "Vigente desde", DATE, path="valid_from"),
        Column("hasta", "Vigente hasta", DATE, path="valid_until"),
        Column("estado", "Estado", value=lambda row: row.state, tone=lambda row: row.tone),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("tipo_es", "Tipo", "kind", choices=InitiativeKind.choices, facet=True),
        Choice("dice_es", "Qué dice", "part", choices=InitiativePart.choices),
        Ruling("vigencia", "Vigencia", "pk", choices=[(True, "vigente"), (False, "no vigente")]),
    ],
    search=("name",),
    order="nombre",
    nouns=("iniciativa", "iniciativas"),
    empty_title="Aquí verá los planes, convenios y metas que los proyectos nombran",
    empty="Los agregan los profesionales de programación y planificación.",
    says=_says,
    row_url=url,
    decorate=_decorate,
    template="strategy/initiatives.html",
    crumb="Definiciones estratégicas",
)  # fmt: skip
