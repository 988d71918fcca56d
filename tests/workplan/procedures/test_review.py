"""Reviews: when they are due, what they measured, and the draft of what has to be modified."""

from datetime import date, timedelta

import pytest

from minga.core.errors import NotAllowed
from minga.workplan.procedures import actions, errors
from minga.workplan.procedures.due import due_on, late, period_on, with_reviews
from minga.workplan.procedures.models import Procedure, RequirementResult
from tests.conftest import TODAY, Cast
from tests.workplan.procedures import factories
from tests.workplan.procedures.factories import AGAIN, APPROVED

DAY = timedelta(days=1)


def due(procedure: Procedure, day: date = TODAY) -> date | None:
    return due_on(with_reviews(Procedure.objects.filter(pk=procedure.pk)).get(), day)


def period(cast: Cast, procedure: Procedure, months: int, on: date = TODAY) -> None:
    actions.set_period(procedure, months=months, reason="Cambia", by=cast.emilio.on(on), on=on)


def test_it_is_due_so_many_months_after_it_was_approved(cast: Cast) -> None:
    assert due(factories.approved(cast)) == date(2008, 3, 12)


def test_a_draft_is_not_due(cast: Cast) -> None:
    assert due(factories.draft(cast).procedure) is None


def test_a_review_counts_from_its_day_and_a_later_version_from_its_own(cast: Cast) -> None:
    procedure = factories.approved(cast)
    held = date(2007, 5, 31)
    reviewed = factories.review(factories.ruling(procedure), held_on=held)
    actions.record_review(procedure, reviewed, by=cast.emilio.access)
    period(cast, procedure, 6)
    assert due(procedure) == date(2007, 11, 30)

    factories.changed(cast, procedure)

    assert due(procedure) == date(2007, 12, 15)


def test_the_period_rules_from_its_day(cast: Cast) -> None:
    procedure = factories.approved(cast)
    period(cast, procedure, 6, AGAIN)
    period(cast, procedure, 3, AGAIN)
    read = with_reviews(Procedure.objects.all()).get()

    assert [getattr(period_on(read, day), "months", None) for day in (APPROVED, AGAIN)] == [12, 3]


def test_late_is_past_its_day_and_not_on_it(cast: Cast) -> None:
    procedure = factories.approved(cast)
    rows = list(with_reviews(Procedure.objects.all()))

    assert late(rows, date(2008, 3, 12)) == []
    assert late(rows, date(2008, 3, 13)) == [(procedure, date(2008, 3, 12))]


@pytest.mark.parametrize("months", [0, 61])
def test_from_one_to_sixty_months(cast: Cast, months: int) -> None:
    procedure = factories.approved(cast)

    with pytest.raises(errors.PeriodOutOfRange):
        period(cast, procedure, months)


def test_a_review_keeps_what_each_requirement_measured(cast: Cast) -> None:
    procedure = factories.approved(cast)
    version = factories.ruling(procedure)
    reviewed = factories.review(version)
    first = min(reviewed.measured)
    measured = {**reviewed.measured, first: actions.Measured(False, "40 %")}

    made = actions.record_review(
        procedure, factories.review(version, measured=measured), by=cast.emilio.access
    )

    kept = made.results.order_by("requirement_id").values_list("satisfied", "figure")
    assert list(kept) == [(False, "40 %"), (True, "100 %")]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"held_on": TODAY + DAY}, errors.DayInTheFuture),
        ({"held_on": APPROVED - DAY}, errors.DayTooEarly),
        ({"participants": " "}, errors.FieldMissing),
        ({"remarks": " "}, errors.FieldMissing),
        ({"measured": {}}, errors.ResultsMissing),
    ],
)
def test_a_review_is_whole_and_already_happened(
    cast: Cast, wrong: dict[str, object], error: type[Exception]
) -> None:
    procedure = factories.approved(cast)
    reviewed = factories.review(factories.ruling(procedure), **wrong)

    with pytest.raises(error):
        actions.record_review(procedure, reviewed, by=cast.emilio.access)
    assert not RequirementResult.objects.exists()


def test_one_review_a_day(cast: Cast) -> None:
    procedure = factories.approved(cast)
    reviewed = factories.review(factories.ruling(procedure))
    actions.record_review(procedure, reviewed, by=cast.emilio.access)

    with pytest.raises(errors.ReviewedThatDay):
        actions.record_review(procedure, reviewed, by=cast.emilio.access)


def test_what_has_to_be_modified_gets_its_draft_which_the_reviewer_did_not_write(
    cast: Cast,
) -> None:
    procedure = factories.approved(cast)
    reviewed = factories.review(factories.ruling(procedure), result="changes")

    actions.record_review(procedure, reviewed, by=cast.emilio.access)

    draft = procedure.versions.get(status="draft")
    texts = factories.TEXTS | {"purpose": "Otro", "change": "Por la revisión"}
    actions.change_text(draft, texts, revision=0, by=cast.ana.access, on=TODAY)
    factories.signed(cast, draft, TODAY)
    assert factories.ruling(procedure).number == 2


def test_a_draft_that_was_open_serves(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.reopened(cast, procedure)
    reviewed = factories.review(factories.ruling(procedure), result="changes")

    actions.record_review(procedure, reviewed, by=cast.emilio.access)

    assert procedure.versions.count() == 2


def test_a_head_reviews_and_nobody_else(cast: Cast) -> None:
    procedure = factories.approved(cast)
    reviewed = factories.review(factories.ruling(procedure))

    for somebody in (cast.ana, cast.diana, cast.carla):
        with pytest.raises(NotAllowed):
            actions.record_review(procedure, reviewed, by=somebody.access)
