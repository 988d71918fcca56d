"""The list of visits: what is due first, with its deadline in words."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE
from minga.core.lists.filters import Boolean, Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec
from minga.people.models import Person
from minga.territory.frames import frame_on
from minga.visits import says
from minga.visits.models import Visit
from minga.visits.models.visits import VisitQuerySet
from minga.visits.permissions import READ


def _visits(asking: Asking) -> VisitQuerySet:
    return Visit.objects.for_page().with_limit()


def _decorate(visits: Sequence[Any], asking: Asking) -> None:
    frame = frame_on(asking.day)
    for visit in visits:
        visit.place = frame.name_of(visit.territory_id)
        visit.told = says.deadline(visit, asking.day)
        visit.tone = says.tone(visit, asking.day)


def _inspectors(asking: Asking) -> list[tuple[int | None, str]]:
    seen = Visit.objects.visible_to(asking.access).values("inspector")
    people = Person.objects.filter(pk__in=seen).order_by("family_names")
    return [(None, "sin asignar"), *((person.pk, str(person)) for person in people)]


def _says(found: Found) -> SafeString:
    asking = found.asked.asking
    late = Visit.objects.visible_to(asking.access).overdue(asking.day).count()
    told = "ninguna vencida" if not late else "1 vencida" if late == 1 else f"{late} vencidas"
    return format_html("<b>{}</b> aquí; en todo lo que usted ve, <b>{}</b>.", found.counted, told)


VISITS = ListSpec(
    "visitas",
    "Visitas de control",
    "visits:visits",
    queryset=_visits,
    columns=[
        Column("visita", "Qué se visita", path="title", lead=True, note=lambda v: v.case_label),
        Column("lugar", "Lugar", value=lambda v: v.place),
        Column(
            "estado",
            "Estado",
            value=lambda v: "con dos informes" if v.has_conflict else v.get_status_display(),
            order=("status",),
            tone=lambda v: v.tone,
        ),
        Column(
            "plazo",
            "Plazo",
            DATE,
            path="limit",
            note=lambda v: (
                f"{v.told}; el legal era {v.due_on:%d-%m-%Y}" if v.extended_to else v.told
            ),
        ),
        Column("legal", "Plazo legal", DATE, path="due_on", shown=False),
        Column("quien", "Quien visita", value=lambda v: str(v.inspector or "sin asignar")),
        Column("unidad", "Unidad", path="unit__short_name", shown=False),
        Column("realizada", "Realizada el", DATE, path="done_on", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "status", Visit.Status.choices, facet=True),
        Choice("quien_es", "Quien visita", "inspector", _inspectors),
        Boolean("conflicto", "Con dos informes", "has_conflict"),
    ],
    search=("title", "case_label"),
    finds=lambda text: Q(rule__name__icontains=text),
    order="plazo",
    permission=READ,
    nouns=("visita", "visitas"),
    empty_title="Aquí verá las visitas de control y su plazo",
    empty="Aparecen solas cuando una regla vigente las pide; también puede pedir una a mano.",
    says=_says,
    row_url=lambda v: reverse("visits:visit", args=[v.public_id]),
    decorate=_decorate,
    template="visits/visits.html",
    crumb="Control",
)
