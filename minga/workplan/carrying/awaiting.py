"""What waits: for who prepares a plan, what nobody has said; for the head, what is promised."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access
from minga.core.registries import Awaiting
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan.carrying.models import CarriedCommitment
from minga.workplan.carrying.offers import offers_for
from minga.workplan.carrying.tables import NEAR, Line, line_of, readable
from minga.workplan.models import WorkPlan
from minga.workplan.permissions import PREPARE
from minga.workplan.search import open_to
from minga.workplan.worries import Line as Worried
from minga.workplan.worries import Worry, register_worry

KIND = "Compromisos del programa"


def _url(plan: WorkPlan) -> str:
    return reverse("carrying:plan", args=[plan.public_id])


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """One line for each plan, without what another unit of the same house answers for."""
    own = [pk for pk in access.institutions if access.may(PREPARE, pk)]
    if not own:
        return
    units = access.units(PREPARE)
    elsewhere = Q(responsible__institution__in=set(own) - units)
    theirs = elsewhere & ~Q(responsible__in=units)
    unsaid = readable(access).filter(outcomes__isnull=True, follow_up__isnull=True)
    unsaid = unsaid.filter(service__in=own, on__lte=day)
    by_plan: dict[int, list[CarriedCommitment]] = {}
    for carried in unsaid.filter(~theirs).select_related("plan").order_by("pk"):
        by_plan.setdefault(carried.plan_id, []).append(carried)
    for rows in by_plan.values():
        yield _one(rows, day)


def _one(rows: list[CarriedCommitment], day: date) -> Awaiting:
    plan, count = rows[0].plan, len(rows)
    word = "compromiso espera" if count == 1 else "compromisos esperan"
    dues = [carried.due_on for carried in rows if carried.due_on]
    return Awaiting(
        label=f"Programa de trabajo {plan.year}: {count} {word}",
        note=f"Los dejó el programa {plan.year - 1} y nadie ha dicho qué pasó con ellos.",
        place=frame_on(day).name_of(plan.territory_id),
        verb="Decir qué pasó",
        url=_url(plan),
        due=min(dues, default=None),
        kind=KIND,
    )


def _promised(service: Organisation, day: date, access: Access) -> Iterable[Worried]:
    """Near their day or past it, and not settled."""
    near = Q(due_on__lte=day + NEAR) | Q(follow_up__commitment__due_on__lte=day + NEAR)
    rows = readable(access).filter(near, service=service, on__lte=day)
    for line in (line_of(row, day) for row in rows.for_page()):
        if line.is_near:
            yield _worried(line)


def _worried(line: Line) -> Worried:
    carried: CarriedCommitment = line.carried
    return Worried(
        label=carried.short,
        note=f"Viene del programa {carried.plan.year - 1}: {line.says}.",
        url=reverse("carrying:commitment", args=[carried.public_id]),
        due=line.due_on,
        who=carried.who,
        is_late=line.is_late,
        key=line.followed.public_id if line.followed else "",
    )


def _not_looked_at(service: Organisation, day: date, access: Access) -> Iterable[Worried]:
    """A plan that is being prepared, or rules already, and left commitments where they were."""
    plans = open_to(access).filter(service=service, year__gte=day.year)
    for plan in plans.for_page().order_by("year"):
        waiting = [offer for offer in offers_for(plan) if offer.carried is None]
        if waiting:
            word = "compromiso" if len(waiting) == 1 else "compromisos"
            yield Worried(
                label=f"Programa de trabajo {plan.year}",
                note=f"Falta traer {len(waiting)} {word} que dejó {plan.year - 1}.",
                url=_url(plan),
            )


def declare() -> None:
    register_worry(
        Worry("traidos", "promised", "Compromisos del año anterior", find=_promised, order=30)
    )
    register_worry(
        Worry("por-traer", "waits", "Lo que dejó el año anterior", find=_not_looked_at, order=60)
    )
