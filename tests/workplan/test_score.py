"""What a plan has earned on any day: on its board, in a list, and for the command."""

import argparse
import json
from datetime import date, timedelta

import pytest

from minga.cli.workplan import run_score
from minga.workplan import actions
from minga.workplan.models import WorkPlan
from minga.workplan.tables import Score, board_of, scores
from tests.conftest import TODAY, Cast
from tests.workplan import factories

FULFILLED_ON, LOST_ON = date(2007, 10, 2), date(2007, 11, 5)
DAY = timedelta(days=1)


def earned(plan: WorkPlan, day: date) -> int:
    """As the board says, once the list was seen to say the same."""
    board = board_of(plan, factories.in_force(plan).pk, day)
    listed = scores([plan], day).get(plan.pk)
    assert listed is None or listed.earned == board.earned
    return board.earned


def asked(capsys: pytest.CaptureFixture[str], *, on: date | None) -> dict[str, object]:
    options = argparse.Namespace(institution="serviu", region="01", year=2007, on=on, json=True)
    assert run_score(options) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_it_earns_from_the_day_of_the_verification_on(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    evidence = factories.uploaded(factories.line(plan), cast.ana, on=FULFILLED_ON - 9 * DAY)

    actions.verify_evidence(evidence, by=cast.bruno.on(FULFILLED_ON), on=FULFILLED_ON)

    assert earned(plan, FULFILLED_ON - DAY) == 0
    assert earned(plan, FULFILLED_ON) == 60
    assert earned(plan, FULFILLED_ON + DAY) == 60


def test_it_loses_the_weight_from_the_day_it_is_no_longer_fulfilled(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=FULFILLED_ON)

    actions.report_status(
        line, status="in_process", reason="Se anuló.", by=cast.ana.on(LOST_ON), on=LOST_ON
    )

    assert earned(plan, LOST_ON - DAY) == 60
    assert earned(plan, LOST_ON) == 0
    assert earned(plan, FULFILLED_ON) == 60


def test_of_two_statuses_on_one_day_the_last_one_counts(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    actions.report_status(line, status="in_process", reason="Se anuló.", by=cast.ana.access)
    assert earned(plan, TODAY) == 0

    actions.report_status(line, status="fulfilled", by=cast.ana.access)

    assert earned(plan, TODAY) == 60


@pytest.mark.parametrize("status", ["in_process", "in_execution", "not_fulfilled"])
def test_only_cumple_earns(cast: Cast, status: str) -> None:
    plan = factories.approved(cast)

    actions.report_status(factories.line(plan), status=status, by=cast.ana.access)

    assert earned(plan, TODAY) == 0


def test_a_list_says_weight_points_and_activities_of_the_version_of_the_day(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    first = factories.line(plan)
    factories.verified(first, uploader=cast.ana, verifier=cast.bruno, on=date(2007, 5, 2))
    factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    assert scores([plan], factories.MODIFIED - DAY) == {plan.pk: Score(100, 60, 1, 2)}
    assert scores([plan], factories.MODIFIED) == {plan.pk: Score(100, 0, 0, 2)}
    assert scores([plan], date(2007, 3, 29)) == {}
    assert scores([plan], date(2007, 3, 30)) == {plan.pk: Score(100, 0, 0, 2)}


def test_the_command_prints_the_points_in_all_and_by_objective(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = factories.approved(cast, ((30, 30), (40,)))
    factories.verified(factories.line(plan, 1), uploader=cast.ana, verifier=cast.bruno)

    answer = asked(capsys, on=None)

    assert (answer["weight"], answer["earned"], answer["on"]) == (100, 30, "2007-11-30")
    objectives: list[dict[str, object]] = answer["objectives"]  # type: ignore[assignment]
    assert [(row["weight"], row["earned"]) for row in objectives] == [(60, 30), (40, 0)]


@pytest.mark.parametrize("day", [date(2006, 12, 31), date(2007, 3, 29)])
def test_the_command_prints_nothing_earned_before_the_approval(
    cast: Cast, capsys: pytest.CaptureFixture[str], day: date
) -> None:
    plan = factories.approved(cast)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    answer = asked(capsys, on=day)

    assert (answer["weight"], answer["earned"]) == (100, 0)


def test_the_command_reads_the_version_that_ruled_that_day(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = factories.approved(cast)
    factories.modified(cast, plan)

    assert asked(capsys, on=factories.MODIFIED - DAY)["version"] == 1
    assert asked(capsys, on=factories.MODIFIED)["version"] == 2
