"""What the database forbids by itself: each constraint and each refusing trigger is broken."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minga.workplan.agreements import actions
from minga.workplan.agreements.models import (
    Agreement,
    AgreementVersion,
    Goal,
    GoalLine,
    Measurement,
    MeasurementReview,
)
from tests.conftest import TODAY, Cast
from tests.core.approvals.by_hand import through_its_steps
from tests.core.guards import guards
from tests.snapshot import written_once
from tests.workplan.agreements import factories as made
from tests.workplan.by_hand import delete, insert, update


@dataclass(frozen=True)
class Made:
    """An agreement with a superseded version, one in force and a draft, of two goals each; the
    first one is measured and corrected, the second one waits. Another agreement is of 2006."""

    cast: Cast
    agreement: Agreement
    other: Agreement
    superseded: AgreementVersion
    in_force: AgreementVersion
    draft: AgreementVersion
    goal: Goal
    approved: Goal
    first: Measurement
    second: Measurement
    waiting: Measurement
    review: MeasurementReview


Break = Callable[[Made], object]


@written_once
def at(cast: Cast) -> Made:
    two = ({"weight": 60, "parts": ("Una", "Otra")}, {"weight": 40})
    agreement = made.approved(cast, *two)
    on = date(2007, 6, 15)
    copy = actions.start_draft(agreement, by=cast.ana.on(on), on=on)
    actions.submit_version(copy, by=cast.ana.on(on), on=on)
    actions.approve_version(copy, by=cast.diana.on(on), on=on)
    first = made.verified(made.line(agreement), cast, 20)
    second = made.corrected(first, cast.ana, 30)
    actions.verify_measurement(second, by=cast.bruno.access, on=TODAY)
    waiting = made.informed(made.line(agreement, 1), cast.ana)
    draft = actions.start_draft(agreement, by=cast.ana.access, on=TODAY)
    by = {v.status: v for v in AgreementVersion.objects.filter(agreement=agreement)}
    return Made(
        cast, agreement, made.approved(cast, year=2006), by["superseded"], by["in_force"],
        AgreementVersion.objects.get(pk=draft.pk),
        draft.goals.order_by("number")[0], by["in_force"].goals.order_by("number")[0],
        first, second, waiting, MeasurementReview.objects.get(measurement=second),
    )  # fmt: skip


def _fresh(made_: Made) -> GoalLine:
    """A line of the same agreement that no version has."""
    line = made_.goal.line
    pk = insert(line)
    return GoalLine.objects.get(pk=pk)


def _unmeasured(made_: Made) -> Goal:
    """A goal of the draft that nobody measured."""
    return Goal.objects.get(pk=insert(made_.goal, line_id=_fresh(made_).pk, number=9))


DAY = "2007-11-30"


def _submit(m: Made) -> None:
    update(m.draft, status="submitted", submitted_on=DAY)


def _supersede(m: Made) -> None:
    update(m.in_force, status="superseded", superseded_on=DAY)


def _approve(m: Made, by: int, *, steps: bool = True) -> None:
    """Its steps were passed by the director, so that only what each attempt breaks bars it."""
    if steps:
        through_its_steps(m.draft, m.cast.diana.pk)
    update(m.draft, status="in_force", approved_on=DAY, approved_by_id=by)


def _approve_101(m: Made) -> None:
    update(m.goal, weight=61)
    _submit(m)
    _supersede(m)
    _approve(m, m.cast.diana.pk)


def _approve_unsent(m: Made) -> None:
    _supersede(m)
    _approve(m, m.cast.diana.pk)


def _approve_beside(m: Made) -> None:
    _submit(m)
    _approve(m, m.cast.diana.pk)


def _approve_past_steps(m: Made) -> None:
    _submit(m)
    _supersede(m)
    _approve(m, m.cast.diana.pk, steps=False)


def _approve_own(m: Made) -> None:
    _submit(m)
    _supersede(m)
    _approve(m, m.cast.ana.pk)


def _emptied(m: Made) -> AgreementVersion:
    """The draft without its first goal."""
    for part in m.goal.parts.all():
        delete(part)
    delete(m.goal)
    return m.draft


def _twice_today(m: Made) -> None:
    for _ in range(2):
        insert(
            m.waiting, month="2007-11-01", is_provisional=True,
            document_id=insert(m.waiting.document),
        )  # fmt: skip


VERSIONS: dict[str, Break] = {
    "agreementversion_number_once": lambda m: update(m.draft, number=2),
    "agreementversion_one_open": lambda m: insert(m.draft, number=9),
    "agreementversion_one_in_force": _approve_beside,
    "agreementversion_approval_iff_approved": lambda m: update(m.draft, approved_on=DAY),
    "agreementversion_superseded_date_iff_superseded": lambda m: update(m.draft, superseded_on=DAY),
    "agreementversion_dates_in_order": lambda m: update(
        m.in_force, status="superseded", superseded_on="2007-01-01"
    ),
    "agreementversion_weights_sum_100": _approve_101,
    "agreements_agreementversion_begins_as_draft_insert": lambda m: insert(
        m.draft, number=9, status="submitted"
    ),
    "agreements_agreementversion_only_drafts_go_delete": lambda m: delete(m.in_force),
    "agreements_agreementversion_approved_stays_update": lambda m: update(m.in_force, number=7),
    "agreements_agreementversion_step_by_step_update": _approve_unsent,
    "agreements_agreementversion_not_by_who_prepared_update": _approve_own,
    "agreements_agreementversion_through_its_steps_update": _approve_past_steps,
}
BREAKS: dict[str, Break] = VERSIONS | {
    "agreement_once_per_year": lambda m: insert(
        m.agreement, dossier_id=insert(m.agreement.dossier)
    ),
    "agreement_year_is_plausible": lambda m: update(m.agreement, year=1997),
    "agreements_agreement_of_its_institution_insert": lambda m: insert(
        m.agreement, institution_id=m.cast.seremi.pk, year=2001
    ),
    "agreements_agreement_of_its_institution_update": lambda m: update(
        m.agreement, institution_id=m.cast.seremi.pk
    ),
    "agreements_goal_only_in_drafts_insert": lambda m: insert(
        m.approved, line_id=_fresh(m).pk, number=9
    ),
    "agreements_goal_only_in_drafts_delete": lambda m: delete(m.approved),
    "agreements_goal_only_in_drafts_update": lambda m: update(m.approved, weight=59),
    "agreements_goal_stays_in_version_insert": lambda m: insert(
        m.goal, line_id=m.other.lines.get().pk, number=9
    ),
    "agreements_goal_stays_in_version_update": lambda m: update(
        m.goal, line_id=m.other.lines.get().pk
    ),
    "agreements_goal_due_within_year_insert": lambda m: insert(
        m.goal, line_id=_fresh(m).pk, number=9, due="2008-01-01"
    ),
    "agreements_goal_due_within_year_update": lambda m: update(m.goal, due="2006-12-01"),
    "agreements_goal_of_the_institution_insert": lambda m: insert(
        m.goal, line_id=_fresh(m).pk, number=9, responsible_id=m.cast.seremi.pk
    ),
    "agreements_goal_of_the_institution_update": lambda m: update(
        m.goal, responsible_id=m.cast.seremi.pk
    ),
    "agreements_goal_whole_count_insert": lambda m: insert(
        m.goal, line_id=_fresh(m).pk, number=9, unit="count", denominator_words="",
        target_tenths=85,
    ),
    "agreements_goal_keeps_its_formula_insert": lambda m: insert(
        m.in_force.goals.order_by("number")[0], version_id=_emptied(m).pk, numerator_words="otro"
    ),
    "agreements_goal_keeps_its_formula_update": lambda m: update(m.goal, numerator_words="otro"),
    "agreements_goal_whole_count_update": lambda m: update(
        _unmeasured(m), unit="count", denominator_words="", target_tenths=85
    ),
    "goal_number_once": lambda m: update(m.goal, number=2),
    "goal_line_once_per_version": lambda m: insert(m.goal, number=9),
    "goal_weight_1_to_100": lambda m: update(m.goal, weight=101),
    "goal_has_a_formula": lambda m: update(_unmeasured(m), denominator_words=""),
    "goal_indicator_iff_measured_by_it": lambda m: update(_unmeasured(m), indicator="uno"),
    "goal_target_is_plausible": lambda m: update(m.goal, target_tenths=10**12 + 10),
    "goal_due_is_a_month": lambda m: update(m.goal, due="2007-12-02"),
    "agreements_goalpart_only_in_drafts_insert": lambda m: insert(
        m.approved.parts.all()[0], number=9
    ),
    "agreements_goalpart_only_in_drafts_delete": lambda m: delete(m.approved.parts.all()[0]),
    "agreements_goalpart_only_in_drafts_update": lambda m: update(
        m.approved.parts.all()[0], text="Otra"
    ),
    "goalpart_number_once": lambda m: update(m.goal.parts.all()[0], number=2),
    "goalpart_says_something": lambda m: update(m.goal.parts.all()[0], text=""),
    "agreements_measurement_no_update": lambda m: update(m.first, numerator=42),
    "agreements_measurement_no_delete": lambda m: delete(m.waiting),
    "agreements_measurement_provisional_iff_month_open_insert": lambda m: insert(
        m.waiting, month="2007-11-01"
    ),
    "agreements_measurement_within_year_insert": lambda m: insert(
        m.waiting, month="2006-10-01"
    ),
    "agreements_measurement_corrects_the_same_insert": lambda m: insert(
        m.waiting, supersedes_id=m.second.pk, reason="Así."
    ),
    "agreements_measurement_of_what_was_approved_insert": lambda m: insert(
        m.waiting, line_id=_fresh(m).pk
    ),
    "measurement_denominator_is_not_zero": lambda m: insert(
        m.waiting, month="2007-09-01", denominator=0
    ),
    "measurement_numerator_is_plausible": lambda m: insert(
        m.waiting, month="2007-09-01", numerator=10**12 + 1
    ),
    "measurement_has_its_source": lambda m: insert(
        m.waiting, month="2007-09-01", document_id=None
    ),
    "measurement_reason_iff_corrects": lambda m: insert(
        m.waiting, month="2007-09-01", reason="Así."
    ),
    "measurement_once_per_cut": lambda m: insert(
        m.waiting, document_id=insert(m.waiting.document)
    ),
    "measurement_provisional_once_a_day": _twice_today,
    "measurement_month_is_a_month": lambda m: insert(m.waiting, month="2007-09-02"),
    "agreements_measurementreview_no_update": lambda m: update(m.review, outcome="returned"),
    "agreements_measurementreview_no_delete": lambda m: delete(m.review),
    "agreements_measurementreview_by_another_person_insert": lambda m: insert(
        m.review, measurement_id=m.waiting.pk, reviewer_id=m.cast.ana.pk
    ),
    "measurementreview_returned_says_why": lambda m: insert(
        m.review, measurement_id=m.waiting.pk, outcome="returned"
    ),
}  # fmt: skip


def test_each_guard_of_the_agreements_is_tried() -> None:
    # A goal never changes its version, and only a draft's could be tried: both guards bar it.
    assert set(guards("agreements")) - set(BREAKS) == {"agreements_goal_keeps_version_update"}


def test_the_database_refuses_each_of_them(at: Made) -> None:
    """One after the other, for each leaves everything as it was: making it all takes seconds."""
    says = guards("agreements")
    for guard, attempt in BREAKS.items():
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            attempt(at)
        assert re.search(says[guard], str(refused.value)), (guard, str(refused.value))


def test_a_goal_never_changes_its_version(at: Made) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        update(at.goal, version_id=at.in_force.pk)


def test_the_sum_follows_what_is_written_by_hand(at: Made) -> None:
    update(at.goal, weight=50)
    assert AgreementVersion.objects.get(pk=at.draft.pk).weight_total == 90
