"""The table of the places of Chile, as they are divided on the day that one looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.access import StaffRequest
from minga.core.kinds import DATE
from minga.core.lists.filters import Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.territory.frames import frame_on
from minga.territory.look import look_of
from minga.territory.models import Kind, TerritoryVersion


def _looking_at(request: StaffRequest) -> Mapping[str, Any]:
    return {"on": look_of(request).frame.on.isoformat()}


def _day(asking: Asking) -> date:
    return date.fromisoformat(asking.context["on"])


def _places(asking: Asking) -> Rows:
    return TerritoryVersion.objects.on(_day(asking)).select_related("territory")


def _regions(asking: Asking) -> list[tuple[int, str]]:
    return [(v.territory_id, v.name) for v in frame_on(_day(asking)).regions()]


@dataclass(frozen=True)
class Within(Choice):
    """Everything inside some regions, and they themselves."""

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        known, division = self.options(asking), frame_on(_day(asking)).division
        inside = {v.territory_id for slug in value for v in division.inside(known[slug].value)}
        return rows.filter(territory__in=inside)


def _name_wholes(rows: Sequence[Any], asking: Asking) -> None:
    frame = frame_on(_day(asking))
    for row in rows:
        region = frame.region_of(row.territory_id)
        row.whole = frame.name_of(row.parent_id) if row.parent_id else ""
        row.region = region.name if region else ""


def _says(found: Found) -> SafeString:
    on = _day(found.asked.asking)
    return format_html("<b>{}</b> en la división vigente al {}.", found.counted, f"{on:%d-%m-%Y}")


def _since(row: TerritoryVersion) -> date | None:
    """Without a change, it has stood since the present numbering: no date to tell."""
    return row.valid_from if row.begun_by_id else None


PLACES = ListSpec(
    "territorios",
    "Territorios de Chile",
    "territory:places",
    queryset=_places,
    unscoped="the division of the country is public",
    columns=[
        Column("codigo", "Código", path="code", width="w-fit"),
        Column("nombre", "Nombre", path="name", lead=True),
        Column("tipo", "Tipo", value=lambda row: row.territory.get_kind_display()),
        Column("parte_de", "Es parte de", value=lambda row: row.whole, short="Parte de"),
        Column("region", "Región", value=lambda row: row.region),
        Column("desde", "Desde", DATE, value=_since, order=("valid_from",), width="w-fit"),
        Column("base_legal", "Base legal", path="legal_basis", shown=False),
        Column(
            "verificado",
            "Código verificado",
            value=lambda row: "verificado" if row.is_verified else "sin verificar",
            order=("is_verified",),
            tone=lambda row: "ok" if row.is_verified else "wait",
            short="Código",
        ),
    ],
    filters=[
        Choice("tipo_es", "Tipo", "territory__kind", choices=Kind.choices, facet=True),
        Within("region_es", "Región", "territory", choices=_regions),
    ],
    search=("name", "code"),
    order="codigo",
    nouns=("territorio", "territorios"),
    row_url=lambda row: reverse("territory:place", args=[row.territory.public_id]),
    row_id="pk",
    says=_says,
    decorate=_name_wholes,
    context=_looking_at,
    empty_title="Aquí verá los territorios de Chile",
    empty="Los carga quien administra el sistema.",
    template="territory/places.html",
    crumb="Territorio",
)
