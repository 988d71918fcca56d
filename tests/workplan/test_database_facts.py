"""What the database itself refuses of evidence, reviews and statuses."""

import pytest
from django.apps import apps

from minga.workplan.models import ActivityStatus, Evidence, EvidenceReview
from tests.workplan import (
    factories,
    test_database_activities,
    test_database_official,
    test_database_stages,
    test_database_versions,
)
from tests.workplan.by_hand import Break, Made, barred, delete, guards, insert, update


def evidence(it: Made, **changes: object) -> int:
    """One more of the second activity, with a document of its own, unless something is wrong."""
    return insert(it.waiting, **({"document_id": insert(it.waiting.document)} | changes))


def correct_twice(it: Made) -> None:
    for _ in range(2):
        evidence(it, replaces_id=it.returned.pk)


def shared(it: Made, **changes: object) -> int:
    """The document of another plan, in the second activity."""
    proved = Evidence.objects.filter(line__plan__service__key="minvu").first()
    proved = proved or factories.national(it.cast).proved()
    given = {"shares_id": proved.pk, "document_id": proved.document_id}
    return insert(it.waiting, **(given | changes))


def share_twice(it: Made) -> None:
    for _ in range(2):
        shared(it)


def share_what_waits(it: Made) -> None:
    other = factories.national(it.cast)
    waits = factories.uploaded(factories.line(other.plan), other.officer)
    shared(it, shares_id=waits.pk, document_id=waits.document_id)


def review_of_shared(it: Made) -> None:
    """By who uploaded the document in the plan that it comes from."""
    own = Evidence.objects.get(pk=shared(it))
    assert own.shares
    insert(it.review, evidence_id=own.pk, reviewer_id=own.shares.uploaded_by_id)


def status(it: Made, **changes: object) -> int:
    return insert(it.status, **changes)


def evaluated(it: Made) -> Made:
    """Its four stages closed."""
    first = test_database_stages.closing(it)
    for stage in ("design", "implementation", "evaluation"):
        insert(first, stage=stage)
    return it


BREAKS: dict[str, Break] = {
    "workplan_evidence.public_id": lambda it: evidence(it, public_id=it.waiting.public_id),
    "evidence_document_once": lambda it: insert(it.waiting),
    "evidence_shared_once": share_twice,
    "workplan_evidence_shares_a_verified_one_insert": share_what_waits,
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
    "workplan_evidence_of_an_open_plan_insert": lambda it: evidence(evaluated(it)),
    "workplan_evidencereview_of_an_open_plan_insert": lambda it: insert(
        evaluated(it).review, evidence_id=it.waiting.pk
    ),
    "workplan_activitystatus_of_an_open_plan_insert": lambda it: status(
        evaluated(it), on="2007-12-01"
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


SHARES = "workplan_evidence_shares_a_verified_one_insert"


def test_what_proves_the_same_plan_is_not_shared_with_it(made: Made) -> None:
    with barred(SHARES):
        shared(made, shares_id=made.proved.pk, document_id=made.proved.document_id)


def test_one_is_not_shared_with_another_document(made: Made) -> None:
    with barred(SHARES):
        shared(made, document_id=insert(made.waiting.document))


def test_who_uploaded_it_elsewhere_does_not_review_it_here(made: Made) -> None:
    with barred("workplan_evidencereview_by_another_person_insert"):
        review_of_shared(made)


def test_fulfilled_without_a_review_is_refused(made: Made) -> None:
    with barred(PROVED):
        status(made, review_id=None)


def test_fulfilled_with_a_returned_document_is_refused(made: Made) -> None:
    line = made.returned.line_id

    with barred(PROVED):
        status(made, line_id=line, review_id=made.returned.review.pk)


def test_each_guard_of_the_work_plans_is_broken_here_once() -> None:
    broken = BREAKS | test_database_versions.BREAKS | test_database_activities.BREAKS
    broken |= test_database_official.BREAKS | test_database_stages.BREAKS

    assert set(broken) == set(guards())


def test_every_table_has_a_guard() -> None:
    models = apps.get_app_config("workplan").get_models()

    for table in (model._meta.db_table for model in models):
        short = table.removeprefix("workplan_")
        assert any(name.startswith((table, short)) for name in guards()), table
