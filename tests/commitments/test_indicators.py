"""What is measured of commitments and findings, counted by hand."""

from datetime import date
from typing import Any

from django.utils import timezone

from minga.commitments import actions
from minga.commitments.models import Finding
from minga.core.indicators.registry import Question, Row, indicator_of
from tests.commitments import factories
from tests.conftest import TODAY, Cast, Somebody

OLD, KEPT = "hallazgos-abiertos-antiguos", "compromisos-cumplidos-a-tiempo"
# Of more than 180 days before today, which is 30-11-2007.
LONG_AGO, LATELY = date(2007, 6, 2), date(2007, 6, 3)


def ask(key: str, by: Somebody, on: date = TODAY) -> tuple[int, int]:
    measured = _of(key).ask(_question(by, on))
    return measured.numerator, measured.denominator


def rows(key: str, by: Somebody) -> list[Row]:
    return _of(key).rows_behind(_question(by, TODAY))


def _of(key: str) -> Any:
    found = indicator_of(key)
    assert found is not None
    return found


def _question(by: Somebody, on: date) -> Question:
    return Question(on, timezone.now(), TODAY, "", "", by.access)


def of_report(cast: Cast, control: Somebody, dated: date) -> Finding:
    return factories.finding(cast, control, factories.audit(cast, control, report_date=dated))


def followed(finding: Finding, control: Somebody, outcome: str, on: date = TODAY) -> None:
    actions.assess_finding(
        finding,
        outcome=outcome,
        remarks="Se revisó.",
        next_on=None if outcome == "solved" else date(2008, 3, 3),
        by=control.on(on),
        on=on,
    )


def test_a_finding_that_was_never_followed_is_open(cast: Cast) -> None:
    control = factories.controller(cast)
    never = of_report(cast, control, LONG_AGO)

    assert ask(OLD, control) == (1, 1)
    assert [row.public_id for row in rows(OLD, control)] == [never.public_id]


def test_open_is_all_but_solved_and_old_is_of_more_than_180_days(cast: Cast) -> None:
    control = factories.controller(cast)
    of_report(cast, control, LONG_AGO)
    of_report(cast, control, LATELY)
    for outcome in ("partial", "unsolved", "solved"):
        followed(of_report(cast, control, LONG_AGO), control, outcome)

    # Never followed, partial and unsolved are old; the one of 180 days is open and not old.
    assert ask(OLD, control) == (3, 4)


def test_a_finding_is_open_until_the_day_it_was_solved(cast: Cast) -> None:
    control = factories.controller(cast)
    on = date(2007, 12, 20)
    finding = of_report(cast, control, LONG_AGO)
    followed(finding, control, "partial")
    followed(finding, control, "solved", on)

    assert ask(OLD, control, date(2007, 12, 19)) == (1, 1)
    assert ask(OLD, control, on) == (0, 0)


def test_in_time_is_reported_within_the_first_term_and_verified(cast: Cast) -> None:
    due = date(2007, 11, 20)

    def reported_on(day: date) -> Any:
        return factories.reported(cast, on=day, due_on=due)

    def verified(made: Any) -> None:
        actions.verify_fulfilment(made, by=cast.diana.access)

    verified(reported_on(due))
    verified(reported_on(date(2007, 11, 21)))
    reported_on(due)
    factories.commitment(cast, due_on=due)
    factories.commitment(cast, due_on=TODAY)
    void = factories.commitment(cast, due_on=due)
    actions.void_commitment(void, reason="Se repite.", by=cast.diana.access)

    # Its term did not pass yet, or it was made void: neither is counted.
    assert ask(KEPT, cast.diana) == (1, 4)
