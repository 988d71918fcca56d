"""What can be done with reports, what is refused and why, and what each leaves in the record."""

from dataclasses import replace
from datetime import date

import pytest

from minga.core import verification
from minga.core.errors import NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.months import Month
from minga.core.versions import NotADraft, NotSubmitted, PreparedByApprover
from minga.people.roles import Role
from minga.workplan import actions as plan_actions
from minga.workplan.models import WorkPlan
from minga.workplan.reporting import actions, errors
from minga.workplan.reporting.actions import Quote, RowValues
from minga.workplan.reporting.models import (
    InformationSystem,
    PlanReport,
    PlanReportVersion,
    QuotedBacking,
    ReportKind,
    ReportRow,
)
from minga.workplan.reporting.spec import in_sections, spec_of
from tests.conftest import Cast, nothing_recorded
from tests.workplan import factories as plans
from tests.workplan.asserts import last_said
from tests.workplan.reporting import factories


def test_beginning_one(cast: Cast) -> None:
    version = factories.begun(cast)

    assert (version.number, version.status) == (1, "draft")
    assert version.plan_version.status == "in_force"
    assert last_said() == (
        "reporting.begun", "A. Soto", "comenzó a escribir «análisis del avance»",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [k for k in ReportKind.values if k != "systems"])
def test_one_begun_twice_is_the_same(cast: Cast, kind: str) -> None:
    version = factories.begun(cast, kind)

    with nothing_recorded(), pytest.raises(errors.AlreadyBegun) as caught:
        actions.begin_report(version.report.plan, kind, by=cast.bruno.access)
    assert caught.value.report == version.report


def test_of_a_plan_never_approved_nothing_is_written(cast: Cast) -> None:
    plan = plans.draft(cast).plan

    with nothing_recorded(), pytest.raises(errors.PlanNotApproved):
        actions.begin_report(plan, "analysis", by=cast.ana.access)


@pytest.mark.parametrize("who", ["diana", "carla", "sofia", "gaby", "nora", "pia"])
def test_only_units_of_the_service_write(cast: Cast, who: str) -> None:
    version = factories.begun(cast)
    by = getattr(cast, who).access

    with nothing_recorded():
        with pytest.raises(NotAllowed):
            actions.begin_report(version.report.plan, "diffusion", by=by)
        with pytest.raises(NotAllowed):
            actions.add_row(version, "1", factories.values(), by=by)


def test_each_system_has_its_plan_and_joins_the_catalogue_once(cast: Cast) -> None:
    plan = factories.plan(cast)
    first = factories.begun(cast, "systems", of=plan, system="  Pago de   Subsidios ")
    second = factories.begun(cast, "systems", of=plan, system="SOE")

    assert str(first.report) == "plan de mejora de Pago de Subsidios"
    assert second.report != first.report
    with pytest.raises(errors.AlreadyBegun):
        factories.begun(cast, "systems", of=plan, system="pago de subsidios")
    next_year = factories.begun(cast, "systems", of=factories.plan(cast, 2006), system="soe")
    assert next_year.report.system == second.report.system
    assert InformationSystem.objects.count() == 2


def test_a_system_named_by_mistake_leaves_the_catalogue_with_its_report(cast: Cast) -> None:
    plan = factories.plan(cast)
    kept = factories.begun(cast, "systems", of=plan, system="SOE").report
    slip = factories.begun(cast, "systems", of=plan, system="SOEE")

    actions.discard_draft(slip, by=cast.ana.access)

    assert list(InformationSystem.objects.all()) == [kept.system]


def test_a_plan_of_improvement_names_its_system(cast: Cast) -> None:
    plan = factories.plan(cast)

    with nothing_recorded(), pytest.raises(errors.SystemMissing):
        actions.begin_report(plan, "systems", system=" ", by=cast.ana.access)


def test_rows_stand_in_order_in_their_section(cast: Cast) -> None:
    version = factories.begun(cast)
    for section, title in (("1", "A"), ("2", "B"), ("1", "C")):
        actions.add_row(version, section, factories.values(title=title), by=cast.ana.access)

    said = [(row.section, row.number, row.title) for row in factories.rows(version)]
    assert said == [("1", 1, "A"), ("1", 2, "C"), ("2", 1, "B")]


def test_a_row_keeps_only_what_its_kind_asks(cast: Cast) -> None:
    given = factories.values(recommendations="Algo.", commitment="Algo más.")
    version = factories.begun(cast, "diffusion")

    row = actions.add_row(version, "users", given, by=cast.ana.access)

    assert (row.recommendations, row.commitment) == ("", "Algo más.")


def test_a_form_sent_twice_adds_one_row(cast: Cast) -> None:
    version = factories.begun(cast)
    actions.add_row(version, "1", factories.values(), key="bcdfghjkmnpq", by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.AlreadyAdded):
        actions.add_row(version, "1", factories.values(), key="bcdfghjkmnpq", by=cast.ana.access)
    assert ReportRow.objects.count() == 1


def test_a_key_is_of_one_report(cast: Cast) -> None:
    plan = factories.plan(cast)
    row = actions.add_row(
        factories.begun(cast, of=plan), "1", factories.values(), by=cast.ana.access
    )
    other = factories.begun(cast, "diffusion", of=plan)

    with nothing_recorded(), pytest.raises(errors.KeyOfAnother):
        actions.add_row(other, "users", factories.values(), key=row.key, by=cast.ana.access)


@pytest.mark.parametrize(
    ("kind", "section"), [("analysis", "3"), ("diffusion", "1"), ("partial", "2.2"), ("final", "")]
)
def test_a_section_that_the_report_has_not_is_refused(cast: Cast, kind: str, section: str) -> None:
    version = factories.begun(cast, kind)

    with nothing_recorded(), pytest.raises(errors.UnknownSection):
        actions.add_row(version, section, factories.values(), by=cast.ana.access)


def test_an_empty_row_is_not_kept(cast: Cast) -> None:
    version = factories.begun(cast)

    with nothing_recorded(), pytest.raises(errors.RowEmpty):
        actions.add_row(version, "1", RowValues(achieved=" \n "), by=cast.ana.access)


PAST, THIS = Month(2007, 10), Month(2007, 11)


@pytest.mark.parametrize("kind", ReportKind.values)
def test_nobody_commits_to_a_month_that_is_over(cast: Cast, kind: str) -> None:
    version = factories.begun(cast, kind)
    section = spec_of(version.report).sections(version.plan_version)[0].code
    late = factories.values(commitment="Publicar.", due=PAST)

    with (
        nothing_recorded(),
        pytest.raises(errors.DueIsOver, match=r"^Octubre de 2007 ya terminó y hoy es 30-11-2007"),
    ):
        actions.add_row(version, section, late, by=cast.ana.access)
    row = actions.add_row(version, section, replace(late, due=THIS), by=cast.ana.access)
    assert row.due == THIS


def test_what_was_done_may_have_ended_any_month(cast: Cast) -> None:
    version = factories.begun(cast, "systems")

    done = factories.values(commitment=" ", due=PAST)

    assert actions.add_row(version, "all", done, by=cast.ana.access).due == PAST


def test_nor_by_changing_a_row(cast: Cast) -> None:
    version = factories.begun(cast)
    promised = factories.values(commitment="Publicar.", due=THIS)
    row = actions.add_row(version, "1", promised, by=cast.ana.access)

    late = replace(promised, due=PAST)
    with nothing_recorded(), pytest.raises(errors.DueIsOver):
        actions.change_row(row, late, revision=0, by=cast.ana.access)
    row = actions.change_row(
        row, replace(promised, commitment="", due=PAST), revision=0, by=cast.ana.access
    )
    with nothing_recorded(), pytest.raises(errors.DueIsOver):
        actions.change_row(row, late, revision=1, by=cast.ana.access)


def test_a_month_that_ended_since_it_was_written_does_not_hinder_the_rest(cast: Cast) -> None:
    version = factories.begun(cast)
    promised = factories.values(commitment="Publicar.", due=THIS)
    row = actions.add_row(version, "1", promised, by=cast.ana.access)
    later = date(2008, 1, 2)

    said = replace(promised, commitment="Publicar todo.")
    actions.change_row(row, said, revision=0, by=cast.ana.on(later), on=later)

    row.refresh_from_db()
    assert (row.commitment, row.due) == ("Publicar todo.", THIS)
    sooner = replace(said, due=Month(2007, 12))
    with nothing_recorded(), pytest.raises(errors.DueIsOver):
        actions.change_row(row, sooner, revision=1, by=cast.ana.on(later), on=later)


def test_changing_a_row_tells_what_changed(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]
    said = factories.values(commitment="Publicar.", responsible=cast.seremi, due=Month(2008, 3))

    actions.change_row(row, said, revision=0, by=cast.bruno.access)

    row.refresh_from_db()
    assert (row.revision, row.commitment, row.due) == (1, "Publicar.", Month(2008, 3))
    assert Event.objects.latest("sequence").data["changes"] == [
        ["Compromiso para la fase siguiente", "", "Publicar."],
        ["Responsable", "", "SEREMI"],
        ["Plazo", "", "marzo de 2008"],
    ]


def test_the_second_who_edits_a_row_is_told_both_texts(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]
    actions.change_row(
        row, factories.values(achieved="Lo de Bruno."), revision=0, by=cast.bruno.access
    )

    with nothing_recorded(), pytest.raises(StaleForm) as caught:
        actions.change_row(
            row, factories.values(achieved="Lo de Ana."), revision=0, by=cast.ana.access
        )

    assert caught.value.who == "B. Díaz"
    assert caught.value.differences == {"Modificaciones logradas": ("Lo de Bruno.", "Lo de Ana.")}


def test_changing_a_row_that_another_took_out(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]
    actions.remove_row(row, by=cast.bruno.access)

    with nothing_recorded(), pytest.raises(errors.RowGone):
        actions.change_row(row, factories.values(), revision=0, by=cast.ana.access)


def test_a_report_is_sent_when_each_section_tells_something(cast: Cast) -> None:
    version = factories.begun(cast)
    actions.add_row(version, "1", factories.values(), by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.SectionMissing, match="objetivo 2"):
        actions.submit_report(version, by=cast.ana.access)


def test_the_information_to_the_region_is_told_in_its_three_themes(cast: Cast) -> None:
    version = factories.begun(cast, "partial")
    for part in ("1.1", "1.2", "1.3"):
        actions.add_row(version, part, factories.values(), by=cast.ana.access)
    actions.add_row(version, "2.1", factories.values(title="De las acciones"), by=cast.ana.access)

    with pytest.raises(
        errors.SectionMissing, match=r"falta: 2\.1, de los productos; 2\.1, de los recursos\."
    ):
        actions.submit_report(version, by=cast.ana.access)


@pytest.mark.parametrize("kind", ReportKind.values)
def test_an_empty_one_is_not_sent(cast: Cast, kind: str) -> None:
    version = factories.begun(cast, kind)

    with nothing_recorded(), pytest.raises(errors.SectionMissing):
        actions.submit_report(version, by=cast.ana.access)


def test_sent_twice_the_second_is_refused(cast: Cast) -> None:
    version = factories.sent(cast)

    with nothing_recorded(), pytest.raises(NotADraft):
        actions.submit_report(version, by=cast.bruno.access)


def test_who_wrote_in_it_does_not_approve_it(cast: Cast) -> None:
    plans.also(cast.ana, Role.INSTITUTION_HEAD, cast.serviu)
    version = factories.sent(cast)

    with nothing_recorded(), pytest.raises(PreparedByApprover):
        actions.approve_report(version, by=cast.ana.access)


def test_a_draft_is_not_approved(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)

    with nothing_recorded(), pytest.raises(NotSubmitted):
        actions.approve_report(version, by=cast.diana.access)


def test_only_the_head_approves(cast: Cast) -> None:
    version = factories.sent(cast)

    for who in (cast.bruno, cast.emilio, cast.carla):
        with nothing_recorded(), pytest.raises(NotAllowed):
            actions.approve_report(version, by=who.access)


def test_what_was_approved_does_not_change(cast: Cast) -> None:
    report = factories.approved(cast)
    version = factories.in_force(report)
    row = factories.rows(version)[0]

    with nothing_recorded():
        with pytest.raises(NotADraft):
            actions.change_row(row, factories.values(), revision=0, by=cast.ana.access)
        with pytest.raises(NotADraft):
            actions.remove_row(row, by=cast.ana.access)
        with pytest.raises(NotADraft):
            actions.add_row(version, "1", factories.values(), by=cast.ana.access)


def test_returned_and_approved_later(cast: Cast) -> None:
    version = factories.sent(cast)
    actions.return_report(version, remarks="Falta el plazo.", by=cast.diana.access)

    version = factories.read(version)
    assert (version.status, version.remarks) == ("draft", "Falta el plazo.")
    actions.submit_report(version, by=cast.ana.access)
    actions.approve_report(version, by=cast.diana.access)
    assert last_said() == (
        "reporting.approved", "D. Pérez", "aprobó la versión 1 de «análisis del avance»",
    )  # fmt: skip


def test_a_new_version_says_the_same_with_the_same_keys(cast: Cast) -> None:
    report = factories.approved(cast, said={"commitment": "Publicar."})
    first = factories.in_force(report)

    second = factories.reopened(cast, report)

    keys = [(row.key, row.commitment) for row in factories.rows(first)]
    assert [(row.key, row.commitment) for row in factories.rows(second)] == keys
    actions.submit_report(second, by=cast.ana.access)
    actions.approve_report(second, by=cast.diana.access)
    assert factories.read(first).status == "superseded"


def test_one_open_version_at_a_time(cast: Cast) -> None:
    report = factories.approved(cast)
    factories.reopened(cast, report)

    with nothing_recorded(), pytest.raises(errors.OpenVersionExists):
        factories.reopened(cast, report)


def test_a_report_never_approved_has_nothing_to_modify(cast: Cast) -> None:
    version = factories.begun(cast)
    actions.discard_draft(version, by=cast.ana.access)
    assert not PlanReport.objects.exists()
    report = factories.approved(cast, "diffusion", of=version.report.plan)
    draft = factories.reopened(cast, report)

    assert actions.discard_draft(draft, by=cast.ana.access) == report
    assert factories.reopened(cast, report).number == 3


def test_what_another_wrote_in_is_not_discarded(cast: Cast) -> None:
    version = factories.begun(cast)
    actions.add_row(version, "1", factories.values(), by=cast.bruno.access)

    with nothing_recorded(), pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(version, by=cast.ana.access)


def test_what_was_sent_once_is_not_discarded(cast: Cast) -> None:
    version = factories.sent(cast)
    actions.return_report(version, remarks="No.", by=cast.diana.access)

    with nothing_recorded(), pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(version, by=cast.ana.access)


def test_the_final_evaluation_begins_with_what_the_partial_one_says(cast: Cast) -> None:
    partial = factories.approved(cast, "partial")

    final = factories.begun(cast, "final", of=partial.plan)

    keys = [row.key for row in factories.rows(factories.in_force(partial))]
    assert [row.key for row in factories.rows(final)] == keys


def test_a_sentence_of_the_record_stays_with_its_rows_while_it_is_in_the_text(cast: Cast) -> None:
    version = factories.begun(cast, "partial")
    quote = Quote("Cumple 5 de 10.", (("1.1 Planes", "/x/"),))
    said = factories.values(achieved="Algo.\nCumple 5 de 10.")

    row = actions.add_row(version, "1.1", said, quotes=[quote], by=cast.ana.access)

    kept = QuotedBacking.objects.get()
    assert (kept.sentence, kept.stands_on) == ("Cumple 5 de 10.", [["1.1 Planes", "/x/"]])
    actions.change_row(row, said, revision=0, quotes=[quote], by=cast.ana.access)
    assert QuotedBacking.objects.count() == 1
    actions.change_row(row, factories.values(), revision=1, by=cast.ana.access)
    assert not QuotedBacking.objects.exists()


def test_the_record_verifies_after_everything(cast: Cast) -> None:
    version = factories.written(factories.begun(cast, "partial"), cast)
    row = factories.rows(version)[0]
    quote = Quote("Se hizo", (("1.1", "/x/"),))
    actions.change_row(
        row, factories.values(due=Month(2008, 1)), revision=0, quotes=[quote], by=cast.ana.access
    )
    extra = actions.add_row(version, "1.1", factories.values(), by=cast.ana.access)
    actions.remove_row(extra, by=cast.ana.access)
    actions.submit_report(version, by=cast.ana.access)
    actions.approve_report(version, by=cast.diana.access)
    actions.discard_draft(factories.reopened(cast, version.report), by=cast.ana.access)
    actions.discard_draft(
        factories.begun(cast, "systems", of=version.report.plan), by=cast.ana.access
    )

    found = [found for found in verification.verify() if found.where != "anclas"]
    assert found == []


def _with_another_second_objective(cast: Cast, plan: WorkPlan) -> WorkPlan:
    """The second one leaves the plan; a new one takes its number, and a third one is added."""
    on = plans.MODIFIED
    by, draft = cast.ana.on(on), plans.reopened(cast, plan)
    last = plans.activities_of(draft)[1]
    plan_actions.remove_activity(last, by=by, on=on)
    plan_actions.remove_objective(last.objective, by=by, on=on)
    for title in ("Observatorio de suelo", "Vivienda rural"):
        made = plan_actions.add_objective(draft, title=title, by=by, on=on)
        given = plans.values(cast, weight=25)
        plan_actions.add_activity(made, given, by=by, on=on)
    plans.sign(cast, plans.send(cast, draft))
    return plan


def _told(version: PlanReportVersion) -> list[tuple[str, int]]:
    found = in_sections(spec_of(version.report), version, version.rows.all())
    return [
        (section.title.partition(": ")[2] or section.title, len(rows)) for section, rows in found
    ]


def test_a_draft_follows_the_plan_that_was_modified(cast: Cast) -> None:
    plan = factories.plan(cast)
    version = factories.written(factories.begun(cast, of=plan), cast)
    _with_another_second_objective(cast, plan)
    now = [
        ("Planes con visión territorial", 1),
        ("Observatorio de suelo", 0),
        ("Vivienda rural", 0),
        ("Objetivo 2, que ya no está en el programa", 1),
    ]
    assert _told(factories.read(version)) == now

    with pytest.raises(errors.SectionMissing, match="objetivo 2; objetivo 3"):
        actions.submit_report(version, by=cast.ana.access)

    version = factories.read(version)
    assert (version.plan_version, _told(version)) == (plans.in_force(plan), now)
    for section in ("2", "3"):
        actions.add_row(version, section, factories.values(), by=cast.ana.access)
    assert actions.submit_report(version, by=cast.ana.access).status == "submitted"


def test_a_new_version_of_a_report_follows_it_too(cast: Cast) -> None:
    plan = factories.plan(cast)
    report = factories.approved(cast, of=plan)
    _with_another_second_objective(cast, plan)

    version = factories.read(factories.reopened(cast, report))

    assert _told(version)[-1] == ("Objetivo 2, que ya no está en el programa", 1)
    assert dict(_told(version))["Observatorio de suelo"] == 0
    assert len(_told(factories.read(factories.in_force(report)))) == 2
