"""What the database itself refuses of objectives and activities, and the counter of the weights."""

import pytest

from minga.workplan.models import WorkPlanVersion
from tests.workplan import factories
from tests.workplan.by_hand import Break, Made, barred, delete, insert, update


def new_line(it: Made) -> int:
    return insert(it.activity.line)


def activity(it: Made, **changes: object) -> int:
    """One more of the draft, on a line of its own, unless something is wrong with it."""
    return insert(it.activity, **({"number": 9, "line_id": new_line(it)} | changes))


def draft_of_another_plan(it: Made) -> WorkPlanVersion:
    return factories.draft(it.cast, ((40,),), service=it.cast.seremi, preparer=it.cast.sofia)


def move_whole_to_another_plan(it: Made) -> None:
    other = draft_of_another_plan(it)
    objective = other.objectives.get()
    line = insert(factories.activities_of(other)[0].line)
    update(it.activity, version_id=other.pk, objective_id=objective.pk, line_id=line, number=9)


BREAKS: dict[str, Break] = {
    "objective_number_once": lambda it: insert(it.objective),
    "workplan_objective_only_in_drafts_insert": lambda it: insert(it.approved_objective, number=9),
    "workplan_objective_only_in_drafts_update": lambda it: update(
        it.approved_objective, title="Otro"
    ),
    "workplan_objective_only_in_drafts_delete": lambda it: delete(it.approved_objective),
    "workplan_objective_keeps_version_update": lambda it: update(
        it.approved_objective, version_id=it.draft.pk, number=9
    ),
    "workplan_activityline.public_id": lambda it: insert(
        it.activity.line, public_id=it.activity.line.public_id
    ),
    "activity_number_once": lambda it: activity(it, number=it.activity.number),
    "activity_line_once_per_version": lambda it: activity(it, line_id=it.activity.line_id),
    "activity_weight_1_to_100": lambda it: activity(it, weight=0),
    "activity_ends_after_start": lambda it: activity(
        it, starts_on="2007-05-07", ends_on="2007-05-06"
    ),
    "activity_needs_evidence": lambda it: activity(it, evidence_needed=0),
    "workplan_activity_only_in_drafts_insert": lambda it: insert(
        it.approved_activity, number=9, line_id=new_line(it)
    ),
    "workplan_activity_only_in_drafts_update": lambda it: update(
        it.approved_activity, title="Otra"
    ),
    "workplan_activity_only_in_drafts_delete": lambda it: delete(it.approved_activity),
    "workplan_activity_within_year_insert": lambda it: activity(it, starts_on="2006-12-31"),
    "workplan_activity_within_year_update": lambda it: update(it.activity, ends_on="2008-01-01"),
    "workplan_activity_stays_in_version_insert": lambda it: activity(
        it, objective_id=it.approved_objective.pk
    ),
    "workplan_activity_stays_in_version_update": lambda it: update(
        it.activity, line_id=draft_of_another_plan(it).activities.get().line_id
    ),
    "workplan_activity_keeps_version_update": move_whole_to_another_plan,
}


def counted(made: Made) -> int:
    return WorkPlanVersion.objects.get(pk=made.draft.pk).weight_total


@pytest.mark.parametrize(("guard", "attempt"), BREAKS.items(), ids=BREAKS)
def test_it_is_refused(made: Made, guard: str, attempt: Break) -> None:
    with barred(guard):
        attempt(made)


def test_one_more_activity_in_a_draft_is_taken(made: Made) -> None:
    """So that what bars the attempts above is only what each one breaks."""
    activity(made, starts_on="2007-01-01", ends_on="2007-12-31", weight=100, evidence_needed=12)

    assert made.draft.activities.count() == 4


@pytest.mark.parametrize(
    "change", [{"weight": 101}, {"weight": 0}, {"evidence_needed": 13}, {"evidence_needed": 0}]
)
def test_both_ends_are_held(made: Made, change: dict[str, object]) -> None:
    guard = "activity_weight_1_to_100" if "weight" in change else "activity_needs_evidence"

    with barred(guard):
        update(made.activity, **change)


@pytest.mark.parametrize(
    "dates",
    [
        {"starts_on": "2006-12-31"},
        {"ends_on": "2008-01-01"},
        {"starts_on": "2008-01-01", "ends_on": "2008-12-31"},
    ],
)
def test_both_dates_are_of_the_year(made: Made, dates: dict[str, object]) -> None:
    with barred("workplan_activity_within_year_update"):
        update(made.activity, **dates)


@pytest.mark.parametrize("status", ["submitted", "superseded"])
def test_not_only_the_version_in_force_is_closed(made: Made, status: str) -> None:
    version = made.draft if status == "submitted" else made.superseded
    row = version.activities.order_by("pk")[0]
    if status == "submitted":
        update(made.draft, status="submitted", submitted_on="2007-11-30")

    with barred("workplan_activity_only_in_drafts_update"):
        update(row, weight=row.weight)
    with barred("workplan_activity_only_in_drafts_delete"):
        delete(row)


def test_the_counter_follows_each_activity(made: Made) -> None:
    assert counted(made) == 100

    key = activity(made, weight=25)
    assert counted(made) == 125

    update(made.activity, weight=made.activity.weight - 15)
    assert counted(made) == 110

    update(made.activity, title="Sin tocar el peso")
    assert counted(made) == 110

    delete(made.draft.activities.get(pk=key))
    assert counted(made) == 85


def test_the_counters_of_other_versions_do_not_move(made: Made) -> None:
    activity(made, weight=25)

    totals = made.plan.versions.order_by("number").values_list("weight_total", flat=True)
    assert list(totals) == [100, 100, 125]
