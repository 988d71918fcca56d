"""What waits for who formulates: preconditions that are due, records that are incomplete."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from minga.core.access import Access
from minga.core.registries import Awaiting
from minga.works.completeness import COMPLETE, with_met
from minga.works.models import Precondition, Project, ProjectState
from minga.works.permissions import FORMULATE

AHEAD = timedelta(days=30)
KIND = "Proyectos y obras"


def find(access: Access, day: date) -> Iterator[Awaiting]:
    services = [pk for pk in access.institutions if access.may(FORMULATE, pk)]
    if not services:
        return
    due = Precondition.objects.pending().filter(
        project__service__in=services, project__state=ProjectState.ACTIVE, due_on__lte=day + AHEAD
    )
    for row in due.select_related("project").order_by("due_on", "pk"):
        yield Awaiting(
            label=row.text,
            note=f"Condición previa de {row.project.bip} {row.project.name}"
            + (": sin ella no se inicia." if row.stops_start else "."),
            place=row.project.neighbourhood,
            verb="Ver condición",
            url=reverse("works:project", args=[row.project.public_id]) + "#condiciones",
            due=row.due_on,
            kind=KIND,
        )
    mine = Project.objects.filter(
        service__in=services, state=ProjectState.ACTIVE, prepared_by=access.actor_id or 0
    )
    lacking = with_met(mine, day).filter(met__lt=COMPLETE).count()
    if lacking:
        yield Awaiting(
            label="1 proyecto con registro incompleto" if lacking == 1 else
            f"{lacking} proyectos con registro incompleto",
            note="Los registró usted; en cada uno se dice qué falta.",
            place="",
            verb="Completar registros",
            url=reverse("works:projects") + "?estado_es=en-cartera&registro_es=incompleto",
            kind=KIND,
        )  # fmt: skip
