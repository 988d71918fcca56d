"""What the stages of a plan ask of its reports: each kind approved, in the version of the day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from minga.workplan.models import Stage, WorkPlan
from minga.workplan.reporting import actions, needs
from minga.workplan.reporting.models import ReportKind
from minga.workplan.stages import Met, standings
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan.pages import page
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


def test_it_leads_to_where_the_report_is_begun_written_or_read(cast: Cast) -> None:
    kind, plan = ReportKind.ANALYSIS, factories.plan(cast)
    section = f"/programas/{plan.public_id}/#informes"
    assert answer(plan, kind) == Met(False, "sin aprobar", section)

    version = factories.written(factories.begun(cast, kind.value, of=plan), cast)

    page = f"/informes-del-programa/{version.report.public_id}/"
    assert answer(plan, kind) == Met(False, "sin aprobar", section, f"{page}borrador/")
    actions.submit_report(version, by=cast.ana.access, on=TODAY)
    answers = standings(plan, TODAY)[Stage.EVALUATION.number - 1].needs
    waits = next(item.met for item in answers if item.need.key == "informes")
    assert waits == Met(False, "espera aprobación", section, f"{page}borrador/")
    actions.approve_report(version, by=cast.diana.access, on=TODAY)
    assert answer(plan, kind).url == page
    assert answer(plan, kind, days=-1) == Met(False, "sin aprobar", page)


def test_only_who_may_open_the_draft_is_led_to_it(cast: Cast) -> None:
    version = factories.begun(cast)
    plan = version.report.plan.public_id
    label = "Análisis del avance aprobado (1.2)"

    def leads(who: Somebody) -> str:
        shown = who.client().get(f"/programas/{plan}/etapas/")
        (url,) = page(shown).xpath(f"//a[text()='{label}']/@href")
        return str(url)

    draft, section = reverse("reporting:draft", args=[version.report.public_id]), "#informes"
    assert leads(cast.ana) == leads(cast.diana) == draft
    assert leads(cast.gaby) == f"/programas/{plan}/{section}"


def test_the_partial_evaluation_closes_no_stage() -> None:
    assert ReportKind.PARTIAL not in {kind for kind, _, _ in needs.ASKED}
