"""What the database itself refuses of schedules, whoever writes in them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from minga.works.models import Project
from minga.works.schedules.models import (
    Milestone,
    MonthAmount,
    MonthProgress,
    Schedule,
    ScheduleVersion,
)
from tests.conftest import Cast
from tests.core.approvals.by_hand import through_its_steps
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update
from tests.works.factories import programmer, project
from tests.works.schedules.factories import approved, drafted, reprogrammed


@dataclass
class Made:
    """A programme with its baseline superseded, a reprogramming in force and a draft of another."""

    cast: Cast
    other: Project
    schedule: Schedule
    old: ScheduleVersion
    ruling: ScheduleVersion
    draft: ScheduleVersion

    @property
    def amount(self) -> MonthAmount:
        return self.draft.amounts.order_by("pk")[0]

    @property
    def progress(self) -> MonthProgress:
        return self.draft.progress.order_by("pk")[0]

    @property
    def contract(self) -> Milestone:
        return self.draft.milestones.get(kind="contract")

    @property
    def award(self) -> Milestone:
        return self.draft.milestones.get(kind="award")

    @property
    def ruled(self) -> MonthAmount:
        return self.ruling.amounts.order_by("pk")[0]


Break = Callable[[Made], object]


@written_once
def made(cast: Cast) -> Made:
    by = programmer(cast.serviu)
    first, other = project(cast, by=by), project(cast, by=by)
    old = approved(cast, first, by)
    ruling = reprogrammed(cast, first, by)
    draft = drafted(first, by)
    old.refresh_from_db()
    drafted(other, by)
    return Made(cast, other, draft.schedule, old, ruling, draft)


def send(m: Made, **more: object) -> None:
    update(m.draft, **({"status": "submitted", "submitted_on": "2007-11-30"} | more))


def approve(m: Made) -> None:
    update(m.draft, status="in_force", approved_on="2007-11-30", approved_by_id=m.cast.diana.pk)


def approved_unpassed(m: Made) -> None:
    supersede(m)
    send(m)
    approve(m)


def approved_by_its_preparer(m: Made) -> None:
    """Another one passed its step: the row says who wrote it."""
    supersede(m)
    send(m)
    through_its_steps(m.draft, m.cast.diana.pk)
    wrote = m.draft.event.actor_id
    update(m.draft, status="in_force", approved_on="2007-11-30", approved_by_id=wrote)


def supersede(m: Made) -> None:
    update(m.ruling, status="superseded", superseded_on="2007-11-30")


def two_in_force(m: Made) -> None:
    send(m)
    through_its_steps(m.draft, m.cast.diana.pk)
    approve(m)


def approved_early(m: Made) -> None:
    supersede(m)
    send(m, submitted_on="2007-12-01")
    through_its_steps(m.draft, m.cast.diana.pk)
    approve(m)


VERSION, V = "schedules_scheduleversion", "scheduleversion"
BREAKS: dict[str, Break] = {
    "schedules_schedule_stays_delete": lambda m: delete(m.schedule),
    "schedules_schedule_keeps_its_project_update": lambda m: update(m.schedule, last_version=1),
    f"{VERSION}_begins_as_draft_insert": lambda m: insert(m.draft, number=9, status="submitted"),
    f"{VERSION}_only_drafts_go_delete": lambda m: delete(m.ruling),
    f"{VERSION}_approved_stays_update": lambda m: update(m.ruling, reason="Otro"),
    f"{VERSION}_step_by_step_update": lambda m: update(
        m.draft, status="superseded", superseded_on="2007-11-30"
    ),
    f"{VERSION}_not_by_who_prepared_update": approved_by_its_preparer,
    f"{VERSION}_through_its_steps_update": approved_unpassed,
    f"{VERSION}_sent_stays_update": lambda m: (send(m), update(m.draft, reason="Otro")),
    f"{V}_number_once": lambda m: update(m.draft, number=1),
    f"{V}_one_open": lambda m: insert(m.draft, number=9),
    f"{V}_one_in_force": two_in_force,
    f"{V}_approval_iff_approved": lambda m: update(m.draft, approved_on="2007-11-30"),
    f"{V}_dates_in_order": approved_early,
    f"{V}_superseded_date_iff_superseded": lambda m: update(m.ruling, status="superseded"),
    f"{V}_number_from_1": lambda m: update(m.draft, number=0),
    f"{V}_reprogramming_says_why": lambda m: send(m, reason=""),
    "schedules_monthamount_only_in_drafts_insert": lambda m: insert(m.ruled, month="2009-01-01"),
    "schedules_monthamount_only_in_drafts_update": lambda m: update(
        m.amount, version_id=m.ruling.pk, month="2009-01-01"
    ),
    "schedules_monthamount_only_in_drafts_delete": lambda m: delete(m.ruled),
    "monthamount_once": lambda m: insert(m.amount),
    "monthamount_month_is_a_month": lambda m: update(m.amount, month="2008-06-02"),
    "monthamount_month_of_ours": lambda m: update(m.amount, month="2101-01-01"),
    "monthamount_in_whole_thousands": lambda m: update(m.amount, amount=0),
    "schedules_monthprogress_only_in_drafts_insert": lambda m: insert(
        m.ruling.progress.order_by("pk")[0], month="2009-01-01"
    ),
    "schedules_monthprogress_only_in_drafts_update": lambda m: update(
        m.ruling.progress.order_by("pk")[0], accumulated=1
    ),
    "schedules_monthprogress_only_in_drafts_delete": lambda m: delete(
        m.ruling.progress.order_by("pk")[0]
    ),
    "monthprogress_once": lambda m: insert(m.progress),
    "monthprogress_month_is_a_month": lambda m: update(m.progress, month="2008-06-02"),
    "monthprogress_month_of_ours": lambda m: update(m.progress, month="1949-12-01"),
    "monthprogress_up_to_whole": lambda m: update(m.progress, accumulated=10_001),
    "schedules_milestone_only_in_drafts_insert": lambda m: insert(
        m.ruling.milestones.get(kind="contract"), slot="Otro"
    ),
    "schedules_milestone_only_in_drafts_update": lambda m: update(
        m.ruling.milestones.get(kind="contract"), on="2009-01-01"
    ),
    "schedules_milestone_only_in_drafts_delete": lambda m: delete(
        m.ruling.milestones.get(kind="contract")
    ),
    "schedules_milestone_one_outcome_for_a_round_insert": lambda m: insert(
        m.award, kind="opening", outcome="deserted"
    ),
    "schedules_milestone_one_outcome_for_a_round_update": lambda m: update(
        m.award, outcome="direct"
    ),
    "milestone_once": lambda m: insert(m.contract),
    "milestone_on_of_ours": lambda m: update(m.contract, on="2101-01-01"),
    "milestone_of_a_contract": lambda m: update(m.contract, slot=""),
    "milestone_round_with_its_outcome": lambda m: update(m.contract, round=7),
    "milestone_possible_in_its_round": lambda m: insert(m.award, slot="Otro", outcome="deserted"),
}


@pytest.mark.parametrize("guard", BREAKS)
def test_the_database_refuses(made: Made, guard: str) -> None:
    with barred("schedules", guard):
        BREAKS[guard](made)


def test_each_guard_was_tried() -> None:
    assert set(guards("schedules")) == set(BREAKS)
