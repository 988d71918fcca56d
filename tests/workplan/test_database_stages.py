"""What the database itself refuses of the closing of stages."""

from datetime import date

import pytest

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.workplan.models import Stage, StageClosing, WorkPlan
from tests.conftest import SCRIBE
from tests.workplan.by_hand import Break, Made, barred, delete, insert, update


@action("tests.closed", says="cerró una etapa")
def write_closing(plan: WorkPlan, *, by: Access, on: date | None = None) -> StageClosing:
    closer = plan.versions.exclude(approved_by=None).first()
    assert closer
    assert closer.approved_by
    made = StageClosing(plan=plan, stage=Stage.DIAGNOSIS, on=on, closed_by=closer.approved_by)
    made.save()
    current_act().about(plan)
    return made


def closing(it: Made) -> StageClosing:
    return StageClosing.objects.first() or write_closing(it.plan, by=SCRIBE)


BREAKS: dict[str, Break] = {
    "stageclosing_once": lambda it: insert(closing(it)),
    "workplan_stageclosing_no_update": lambda it: update(closing(it), remarks="otra"),
    "workplan_stageclosing_no_delete": lambda it: delete(closing(it)),
    "workplan_stageclosing_in_its_turn_insert": lambda it: insert(
        closing(it), stage="implementation"
    ),
}


@pytest.mark.parametrize(("guard", "attempt"), BREAKS.items(), ids=BREAKS)
def test_it_is_refused(made: Made, guard: str, attempt: Break) -> None:
    closing(made)
    with barred(guard):
        attempt(made)


def test_the_next_one_is_not_closed_before_the_first(made: Made) -> None:
    first = closing(made)
    insert(first, stage="design")
    with barred("workplan_stageclosing_in_its_turn_insert"):
        insert(first, stage="implementation", on="2007-01-01")
