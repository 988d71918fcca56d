"""What waits for who prepares: programmes that came back with remarks.

What waits for an approval is told by the tray of approvals."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.core.models import Preparation
from minga.core.registries import Awaiting
from minga.works.schedules.models import ScheduleVersion
from minga.works.schedules.permissions import PREPARE

KIND = "Programación"


def find(access: Access, day: date) -> Iterator[Awaiting]:
    own = [pk for pk in access.institutions if access.may(PREPARE, pk)]
    if not own or access.actor_id is None:
        return
    wrote = Preparation.objects.filter(
        subject_model=ScheduleVersion._meta.label_lower, actor_id=access.actor_id
    ).values("subject_id")
    found = ScheduleVersion.objects.for_page().filter(
        status="draft", schedule__project__service__in=own, pk__in=wrote
    )
    for version in found.exclude(remarks="").order_by("pk"):
        project = version.schedule.project
        yield Awaiting(
            label=f"Programa de {project}, {version.called}",
            note=f"Devuelto: {version.remarks}",
            place=project.bip,
            verb="Corregir programa",
            url=reverse("schedules:draft", args=[project.public_id]),
            kind=KIND,
        )
