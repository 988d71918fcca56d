"""The list of plans of the place and the year that one is looking at."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.access import StaffRequest
from minga.core.kinds import INTEGER
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec
from minga.territory.look import look_of
from minga.workplan.models import WorkPlan, WorkPlanVersion
from minga.workplan.models.plan import WorkPlanQuerySet
from minga.workplan.permissions import APPROVE, PREPARE
from minga.workplan.tables import scores


def _looking_at(request: StaffRequest) -> Mapping[str, Any]:
    """The year, and the names of the place and of what it is part of."""
    look = look_of(request)
    places = {str(key): look.frame.name_of(key) for key in look.containing}
    return {"year": look.year, "place": look.place.name if look.place else "", "places": places}


def _plans(asking: Asking) -> WorkPlanQuerySet:
    """One never approved is for who prepares or approves in its own service."""
    access, context = asking.access, asking.context
    own = [
        institution
        for institution in access.institutions
        if any(access.may(permission, institution) for permission in (PREPARE, APPROVE))
    ]
    approved = WorkPlanVersion.objects.filter(plan=OuterRef("pk"), approved_on__isnull=False)
    return WorkPlan.objects.for_page().filter(
        Q(Exists(approved)) | Q(service__in=own),
        year=context["year"],
        territory__in=[int(key) for key in context["places"]],
    )


def _score(plans: Sequence[WorkPlan], asking: Asking) -> None:
    by_plan = scores(plans, asking.day)
    for plan in plans:
        plan.score = by_plan.get(plan.pk)  # type: ignore[attr-defined]
        plan.place = asking.context["places"][str(plan.territory_id)]  # type: ignore[attr-defined]


def _fulfilled(plan: Any) -> str:
    return f"{plan.score.fulfilled} de {plan.score.activities}" if plan.score else "sin aprobar"


def _says(found: Found) -> SafeString:
    where = found.asked.asking.context
    if not found.total:
        return format_html("No hay programas de {} en {}.", where["year"], where["place"])
    return format_html("<b>{}</b> de {} en {}.", found.counted, where["year"], where["place"])


PLANS = ListSpec(
    "programas",
    "Programas de trabajo",
    "workplan:plans",
    queryset=_plans,
    columns=[
        Column(
            "institucion",
            "Institución",
            value=lambda plan: f"{plan.service}, {plan.year}",
            order=("service__name",),
            lead=True,
        ),
        Column("territorio", "Territorio", value=lambda plan: plan.place),
        Column(
            "cumplidas",
            "Actividades cumplidas",
            value=_fulfilled,
            tone=lambda plan: "" if plan.score else "none",
            short="Cumplidas",
        ),
        Column(
            "pondera",
            "Ponderación",
            INTEGER,
            value=lambda plan: plan.score and plan.score.weight,
            unit="%",
            short="Pondera",
        ),
        Column(
            "gana",
            "Ganado",
            INTEGER,
            value=lambda plan: plan.score and plan.score.earned,
            unit="%",
            short="Gana",
        ),
    ],
    search=("service__name",),
    order="institucion",
    nouns=("programa", "programas"),
    empty_title="Aquí verá los programas de trabajo de cada institución",
    empty="Cambie arriba el lugar o el año, o prepare el programa de su servicio.",
    says=_says,
    row_url=lambda plan: reverse("workplan:plan", args=[plan.public_id]),
    decorate=_score,
    context=_looking_at,
    template="workplan/plans.html",
    crumb="PMG Gestión Territorial Integrada",
)
