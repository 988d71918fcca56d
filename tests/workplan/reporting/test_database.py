"""What the database itself refuses of reports, their versions, rows and quotes."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from minga.people.models import Organisation
from minga.workplan.models import WorkPlanVersion
from minga.workplan.reporting import actions
from minga.workplan.reporting.actions import Quote
from minga.workplan.reporting.models import (
    InformationSystem,
    PlanReport,
    PlanReportVersion,
    QuotedBacking,
    ReportRow,
)
from tests.conftest import Cast
from tests.core.approvals.by_hand import through_its_steps
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan import factories as plans
from tests.workplan.by_hand import delete, insert, update
from tests.workplan.reporting import factories

DAY = "2007-11-30"


@dataclass(frozen=True)
class Made:
    """An analysis in three versions: superseded, in force and in draft; and a plan of SOE."""

    cast: Cast
    report: PlanReport
    superseded: PlanReportVersion
    in_force: PlanReportVersion
    draft: PlanReportVersion
    row: ReportRow
    quote: QuotedBacking
    improvement: PlanReport
    system: InformationSystem
    foreign: ReportRow


@written_once
def made(cast: Cast) -> Made:
    report = factories.approved(cast)
    first = factories.in_force(report)
    second = factories.reopened(cast, report)
    actions.submit_report(second, by=cast.ana.access)
    actions.approve_report(second, by=cast.diana.access)
    draft = factories.reopened(cast, report)
    row = factories.rows(draft)[0]
    said = factories.values(achieved="Cumple 5 de 10.")
    quote = Quote("Cumple 5 de 10.", (("1.1", "/x/"),))
    actions.change_row(row, said, revision=0, quotes=[quote], by=cast.ana.access)
    soe = factories.begun(cast, "systems", of=report.plan).report
    old = factories.begun(cast, of=factories.plan(cast, 2006))
    actions.add_row(old, "1", factories.values(), by=cast.ana.access)
    return Made(
        cast=cast,
        report=report,
        superseded=factories.read(first),
        in_force=factories.read(second),
        draft=draft,
        row=ReportRow.objects.get(pk=row.pk),
        quote=QuotedBacking.objects.get(),
        improvement=soe,
        system=InformationSystem.objects.get(),
        foreign=factories.rows(old)[0],
    )


def submit(it: Made) -> None:
    update(it.draft, status="submitted", submitted_on=DAY)


def supersede(it: Made) -> None:
    update(it.in_force, status="superseded", superseded_on=DAY)


def approve(it: Made, by: int) -> None:
    through_its_steps(it.draft, it.cast.diana.pk)
    update(it.draft, status="in_force", approved_on=DAY, approved_by_id=by)


def approve_beside(it: Made) -> None:
    submit(it)
    approve(it, it.cast.diana.pk)


def approve_unsent(it: Made) -> None:
    supersede(it)
    approve(it, it.cast.diana.pk)


def approve_past_its_steps(it: Made) -> None:
    submit(it)
    supersede(it)
    update(it.draft, status="in_force", approved_on=DAY, approved_by_id=it.cast.diana.pk)


def approve_own(it: Made) -> None:
    submit(it)
    supersede(it)
    approve(it, it.cast.ana.pk)


def empty_and_send(it: Made) -> None:
    delete(it.quote)
    for row in it.draft.rows.all():
        delete(row)
    submit(it)


def system_of_another(it: Made) -> None:
    other = Organisation.objects.get(key="serviu-otro")
    system = insert(it.system, service_id=other.pk)
    insert(it.improvement, system_id=system)


def draft_of_the_plan(it: Made) -> None:
    draft = plans.reopened(it.cast, it.report.plan)
    update(it.draft, plan_version_id=draft.pk)


def of_another_plan(it: Made) -> None:
    other = WorkPlanVersion.objects.exclude(plan=it.report.plan).get()
    update(it.draft, plan_version_id=other.pk)


def approved_row(it: Made) -> ReportRow:
    return it.in_force.rows.order_by("pk")[0]


def change_quote_of_what_was_sent(it: Made) -> None:
    submit(it)
    update(it.quote, sentence="Otra.")


def drop_quote_of_what_was_sent(it: Made) -> None:
    submit(it)
    delete(it.quote)


Break = Callable[[Made], object]
BREAKS: dict[str, Break] = {
    "informationsystem_name_once": lambda it: insert(it.system),
    "informationsystem_has_name": lambda it: update(it.system, name=""),
    "planreport_once": lambda it: insert(it.report),
    "planreport_once_per_system": lambda it: insert(it.improvement),
    "planreport_system_iff_improvement": lambda it: insert(it.report, kind="systems"),
    "reporting_planreport_system_of_service_insert": system_of_another,
    "reporting_planreport_stays_the_same_update": lambda it: update(it.report, kind="diffusion"),
    "planreportversion_number_once": lambda it: update(it.draft, number=2),
    "planreportversion_one_open": lambda it: insert(it.draft, number=9),
    "planreportversion_one_in_force": approve_beside,
    "planreportversion_approval_iff_approved": lambda it: update(it.draft, approved_on=DAY),
    "planreportversion_superseded_date_iff_superseded": lambda it: update(
        it.draft, superseded_on=DAY
    ),
    "planreportversion_dates_in_order": lambda it: update(
        it.in_force, status="superseded", superseded_on="2007-01-01"
    ),
    "reporting_planreportversion_begins_as_draft_insert": lambda it: insert(it.in_force, number=9),
    "reporting_planreportversion_only_drafts_go_delete": lambda it: delete(it.superseded),
    "reporting_planreportversion_approved_stays_update": lambda it: update(
        it.in_force, status="draft", approved_on=None, approved_by_id=None
    ),
    "reporting_planreportversion_step_by_step_update": approve_unsent,
    "reporting_planreportversion_through_its_steps_update": approve_past_its_steps,
    "reporting_planreportversion_not_by_who_prepared_update": approve_own,
    "reporting_planreportversion_of_an_approved_plan_insert": lambda it: insert(
        it.draft, number=9, plan_version_id=0
    ),
    "reporting_planreportversion_of_an_approved_plan_update": draft_of_the_plan,
    "reporting_planreportversion_says_something_update": empty_and_send,
    "reporting_reportrow_only_in_drafts_insert": lambda it: insert(
        approved_row(it), key="nueva", number=9
    ),
    "reporting_reportrow_only_in_drafts_update": lambda it: update(
        approved_row(it), commitment="Otro."
    ),
    "reporting_reportrow_only_in_drafts_delete": lambda it: delete(approved_row(it)),
    "reporting_reportrow_keeps_place_update": lambda it: update(it.row, key="otra"),
    "reporting_reportrow_key_of_one_plan_insert": lambda it: insert(
        it.row, key=it.foreign.key, number=9
    ),
    "reportrow_key_once": lambda it: insert(it.row, number=9),
    "reportrow_number_once": lambda it: insert(it.row, key="otra"),
    "reportrow_says_something": lambda it: update(it.row, title="", achieved=""),
    "reportrow_due_is_a_month": lambda it: update(it.row, due="2007-12-02"),
    "quotedbacking_once_per_row": lambda it: insert(it.quote, stands_on="[]"),
    "quotedbacking_has_sentence": lambda it: update(it.quote, sentence=""),
    "reporting_quotedbacking_only_in_drafts_insert": lambda it: insert(
        it.quote, row_id=approved_row(it).pk, stands_on="[]"
    ),
    "reporting_quotedbacking_only_in_drafts_update": change_quote_of_what_was_sent,
    "reporting_quotedbacking_only_in_drafts_delete": drop_quote_of_what_was_sent,
}


@pytest.mark.parametrize(("guard", "attempt"), BREAKS.items(), ids=BREAKS)
def test_it_is_refused(made: Made, guard: str, attempt: Break) -> None:
    with barred("reporting", guard):
        attempt(made)


def test_every_guard_is_tried(cast: Cast) -> None:
    assert set(guards("reporting")) - set(BREAKS) == set()


def test_the_same_steps_by_another_person_are_taken(made: Made) -> None:
    """So that what bars the attempts above is only what each one breaks."""
    submit(made)
    supersede(made)
    approve(made, made.cast.diana.pk)

    made.draft.refresh_from_db()
    assert made.draft.status == "in_force"


def test_it_speaks_of_its_own_plan(made: Made) -> None:
    with barred("reporting", "reporting_planreportversion_of_an_approved_plan_update"):
        of_another_plan(made)


def test_it_does_not_pass_to_another_plan_nor_system(made: Made) -> None:
    other = made.foreign.version.report.plan_id
    for report in (made.report, made.improvement):
        with barred("reporting", "reporting_planreport_stays_the_same_update"):
            update(report, plan_id=other)
    second = insert(made.system, name="RUKAN")
    with barred("reporting", "reporting_planreport_stays_the_same_update"):
        update(made.improvement, system_id=second)


def test_a_row_does_not_leave_its_version(made: Made) -> None:
    with barred("reporting", "reporting_reportrow_keeps_place_update"):
        update(made.foreign, version_id=made.draft.pk)
