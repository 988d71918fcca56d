"""What the database itself refuses of plans and versions."""

import pytest

from tests.core.approvals.by_hand import through_its_steps
from tests.workplan.by_hand import Break, Made, barred, delete, insert, update

DAY = "2007-11-30"


def submit(it: Made) -> None:
    update(it.draft, status="submitted", submitted_on=DAY)


def supersede(it: Made) -> None:
    update(it.in_force, status="superseded", superseded_on=DAY)


def approve(it: Made, by: int) -> None:
    """Its steps were passed by the director, so that only what each attempt breaks bars it."""
    through_its_steps(it.draft, it.cast.diana.pk)
    update(it.draft, status="in_force", approved_on=DAY, approved_by_id=by)


def approve_101(it: Made) -> None:
    update(it.activity, weight=41)
    submit(it)
    supersede(it)
    approve(it, it.cast.diana.pk)


def approve_what_was_not_sent(it: Made) -> None:
    supersede(it)
    approve(it, it.cast.diana.pk)


def approve_beside_the_one_in_force(it: Made) -> None:
    submit(it)
    approve(it, it.cast.diana.pk)


def approve_past_its_steps(it: Made) -> None:
    submit(it)
    supersede(it)
    update(it.draft, status="in_force", approved_on=DAY, approved_by_id=it.cast.diana.pk)


def approve_what_one_prepared(it: Made) -> None:
    submit(it)
    supersede(it)
    approve(it, it.cast.ana.pk)


BREAKS: dict[str, Break] = {
    "workplan_once_per_year": lambda it: insert(it.plan, dossier_id=insert(it.plan.dossier)),
    "workplan_year_is_plausible": lambda it: update(it.plan, year=1997),
    "workplan_workplan.public_id": lambda it: insert(
        it.plan, dossier_id=insert(it.plan.dossier), year=2008, public_id=it.plan.public_id
    ),
    "workplan_workplan.dossier_id": lambda it: insert(it.plan, year=2008),
    "workplanversion_number_once": lambda it: update(it.draft, number=2),
    "workplanversion_one_open": lambda it: insert(it.draft, number=9),
    "workplanversion_one_in_force": approve_beside_the_one_in_force,
    "workplanversion_approval_iff_approved": lambda it: update(it.draft, approved_on=DAY),
    "workplanversion_superseded_date_iff_superseded": lambda it: update(
        it.draft, superseded_on=DAY
    ),
    "workplanversion_dates_in_order": lambda it: update(
        it.in_force, status="superseded", superseded_on="2007-01-01"
    ),
    "workplanversion_weights_sum_100": approve_101,
    "workplan_workplanversion_begins_as_draft_insert": lambda it: insert(it.in_force, number=9),
    "workplan_workplanversion_only_drafts_go_delete": lambda it: delete(it.superseded),
    "workplan_workplanversion_approved_stays_update": lambda it: update(
        it.in_force, status="draft", approved_on=None, approved_by_id=None
    ),
    "workplan_workplanversion_step_by_step_update": approve_what_was_not_sent,
    "workplan_workplanversion_through_its_steps_update": approve_past_its_steps,
    "workplan_workplanversion_not_by_who_prepared_update": approve_what_one_prepared,
}
STAYS = "workplan_workplanversion_approved_stays_update"


@pytest.mark.parametrize(("guard", "attempt"), BREAKS.items(), ids=BREAKS)
def test_it_is_refused(made: Made, guard: str, attempt: Break) -> None:
    with barred(guard):
        attempt(made)


def test_the_same_steps_by_another_person_and_with_100_are_taken(made: Made) -> None:
    """So that what bars the attempts above is only what each one breaks."""
    submit(made)
    supersede(made)
    approve(made, made.cast.diana.pk)

    made.draft.refresh_from_db()
    assert (made.draft.status, made.draft.weight_total) == ("in_force", 100)


@pytest.mark.parametrize("year", [1997, 2101])
def test_the_year_is_between_1998_and_2100(made: Made, year: int) -> None:
    with barred("workplan_year_is_plausible"):
        update(made.plan, year=year)


def test_nothing_of_the_version_in_force_changes(made: Made) -> None:
    changes: list[dict[str, object]] = [
        {"number": 9},
        {"weight_total": 99},
        {"approved_by_id": made.cast.emilio.pk},
        {"status": "submitted"},
        {"status": "superseded", "superseded_on": DAY, "weight_total": 99},
    ]
    for change in changes:
        with barred(STAYS):
            update(made.in_force, **change)


def test_nothing_at_all_of_a_superseded_version_changes(made: Made) -> None:
    for change in ({"remarks": "x"}, {"status": "draft"}, {"superseded_on": "2007-12-01"}):
        with barred(STAYS):
            update(made.superseded, **change)


def test_the_version_in_force_and_what_waits_are_not_deleted(made: Made) -> None:
    submit(made)

    for version in (made.in_force, made.draft):
        with barred("workplan_workplanversion_only_drafts_go_delete"):
            delete(version)
