"""What awaits a person in the progress of projects: months to report and to close, and works of
hers that go wrong."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from minga.core.access import Access
from minga.core.handover import predecessors
from minga.core.months import Month
from minga.core.parameters.rulings import merged, ruling
from minga.core.registries import Awaiting
from minga.rules.parameters import NotInForce
from minga.rules.works import alerts as rules
from minga.works.completeness import COMPLETE, with_met
from minga.works.models import Project
from minga.works.permissions import FORMULATE
from minga.works.progress.errors import percent
from minga.works.progress.measuring import Table, measure
from minga.works.progress.models import MonthClosing, MonthReport
from minga.works.progress.permissions import CLOSE, REPORT
from minga.works.progress.reported import due

KIND = "Avance mensual"
FILE, NAME = "progress", "alerts"
TERMS = "terms"
# Those that one person can look at; the board has all.
SHOWN = 30


def find(access: Access, day: date) -> Iterator[Awaiting]:
    month = Month.of(day) + -1
    yield from _to_report(access, month, day)
    yield from _to_close(access, month, day)
    yield from _incomplete(access, day)
    yield from _going_wrong(access, day, month)


def _services(access: Access, permission: str) -> list[int]:
    return sorted(pk for pk in access.institutions if access.may(permission, pk))


def _open(services: list[int], month: Month) -> list[int]:
    closed = MonthClosing.objects.standing().filter(service__in=services, month=month.first)
    shut = set(closed.values_list("service", flat=True))
    return [pk for pk in services if pk not in shut]


def term(what: str, month: Month, service: int, day: date) -> date:
    """Until when `report` or `close` a month that is over."""
    try:
        days = int(ruling(FILE, TERMS, day, service=service).values[what])
    except NotInForce:
        # Corrected so that nothing rules: at once.
        days = 0
    return month.last + timedelta(days)


def _to_report(access: Access, month: Month, day: date) -> Iterator[Awaiting]:
    """Each project that she reported last; those that nobody ever did, in one line."""
    services = _services(access, REPORT)
    if not services or not (services := _open(services, month)):
        return
    until = term("report", month, services[0], day)
    last = MonthReport.objects.filter(project=OuterRef("pk")).order_by("-month")
    active: Any = Project.objects.filter(service__in=services, state="active")
    missing = due(active, month).filter(has_report=False)
    missing = missing.annotate(last_by=Subquery(last.values("reported_by")[:1]))
    hers = Q(last_by=access.actor_id) | Q(last_by__in=predecessors(access.actor_id))
    for project in missing.filter(hers).order_by("bip", "pk")[:SHOWN]:
        yield Awaiting(
            label=project.name,
            note=f"Falta el informe de {month.name}.",
            place="",
            verb="Informar avance",
            url=reverse("progress:report", args=[project.public_id, month]),
            due=until,
            kind=KIND,
        )
    if never := missing.filter(last_by__isnull=True).count():
        what = "1 proyecto en curso" if never == 1 else f"{never} proyectos en curso"
        yield Awaiting(
            label=f"{what} sin ningún informe",
            note=f"Debían informar {month.name}.",
            place="",
            verb="Ver quién falta",
            url=f"{reverse('progress:board')}?mes={month}&ver=faltan",
            due=until,
            kind=KIND,
        )


def _to_close(access: Access, month: Month, day: date) -> Iterator[Awaiting]:
    services = _services(access, CLOSE)
    if not services or not (services := _open(services, month)):
        return
    expected: Any = due(Project.objects.filter(service__in=services, state="active"), month)
    if not (every := expected.count()):
        return
    missing = expected.filter(has_report=False).count()
    yield Awaiting(
        label=f"Cerrar {month.name}",
        note=f"Faltan {missing} de {every} informes." if missing else "Llegaron los informes.",
        place="",
        verb="Cerrar mes",
        url=reverse("progress:closings"),
        due=term("close", month, services[0], day),
        kind=KIND,
    )


def _incomplete(access: Access, day: date) -> Iterator[Awaiting]:
    """To who heads the works: of all; each preparer hears of hers from `works.awaiting`."""
    services = _services(access, CLOSE)
    if not services:
        return
    active = Project.objects.filter(service__in=services, state="active")
    lacking = with_met(active, day).filter(met__lt=COMPLETE).count()
    if lacking:
        what = "1 proyecto" if lacking == 1 else f"{lacking} proyectos"
        yield Awaiting(
            label=f"{what} con registro incompleto",
            note="De toda la cartera; cada uno dice qué falta y quién lo registró.",
            place="",
            verb="Ver registros incompletos",
            url=reverse("works:projects") + "?estado_es=en-cartera&registro_es=incompleto",
            kind=KIND,
        )


def _of_hers(access: Access) -> Any:
    """What she prepared; of a head of works, the portfolio of the service."""
    found = Q(service__in=_services(access, CLOSE))
    if access.may(FORMULATE) and access.actor_id is not None:
        mine = Q(prepared_by=access.actor_id) | Q(prepared_by__in=predecessors(access.actor_id))
        found |= mine & Q(service__in=access.institutions)
    return Project.objects.filter(found, state="active")


def _going_wrong(access: Access, day: date, month: Month) -> Iterator[Awaiting]:
    """Those beyond what the service takes as normal."""
    if not access.may(FORMULATE) and not access.may(CLOSE):
        return
    projects = _of_hers(access)
    table = measure(projects, month)
    reasons = reasons_of(table, min(access.institutions, default=None), day)
    named = projects.in_bulk(list(reasons)[:SHOWN])
    for pk, reason in list(reasons.items())[:SHOWN]:
        yield Awaiting(
            label=named[pk].name,
            note=f"{reason} Al cierre de {month.name}.",
            place="",
            verb="Ver avance",
            url=reverse("progress:project", args=[named[pk].public_id]),
            kind=KIND,
        )


def reasons_of(table: Table, service: int | None, day: date) -> dict[int, str]:
    """Project → why it needs somebody's eye, in a sentence; those that need none are not there."""
    limits = merged(FILE, service=service).on(NAME, day).values
    found = rules.alerts(
        table.budget, table.spent, table.due, table.real,
        late_by=limits["late"] * 100, apart_by=limits["apart"] * 100,
    )  # fmt: skip
    part = rules.spent_part(table.budget, table.spent)
    said: dict[int, str] = {}
    for at in np.flatnonzero(found.late | found.apart | found.overspent).tolist():
        real = percent(max(int(table.real[at]), 0))
        sentences = [
            (found.late[at], f"Lleva {real} y debía llevar {percent(int(table.due[at]))}."),
            (found.apart[at], f"Lleva {real} de la obra y {percent(int(part[at]))} del gasto."),
            (found.overspent[at], "Se gastó más que todo lo programado."),
        ]
        said[int(table.project[at])] = " ".join(sentence for holds, sentence in sentences if holds)
    return said
