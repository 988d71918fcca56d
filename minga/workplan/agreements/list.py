"""The list of the agreements of the place that one is looking at, of every year."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.access import StaffRequest
from minga.core.kinds import INTEGER, YEAR
from minga.core.lists.filters import Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec
from minga.territory.look import look_of
from minga.workplan.agreements.models import Agreement
from minga.workplan.agreements.models.agreement import AgreementQuerySet
from minga.workplan.agreements.permissions import own
from minga.workplan.agreements.tables import boards


def _looking_at(request: StaffRequest) -> Mapping[str, Any]:
    look = look_of(request)
    place = look.place.name if look.place else ""
    return {"place": place, "places": [int(key) for key in look.containing]}


def _agreements(asking: Asking) -> AgreementQuerySet:
    found = Agreement.objects.open_to(asking.access, own(asking.access)).for_page()
    places = Q(territory__in=asking.context["places"]) | Q(territory__isnull=True)
    return found.filter(places)


def _decorate(agreements: Sequence[Agreement], asking: Asking) -> None:
    found = boards(agreements, asking.day)
    for agreement in agreements:
        agreement.board = found.get(agreement.pk)  # type: ignore[attr-defined]


def _met(agreement: Any) -> str:
    board = agreement.board
    return f"{board.met} de {len(board.rows)}" if board else "sin aprobar"


def _says(found: Found) -> SafeString:
    place = found.asked.asking.context["place"]
    if not found.total:
        return format_html("No hay convenios de desempeño en {}.", place)
    return format_html("<b>{}</b> en {}.", found.counted, place)


AGREEMENTS = ListSpec(
    "convenios-de-desempeno",
    "Convenios de desempeño",
    "agreements:agreements",
    queryset=_agreements,
    columns=[
        Column(
            "de",
            "De quién es",
            value=lambda row: f"{row.organisation}, {row.year}",
            order=("organisation__name", "-year"),
            lead=True,
        ),
        Column("anio", "Año", YEAR, path="year"),
        Column("tipo", "Tipo", value=lambda row: row.get_kind_display(), order=("kind",)),
        Column(
            "cumplidas",
            "Metas cumplidas",
            value=_met,
            tone=lambda row: "" if row.board else "none",
            short="Cumplidas",
        ),
        Column(
            "puntos",
            "Puntos",
            INTEGER,
            value=lambda row: row.board and row.board.earned,
            unit="de 100",
        ),
        Column(
            "verificar",
            "Cifras por verificar",
            INTEGER,
            value=lambda row: row.board and row.board.waiting,
            short="Por verificar",
        ),
    ],
    filters=[Choice("tipo", "Tipo", "kind", Agreement.Kind.choices, facet=True)],
    search=("organisation__name", "institution__name"),
    order="-anio",
    nouns=("convenio", "convenios"),
    empty_title="Aquí verá los convenios de desempeño",
    empty="Prepare el de su institución o el de un equipo de ella.",
    says=_says,
    row_url=lambda row: reverse("agreements:agreement", args=[row.public_id]),
    decorate=_decorate,
    context=_looking_at,
    template="agreements/agreements.html",
    crumb="Metas con fórmula, ponderación y cifra",
)
