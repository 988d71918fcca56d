"""What the database itself refuses of procedures, whoever writes in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models

from minga.workplan.procedures import actions
from minga.workplan.procedures.models import (
    CorrectiveAction,
    NonConformity,
    NonConformityStep,
    OutputRequirement,
    Procedure,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureReview,
    ProcedureUse,
    ProcedureVersion,
    RequirementResult,
    ReviewPeriod,
    UseStep,
)
from tests.conftest import TODAY, Cast
from tests.core.approvals.by_hand import through_its_steps
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update
from tests.workplan.procedures import factories
from tests.workplan.procedures.factories import AGAIN


@dataclass(frozen=True)
class Made:
    """A procedure with one version superseded, one in force and a draft; a use on each approved
    one, a review, and three non-conformities: found, being corrected and corrected."""

    cast: Cast
    procedure: Procedure
    old: ProcedureVersion
    ruling: ProcedureVersion
    draft: ProcedureVersion
    use: ProcedureUse
    review: ProcedureReview
    found: NonConformity
    acting: NonConformity
    corrected: NonConformity

    @property
    def activity(self) -> ProcedureActivity:
        return self.draft.activities.get(number=1)

    @property
    def output(self) -> ProcedureOutput:
        return self.draft.outputs.get()

    @property
    def requirement(self) -> OutputRequirement:
        return self.output.requirements.get(number=1)

    @property
    def ruled(self) -> ProcedureActivity:
        return self.ruling.activities.get(number=1)

    @property
    def step(self) -> UseStep:
        return self.use.steps.get(kind="done")

    @property
    def result(self) -> RequirementResult:
        return self.review.results.order_by("pk")[0]

    @property
    def fault_step(self) -> NonConformityStep:
        return self.found.steps.get()

    @property
    def corrected_step(self) -> NonConformityStep:
        return self.corrected.steps.order_by("pk")[0]


@written_once
def made(cast: Cast) -> Made:
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    factories.done(cast, use, 1)
    ruling = factories.changed(cast, procedure)
    draft = actions.start_draft(procedure, by=cast.ana.access)
    return Made(
        cast=cast,
        procedure=procedure,
        old=procedure.versions.get(number=1),
        ruling=ruling,
        draft=factories.read(draft),
        use=use,
        review=actions.record_review(procedure, factories.review(ruling), by=cast.emilio.access),
        found=factories.fault(cast, procedure),
        acting=factories.acting(cast, procedure),
        corrected=factories.corrected(cast, procedure),
    )


Break = Callable[[Made], object]


def judged(it: Made, fault: NonConformity, who: Any, kind: str = "effective") -> int:
    return insert(
        it.corrected_step, kind=kind, actor_id=who.pk, fault_id=fault.pk, text="Se revisó"
    )


def send(it: Made) -> None:
    update(it.draft, status="submitted", submitted_on="2007-11-30", change="Algo")


def close_use(it: Made) -> None:
    update(it.use, state="finished", closed_on="2007-11-30")


def close_fault(it: Made) -> None:
    judged(it, it.corrected, it.cast.ana)
    update(it.corrected, state="closed", closed_on="2007-11-30")


def sent_then_changed(it: Made) -> None:
    send(it)
    update(it.draft, purpose="Otro")


def supersede(it: Made) -> None:
    update(it.ruling, status="superseded", superseded_on="2007-11-30")


def approve(it: Made, by: Any) -> None:
    update(it.draft, status="in_force", approved_on="2007-11-30", approved_by_id=by.pk)


def approved_without_steps(it: Made) -> None:
    send(it)
    supersede(it)
    approve(it, it.cast.diana)


def approved_by_who_wrote(it: Made) -> None:
    send(it)
    supersede(it)
    through_its_steps(it.draft, it.cast.diana.pk)
    approve(it, it.cast.ana)


def approved_beside_another(it: Made) -> None:
    send(it)
    through_its_steps(it.draft, it.cast.diana.pk)
    approve(it, it.cast.diana)


def step_of_closed(it: Made) -> None:
    close_use(it)
    insert(it.step, kind="dropped", activity_id=None, done_on=None, remarks="No")


def fault_step_of_closed(it: Made) -> None:
    close_fault(it)
    insert(it.corrected_step)


APPEND = {
    "usestep": lambda it: it.step,
    "reviewperiod": lambda it: it.procedure.periods.get(),
    "procedurereview": lambda it: it.review,
    "requirementresult": lambda it: it.result,
    "correctiveaction": lambda it: it.acting.corrections.get(),
    "nonconformitystep": lambda it: it.fault_step,
}


def touch(row: models.Model) -> None:
    update(row, event_id=row.event_id)  # type: ignore[attr-defined]


BREAKS: dict[str, Break] = {
    "procedure_code_once": lambda it: insert(it.procedure),
    "procedure_is_named": lambda it: insert(it.procedure, code="P-9", title=""),
    "procedures_procedure_approved_stays_update": lambda it: update(it.procedure, title="Otro"),
    "procedures_procedure_stays_delete": lambda it: delete(it.procedure),
    "procedures_procedure_keeps_its_name_update": lambda it: update(it.procedure, code="P-9"),
    "procedureversion_number_once": lambda it: update(it.draft, number=1),
    "procedureversion_one_open": lambda it: insert(it.draft, number=9),
    "procedureversion_one_in_force": approved_beside_another,
    "procedureversion_keeps_records": lambda it: update(it.draft, retention_years=0),
    "procedureversion_approved_is_whole": lambda it: update(
        it.draft, status="submitted", submitted_on="2007-11-30"
    ),
    "procedureversion_approval_iff_approved": lambda it: update(it.draft, approved_on="2007-11-30"),
    "procedureversion_dates_in_order": lambda it: update(
        it.ruling, status="superseded", superseded_on="2007-01-01"
    ),
    "procedureversion_superseded_date_iff_superseded": lambda it: update(
        it.ruling, status="superseded"
    ),
    "procedures_procedureversion_begins_as_draft_insert": lambda it: insert(
        it.ruling, number=9, status="submitted"
    ),
    "procedures_procedureversion_only_drafts_go_delete": lambda it: delete(it.old),
    "procedures_procedureversion_approved_stays_update": lambda it: update(
        it.ruling, purpose="Otro"
    ),
    "procedures_procedureversion_step_by_step_update": lambda it: update(
        it.draft, status="superseded", superseded_on="2007-11-30"
    ),
    "procedures_procedureversion_not_by_who_prepared_update": approved_by_who_wrote,
    "procedures_procedureversion_through_its_steps_update": approved_without_steps,
    "procedures_procedureversion_sent_stays_update": sent_then_changed,
    "procedures_procedureactivity_only_in_drafts_insert": lambda it: insert(it.ruled, number=9),
    "procedures_procedureactivity_only_in_drafts_update": lambda it: update(it.ruled, what="Otra"),
    "procedures_procedureactivity_only_in_drafts_delete": lambda it: delete(it.ruled),
    "procedures_procedureactivity_keeps_line_update": lambda it: update(
        it.activity, line_key="otra"
    ),
    "procedureactivity_number_once": lambda it: insert(it.activity, line_key="otra"),
    "procedureactivity_line_once": lambda it: insert(it.activity, number=9),
    "procedureactivity_number_from_1": lambda it: update(it.activity, number=0),
    "procedureactivity_has_a_responsible": lambda it: update(it.activity, responsible_id=None),
    "procedureactivity_says_what": lambda it: update(it.activity, what=""),
    "procedureactivity_term_1_to_500": lambda it: update(it.activity, working_days=501),
    "procedures_procedureoutput_only_in_drafts_insert": lambda it: insert(
        it.ruling.outputs.get(), number=9
    ),
    "procedures_procedureoutput_only_in_drafts_update": lambda it: update(
        it.ruling.outputs.get(), name="Otro"
    ),
    "procedures_procedureoutput_only_in_drafts_delete": lambda it: delete(it.ruling.outputs.get()),
    "procedures_procedureoutput_keeps_line_update": lambda it: update(it.output, line_key="otra"),
    "procedureoutput_number_once": lambda it: insert(it.output, line_key="otra"),
    "procedureoutput_line_once": lambda it: insert(it.output, number=9),
    "procedureoutput_number_from_1": lambda it: update(it.output, number=0),
    "procedureoutput_is_named": lambda it: update(it.output, receiver=""),
    "procedures_outputrequirement_only_in_drafts_insert": lambda it: insert(
        it.result.requirement, number=9
    ),
    "procedures_outputrequirement_only_in_drafts_update": lambda it: update(
        it.result.requirement, target="0 %"
    ),
    "procedures_outputrequirement_only_in_drafts_delete": lambda it: delete(it.result.requirement),
    "procedures_outputrequirement_keeps_line_update": lambda it: update(
        it.requirement, line_key="otra"
    ),
    "outputrequirement_number_once": lambda it: insert(it.requirement, line_key="otra"),
    "outputrequirement_line_once": lambda it: insert(it.requirement, number=9),
    "outputrequirement_number_from_1": lambda it: update(it.requirement, number=0),
    "outputrequirement_can_be_checked": lambda it: update(it.requirement, target=""),
    "procedures_procedureuse_begins_in_force_insert": lambda it: insert(it.use),
    "procedures_procedureuse_begins_going_insert": lambda it: insert(
        it.use, version_id=it.ruling.pk, state="finished", closed_on="2007-11-30"
    ),
    "procedures_procedureuse_moves_to_in_force_update": lambda it: update(
        it.use, version_id=it.draft.pk
    ),
    "procedures_procedureuse_keeps_what_it_is_update": lambda it: update(it.use, label="Otra"),
    "procedures_procedureuse_stays_delete": lambda it: delete(it.use),
    "procedureuse_closed_on_a_day": lambda it: update(it.use, state="finished"),
    "procedureuse_says_to_what": lambda it: insert(it.use, version_id=it.ruling.pk, label=""),
    "procedureuse_case_is_whole": lambda it: update(it.use, case_model="algo"),
    "procedures_usestep_of_the_version_followed_insert": lambda it: insert(
        it.step, activity_id=it.ruled.pk
    ),
    "procedures_usestep_of_an_open_one_insert": step_of_closed,
    "usestep_activity_iff_done": lambda it: insert(it.step, activity_id=None),
    "usestep_done_by_its_day": lambda it: insert(it.step, done_on="2007-12-01"),
    "usestep_says_why": lambda it: insert(it.step, kind="undone", remarks=""),
    "reviewperiod_1_to_60_months": lambda it: insert(it.procedure.periods.get(), months=0),
    "reviewperiod_says_why": lambda it: insert(it.procedure.periods.get(), reason=""),
    "procedures_procedurereview_of_the_one_in_force_insert": lambda it: insert(
        it.review, version_id=it.old.pk, held_on="2007-11-01"
    ),
    "procedurereview_not_in_the_future": lambda it: insert(it.review, held_on="2007-12-01"),
    "procedurereview_says_who_and_what": lambda it: insert(
        it.review, held_on="2007-11-01", participants=""
    ),
    "procedurereview_once_a_day": lambda it: insert(it.review),
    "procedures_requirementresult_of_the_version_reviewed_insert": lambda it: insert(
        it.result, requirement_id=it.requirement.pk
    ),
    "requirementresult_once": lambda it: insert(it.result),
    "requirementresult_is_measured": lambda it: insert(it.result, figure=""),
    "procedures_nonconformity_stays_delete": lambda it: delete(it.found),
    "procedures_nonconformity_found_stays_update": lambda it: update(it.found, description="Otra"),
    "procedures_nonconformity_closed_when_effective_update": lambda it: update(
        it.corrected, state="closed", closed_on="2007-11-30"
    ),
    "procedures_nonconformity_dismissed_with_its_step_update": lambda it: update(
        it.found, state="dismissed", closed_on="2007-11-30"
    ),
    "procedures_nonconformity_begins_as_found_insert": lambda it: insert(
        it.found, number=9, state="analysed"
    ),
    "procedures_nonconformity_of_its_version_insert": lambda it: insert(
        it.found, number=9, activity_id=it.activity.pk
    ),
    "nonconformity_number_once": lambda it: insert(it.found),
    "nonconformity_found_by_its_day": lambda it: insert(it.found, number=9, found_on="2007-12-01"),
    "nonconformity_of_one_thing": lambda it: insert(
        it.found, number=9, activity_id=it.ruled.pk, output_id=it.ruling.outputs.get().pk
    ),
    "nonconformity_closed_on_a_day": lambda it: update(it.found, closed_on="2007-11-30"),
    "nonconformity_says_what": lambda it: insert(it.found, number=9, description=""),
    "procedures_nonconformitystep_verified_by_another_insert": lambda it: judged(
        it, it.corrected, it.cast.bruno
    ),
    "procedures_nonconformitystep_verified_when_done_insert": lambda it: judged(
        it, it.acting, it.cast.ana
    ),
    "procedures_nonconformitystep_dismissed_by_another_insert": lambda it: judged(
        it, it.found, it.cast.ana, "dismissed"
    ),
    "procedures_nonconformitystep_of_an_open_one_insert": fault_step_of_closed,
    "nonconformitystep_says_what": lambda it: insert(it.fault_step, text=""),
}
for _name, _row in APPEND.items():
    BREAKS[f"procedures_{_name}_no_update"] = lambda it, row=_row: touch(row(it))  # type: ignore[misc]
    BREAKS[f"procedures_{_name}_no_delete"] = lambda it, row=_row: delete(row(it))  # type: ignore[misc]


def test_each_guard_refuses_what_only_it_bars(made: Made) -> None:
    """All in one world, each taken back: making it takes longer than trying them."""
    wrong = []
    for guard, attempt in BREAKS.items():
        try:
            with barred("procedures", guard):
                attempt(made)
        except (AssertionError, pytest.fail.Exception) as failure:
            wrong.append((guard, str(failure).splitlines()))

    assert wrong == []


@pytest.mark.parametrize(
    "column", ["found_by_id", "activity_id", "output_id", "procedure_id", "source", "recorded_on"]
)
def test_nothing_of_what_was_found_changes(made: Made, column: str) -> None:
    """The columns that may be empty too."""
    other = {
        "found_by_id": made.cast.bruno.pk,
        "activity_id": made.ruled.pk,
        "output_id": made.ruling.outputs.get().pk,
        "procedure_id": factories.empty(made.cast, code="P-02").procedure_id,
        "source": "audit",
        "recorded_on": "2007-12-01",
    }[column]

    with barred("procedures", "procedures_nonconformity_found_stays_update"):
        update(made.found, **{column: other})


def test_what_was_of_no_use_closes_nothing_by_hand(made: Made) -> None:
    by = made.cast.ana.access
    actions.check_effect(made.corrected, effective=False, text="No sirvió", by=by)

    with barred("procedures", "procedures_nonconformitystep_verified_when_done_insert"):
        judged(made, made.corrected, made.cast.ana)


@pytest.mark.parametrize("column", ["title", "process", "owner_id"])
def test_what_an_approved_one_is_called_and_whose_it_is_stays(made: Made, column: str) -> None:
    other = made.cast.serviu.pk if column == "owner_id" else "Otro"

    with barred("procedures", "procedures_procedure_approved_stays_update"):
        update(made.procedure, **{column: other})
    factory = factories.empty(made.cast, code="P-02").procedure
    update(factory, **{column: other})


def test_every_guard_is_tried() -> None:
    assert set(guards("procedures")) == set(BREAKS)


def test_what_is_right_is_taken(made: Made) -> None:
    """So that what bars the attempts above is only what each one breaks."""
    insert(made.activity, number=9, line_key="otra", working_days=500)
    insert(made.use, version_id=made.ruling.pk)
    insert(made.review, held_on=AGAIN)
    insert(made.found, number=9, activity_id=made.ruled.pk)
    insert(made.fault_step)
    close_use(made)
    close_fault(made)

    assert made.draft.activities.count() == 5
    assert CorrectiveAction.objects.count() == 2
    assert ReviewPeriod.objects.get().since < TODAY
