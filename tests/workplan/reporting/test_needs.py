"""What the stages of a plan ask of its reports: each kind approved, in the version of the day."""

from datetime import timedelta

import pytest

from minga.workplan.models import WorkPlan
from minga.workplan.reporting import needs
from minga.workplan.reporting.models import ReportKind
from minga.workplan.stages import Met, standings
from tests.conftest import TODAY, Cast
from tests.workplan.reporting import factories


def answer(plan: WorkPlan, kind: ReportKind, days: int = 0) -> Met:
    day = TODAY + timedelta(days=days)
    answers = [item for stage in standings(plan, day) for item in stage.needs]
    return next(item.met for item in answers if item.need.key == kind.value)


@pytest.mark.parametrize("kind", [kind for kind, _, _ in needs.ASKED])
def test_a_stage_asks_for_the_approved_report(cast: Cast, kind: ReportKind) -> None:
    plan = factories.plan(cast)
    version = factories.written(factories.begun(cast, kind.value, of=plan), cast)
    assert not answer(plan, kind).is_met

    report = factories.approved(cast, kind.value, of=factories.plan(cast, 2006))

    assert answer(report.plan, kind).is_met
    assert not answer(report.plan, kind, days=-1).is_met
    assert not answer(version.report.plan, kind).is_met


def test_the_partial_evaluation_closes_no_stage() -> None:
    assert ReportKind.PARTIAL not in {kind for kind, _, _ in needs.ASKED}
