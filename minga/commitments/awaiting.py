"""What awaits a person in «Mi trabajo»: to report, to verify, to decide, overdue; findings."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from minga.commitments import scope
from minga.commitments.heirs import holder_of
from minga.commitments.models import Commitment, Finding
from minga.commitments.permissions import ANSWER, ASSESS, REPORT, VERIFY
from minga.core.access import Access, StaffRequest
from minga.core.registries import Awaiting
from minga.territory.frames import Frame, frame_on

# Those with a term farther away are in the list, not among what is to be done.
AHEAD = timedelta(days=30)
KIND, AUDITS = "Compromisos", "Auditorías"


def count(request: StaffRequest) -> Any:
    """For the menu: what the person has to report or to verify."""
    access, day = request.access, request.day
    near = scope.to_report(access, day) & Q(due_on__lte=day + AHEAD)
    if not access.may(REPORT) and not access.may(VERIFY):
        return 0
    return Commitment.objects.filter(near | scope.to_verify(access))


def count_findings(request: StaffRequest) -> Any:
    if not request.access.may(ANSWER):
        return 0
    return Finding.objects.filter(scope.to_answer(request.access, request.day))


def find(access: Access, day: date) -> Iterator[Awaiting]:
    yield from _commitments(access, day, frame_on(day))
    yield from _findings(access, day)


def _ranked(asked: Sequence[Q]) -> Case:
    """Which of several conditions holds first."""
    whens = [When(condition, then=Value(place)) for place, condition in enumerate(asked)]
    return Case(*whens, default=Value(len(asked)), output_field=IntegerField())


def _commitments(access: Access, day: date, frame: Frame) -> Iterator[Awaiting]:
    """One question for all; each is told once, by the first that holds."""
    asked = (
        scope.to_decide(access, day),
        scope.to_report(access, day) & Q(due_on__lte=day + AHEAD),
        scope.to_verify(access),
        scope.late_for_chief(access, day),
    )
    told = (
        ("Decidir quién sigue", _ended),
        ("Informar cumplimiento", _promised),
        ("Verificar compromiso", _reported),
        ("Ver compromiso", _late),
    )
    rows: Any = Commitment.objects.annotate(what=_ranked(asked)).filter(what__lt=len(asked))
    for commitment in rows.for_page().order_by("due_on", "pk"):
        verb, note = told[commitment.what]
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


def _ended(row: Commitment | Finding) -> str:
    return f"{row.responsible.short_name} dejó de existir y nadie la sucede."


def _promised(commitment: Commitment) -> str:
    return f"Prometido a {commitment.promised_to}."


def _reported(commitment: Commitment) -> str:
    return f"{commitment.responsible.short_name} lo informó con su evidencia."


def _late(commitment: Commitment) -> str:
    return f"Vencido: responde {commitment.responsible.short_name}."


def _findings(access: Access, day: date) -> Iterator[Awaiting]:
    if not access.may(ANSWER) and not access.may(ASSESS):
        return
    asked = (scope.to_answer(access, day), scope.to_assess(access, day))
    rows: Any = Finding.objects.annotate(what=_ranked(asked)).filter(what__lt=len(asked))
    for finding in rows.for_page().order_by("answer_due_on", "pk"):
        owed = finding.what == 0
        yield Awaiting(
            label=f"Hallazgo {finding.code}: {finding.text[:80]}",
            note=_asked(finding, day) if owed else str(finding.audit),
            place="",
            verb="Responder hallazgo" if owed else "Evaluar hallazgo",
            url=reverse("commitments:finding", args=[finding.public_id]),
            due=finding.answer_due if owed else finding.next_on,
            kind=AUDITS,
        )


def _asked(finding: Finding, day: date) -> str:
    """Why it is to be answered: by whom, where the body ended, or once again."""
    if holder_of(finding.responsible, day) is None:
        return _ended(finding)
    again = f": {finding.said} en su último seguimiento" if finding.asked_on else ""
    return f"{finding.audit}{again}"
