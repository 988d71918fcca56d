"""What awaits a person in «Mi trabajo»: to report, to verify, to decide, overdue; findings."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from minga.commitments import scope
from minga.commitments.models import Commitment
from minga.core.access import Access, StaffRequest
from minga.core.registries import Awaiting
from minga.territory.frames import Frame, frame_on

# Those with a term farther away are in the list, not among what is to be done.
AHEAD = timedelta(days=30)
KIND, AUDITS = "Compromisos", "Auditorías"


def count(request: StaffRequest) -> Any:
    """For the menu: what the person has to report or to verify."""
    access, day = request.access, request.day
    own = scope.to_report(access, day).filter(due_on__lte=day + AHEAD)
    keys = own.values("pk").union(scope.to_verify(access).values("pk"))
    return Commitment.objects.filter(pk__in=keys)


def count_findings(request: StaffRequest) -> Any:
    return scope.to_answer(request.access, request.day)


def find(access: Access, day: date) -> Iterator[Awaiting]:
    frame = frame_on(day)
    yield from _commitments(access, day, frame)
    yield from _findings(access, day)


def _commitments(access: Access, day: date, frame: Frame) -> Iterator[Awaiting]:
    told: set[int] = set()
    near = scope.to_report(access, day).filter(due_on__lte=day + AHEAD)
    for rows, verb, note in (
        (scope.to_decide(access, day), "Decidir quién sigue", _ended),
        (near, "Informar cumplimiento", _promised),
        (scope.to_verify(access), "Verificar compromiso", _reported),
        (scope.late_for_chief(access, day), "Ver compromiso", _late),
    ):
        for commitment in rows.for_page().order_by("due_on", "pk"):
            if commitment.pk not in told:
                told.add(commitment.pk)
                yield _one(commitment, verb, note(commitment), frame)


def _one(commitment: Commitment, verb: str, note: str, frame: Frame) -> Awaiting:
    place = frame.name_of(commitment.territory_id) if commitment.territory_id else ""
    return Awaiting(
        label=commitment.short,
        note=note,
        place=place,
        verb=verb,
        url=reverse("commitments:commitment", args=[commitment.public_id]),
        due=commitment.due_on,
        kind=KIND,
    )


def _ended(commitment: Commitment) -> str:
    return f"{commitment.responsible.short_name} dejó de existir y nadie la sucede."


def _promised(commitment: Commitment) -> str:
    return f"Prometido a {commitment.promised_to}."


def _reported(commitment: Commitment) -> str:
    return f"{commitment.responsible.short_name} lo informó con su evidencia."


def _late(commitment: Commitment) -> str:
    return f"Vencido: responde {commitment.responsible.short_name}."


def _findings(access: Access, day: date) -> Iterator[Awaiting]:
    owed = scope.to_answer(access, day).for_page().order_by("answer_due_on", "pk")
    for finding in owed:
        yield Awaiting(
            label=f"Hallazgo {finding.code}: {finding.text[:80]}",
            note=str(finding.audit),
            place="",
            verb="Responder hallazgo",
            url=reverse("commitments:finding", args=[finding.public_id]),
            due=finding.answer_due_on,
            kind=AUDITS,
        )
    for finding in scope.to_assess(access, day).for_page().order_by("next_on", "pk"):
        yield Awaiting(
            label=f"Hallazgo {finding.code}: {finding.text[:80]}",
            note=str(finding.audit),
            place="",
            verb="Evaluar hallazgo",
            url=reverse("commitments:finding", args=[finding.public_id]),
            due=finding.next_on,
            kind=AUDITS,
        )
