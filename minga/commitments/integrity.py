"""What `minga audit verify` also reads: that each state follows from its steps."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Subquery

from minga.commitments.models import (
    Commitment,
    CommitmentStep,
    Finding,
    FindingFollowUp,
    FindingRow,
    StepKind,
)
from minga.core.cases import whole_references
from minga.core.registries import Finding as Damage

STATES = {
    StepKind.REPORTED: "reported",
    StepKind.FULFILLED: "fulfilled",
    StepKind.RETURNED: "pending",
    StepKind.NOT_FULFILLED: "not_fulfilled",
    StepKind.VOIDED: "void",
    StepKind.SPLIT: "void",
}


def check() -> Iterator[Damage]:
    yield from whole_references(Commitment, FindingRow)
    yield from _states()
    yield from _outcomes()


def _states() -> Iterator[Damage]:
    steps = CommitmentStep.objects.filter(commitment=OuterRef("pk"))
    last = steps.filter(kind__in=STATES).order_by("-pk").values("kind")[:1]
    terms = steps.filter(kind=StepKind.EXTENDED).order_by("-pk").values("due_on")[:1]
    rows: Any = Commitment.objects.annotate(last=Subquery(last), term=Subquery(terms))
    for row in rows.select_related("part_of").order_by("pk").iterator():
        if row.state != STATES.get(row.last, "pending"):
            yield Damage(str(row), "Su estado no es el que resulta de sus pasos.")
        began = row.part_of.due_on if row.part_of else row.first_due_on
        if row.due_on != (row.term or began):
            yield Damage(str(row), "Su plazo vigente no es el último que se dio.")


def _outcomes() -> Iterator[Damage]:
    follow_ups = FindingFollowUp.objects.filter(finding=OuterRef("pk")).order_by("-pk")
    rows: Any = Finding.objects.select_related("audit")
    for row in rows.annotate(last=Subquery(follow_ups.values("outcome")[:1])).order_by("pk"):
        if row.outcome != (row.last or ""):
            yield Damage(str(row), "Su resultado no es el del último seguimiento.")
