"""Asking for the reports of a month that are missing: a letter to each person who reported last."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.models import Event
from minga.core.months import Month
from minga.core.outbox.actions import send
from minga.people.models import Organisation, Person
from minga.works.models import Project
from minga.works.progress import errors
from minga.works.progress.actions.common import require
from minga.works.progress.keeping import refuse_closed
from minga.works.progress.models import MonthReport
from minga.works.progress.permissions import CLOSE
from minga.works.progress.reported import expected

ASKED = "progress.asked"


@action(ASKED, says="pidió los informes de {month} que faltan: {count}")
def ask_for_reports(
    service: Organisation, month: Month, *, by: Access, on: date | None = None
) -> int:
    """How many were asked for. Once a day: whoever was written to today is not written again."""
    assert on is not None
    require(by, CLOSE, service.pk)
    refuse_closed(service.pk, month)
    today = Event.objects.about(service).filter(kind=ASKED, on=on)
    if any(event.data["month"] == month.name for event in today):
        raise errors.AskedToday(month)
    letters = _letters(service, month)
    if not letters:
        raise errors.NobodyToAsk(month)
    for address, projects in letters.items():
        send(
            address,
            f"Faltan informes de avance de {month.name}",
            _text(projects, month),
            by=by,
            service=service.public_id,
        )
    count = sum(len(projects) for projects in letters.values())
    current_act().about(service, month=month.name, count=count)
    return count


def _letters(service: Organisation, month: Month) -> dict[str, list[Project]]:
    """Address → the projects that its person reported last. Only who may sign in."""
    last = MonthReport.objects.filter(project=OuterRef("pk")).order_by("-month")
    missing = expected(service.pk, month).filter(has_report=False).order_by("bip")
    asked = list(missing.annotate(last_by=Subquery(last.values("reported_by")[:1])))
    people = Person.objects.filter(
        pk__in={project.last_by for project in asked}, user__is_active=True
    ).select_related("user__details")
    addresses: dict[int, str] = {person.pk: _address(person) for person in people}
    found: dict[str, list[Project]] = defaultdict(list)
    for project in asked:
        if address := addresses.get(project.last_by, ""):
            found[address].append(project)
    return dict(found)


def _address(person: Person) -> str:
    details: Any = getattr(person.user, "details", None)
    return details.email if details else ""


def _text(projects: list[Project], month: Month) -> str:
    lines = "\n".join(f"- {project.bip} {project.name}" for project in projects)
    return (
        f"Falta el informe de avance de {month.name} de estos proyectos, que usted informó la "
        f"última vez:\n\n{lines}\n\nEscríbalos en «Avance mensual». Si ya no están a su cargo, "
        "avise a la jefatura de obras."
    )
