"""What the database itself refuses of evidence, reviews and statuses."""

import pytest
from django.apps import apps

from minga.workplan.models import ActivityStatus, EvidenceReview
from tests.workplan import (
    test_database_activities,
    test_database_official,
    test_database_versions,
)
from tests.workplan.by_hand import Break, Made, barred, delete, guards, insert, update


def evidence(it: Made, **changes: object) -> int:
    """One more of the second activity, with a document of its own, unless something is wrong."""
    return insert(it.waiting, **({"document_id": insert(it.waiting.document)} | changes))


def correct_twice(it: Made) -> None:
    for _ in range(2):
        evidence(it, replaces_id=it.returned.pk)


def status(it: Made, **changes: object) -> int:
    return insert(it.status, **changes)


BREAKS: dict[str, Break] = {
    "workplan_evidence.public_id": lambda it: evidence(it, public_id=it.waiting.public_id),
    "workplan_evidence.document_id": lambda it: insert(it.waiting),
    "workplan_evidence.replaces_id": correct_twice,
    "workplan_evidence_no_update": lambda it: update(it.waiting, on="2007-11-29"),
    "workplan_evidence_no_delete": lambda it: delete(it.waiting),
    "workplan_evidencereview.evidence_id": lambda it: insert(
        it.review, reviewer_id=it.cast.emilio.pk
    ),
    "workplan_evidencereview_no_update": lambda it: update(it.review, outcome="returned"),
    "workplan_evidencereview_no_delete": lambda it: delete(it.review),
    "workplan_evidencereview_by_another_person_insert": lambda it: insert(
        it.review, evidence_id=it.waiting.pk, reviewer_id=it.cast.ana.pk
    ),
    "evidencereview_returned_says_why": lambda it: insert(
        it.review, evidence_id=it.waiting.pk, outcome="returned", remarks=""
    ),
    "workplan_activitystatus_no_update": lambda it: update(it.status, on="2007-01-01"),
    "workplan_activitystatus_no_delete": lambda it: delete(it.status),
    "workplan_activitystatus_fulfilled_is_proved_insert": lambda it: status(
        it, line_id=it.waiting.line_id
    ),
    "activitystatus_review_iff_fulfilled": lambda it: status(it, status="in_process"),
}
PROVED = "workplan_activitystatus_fulfilled_is_proved_insert"


@pytest.mark.parametrize(("guard", "attempt"), BREAKS.items(), ids=BREAKS)
def test_it_is_refused(made: Made, guard: str, attempt: Break) -> None:
    with barred(guard):
        attempt(made)


def test_the_same_facts_with_nothing_wrong_are_taken(made: Made) -> None:
    """So that what bars the attempts above is only what each one breaks."""
    evidence(made, replaces_id=made.returned.pk)
    insert(made.review, evidence_id=made.waiting.pk)
    insert(made.status, on="2007-12-01")
    insert(made.status, status="in_process", review_id=None)

    assert ActivityStatus.objects.count() == 3
    assert EvidenceReview.objects.count() == 3


def test_fulfilled_without_a_review_is_refused(made: Made) -> None:
    with barred(PROVED):
        status(made, review_id=None)


def test_fulfilled_with_a_returned_document_is_refused(made: Made) -> None:
    line = made.returned.line_id

    with barred(PROVED):
        status(made, line_id=line, review_id=made.returned.review.pk)


def test_each_guard_of_the_work_plans_is_broken_here_once() -> None:
    broken = BREAKS | test_database_versions.BREAKS | test_database_activities.BREAKS
    broken |= test_database_official.BREAKS

    assert set(broken) == set(guards())


def test_every_table_has_a_guard() -> None:
    models = apps.get_app_config("workplan").get_models()

    for table in (model._meta.db_table for model in models):
        short = table.removeprefix("workplan_")
        assert any(name.startswith((table, short)) for name in guards()), table
