"""What waits for a person: reviews that are due, non-conformities to analyse or to check.

What waits for an approval is told by the tray of approvals; corrections, by the commitments."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from minga.core.access import Access
from minga.core.registries import Awaiting
from minga.workplan.procedures.actions import (
    corrected_by,
    lacks_correction,
    may_be_checked,
)
from minga.workplan.procedures.due import due_on, with_reviews
from minga.workplan.procedures.models import NonConformity, Procedure
from minga.workplan.procedures.permissions import CHECK, PREPARE, REVIEW

# A review is told so many days before it is due.
AHEAD = timedelta(days=30)
KIND = "Procedimientos"


def find(access: Access, day: date) -> Iterator[Awaiting]:
    yield from _reviews(access, day)
    yield from _faults(access)


def _held(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def _reviews(access: Access, day: date) -> Iterator[Awaiting]:
    """For every head of the service: any of them may hold it."""
    own = _held(access, REVIEW)
    if not own:
        return
    procedures = Procedure.objects.for_page().filter(service__in=own)
    for procedure in with_reviews(procedures.filter(versions__status="in_force")):
        due = due_on(procedure, day)
        if due is None or due > day + AHEAD:
            continue
        yield Awaiting(
            label=str(procedure),
            note="Toca la revisión periódica y anotar cómo se cumplen sus requisitos.",
            place=procedure.owner.short_name,
            verb="Anotar revisión",
            url=reverse("procedures:new_review", args=[procedure.public_id]),
            due=due,
            kind=KIND,
        )


def _faults(access: Access) -> Iterator[Awaiting]:
    prepares, checks = _held(access, PREPARE), _held(access, CHECK)
    if not prepares and not checks:
        return
    found = NonConformity.objects.open().for_page().filter(service__in={*prepares, *checks})
    found = found.prefetch_related("corrections__commitment__steps", "steps")
    for fault in found.order_by("found_on", "pk"):
        stuck = lacks_correction(fault)
        if (fault.state != "acting" or stuck) and fault.service_id in prepares:
            found_out = fault.state == "found"
            verb = "Analizar la causa" if found_out else "Acordar la corrección"
            yield _fault(fault, verb)
        elif fault.service_id in checks and _checks(fault, access):
            yield _fault(fault, "Comprobar la corrección")


def _checks(fault: NonConformity, access: Access) -> bool:
    return may_be_checked(fault) and not corrected_by(fault, access.actor_id)


def _fault(fault: NonConformity, verb: str) -> Awaiting:
    return Awaiting(
        label=str(fault),
        note=f"{fault.where}.",
        place=fault.procedure.owner.short_name,
        verb=verb,
        url=reverse("procedures:fault", args=[fault.public_id]),
        kind=KIND,
    )
