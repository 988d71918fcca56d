"""A plan whose evaluation is closed: it is read, and no page of it offers to change it."""

import pytest
from lxml import html

from minga.core.access import Access
from minga.workplan import actions, errors, stages
from minga.workplan.carrying import actions as carrying
from minga.workplan.diffusion import actions as diffusion
from minga.workplan.models import Stage, WorkPlan
from minga.workplan.reporting import actions as reporting
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import refused
from tests.workplan.reporting import factories as writing

SAID = "cerró la evaluación de este programa el 30-11-2007"


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> WorkPlan:
    """With a report, evidence that waits, a diffusion plan; closed without asking for more."""
    monkeypatch.setattr(stages, "_registered", [])
    plan = factories.approved(cast, ((60, 40),))
    factories.uploaded(factories.line(plan), cast.ana)
    writing.approved(cast, of=plan)
    for stage in Stage:
        actions.close_stage(plan, stage, by=cast.diana.access)
    return WorkPlan.objects.get(pk=plan.pk)


def pages(plan: WorkPlan) -> dict[str, bool]:
    """Its addresses, and whether the page is the plan's own and says why nothing is offered."""
    one, line = plan.public_id, factories.line(plan).public_id
    report = plan.reports.get().public_id
    return {
        f"/programas/{one}/": True,
        f"/programas/{one}/actividades/{line}/": True,
        f"/programas/{one}/versiones/1/": False,
        f"/programas/{one}/historia/": False,
        f"/programas/{one}/etapas/": False,
        f"/compromisos-del-programa/{one}/": True,
        f"/compromisos-del-programa/del-programa/{one}/": False,
        f"/informes-del-programa/de/{one}/": False,
        f"/informes-del-programa/{report}/": True,
        f"/difusion/programa/{one}/": True,
        f"/difusion/programa/{one}/panel/": False,
    }


ENDING = (
    "//p[@class='lede'] | //h2[contains(., 'puntos') or contains(., 'suma') or contains(., 'sumó')]"
    " | //li[contains(., 'la evidencia:')]/div"
)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "2007-11-29",
            [
                "0 de 2 actividades cumplidas: 0 % ganado. Faltan 100 puntos. Quedan 32 días.",
                "Ningún objetivo gana puntos todavía",
                "Por qué no suma todavía",
                *["Falta la evidencia: plan actualizado."] * 2,
            ],
        ),
        (
            "2007-11-30",
            [
                "Terminó con 0 de 2 actividades cumplidas: 0 % ganado.",
                "Ningún objetivo ganó puntos",
                "Por qué no sumó todo",
                "Faltó la evidencia: plan actualizado.",
            ],
        ),
    ],
)
def test_its_page_tells_how_it_ended(cast: Cast, plan: WorkPlan, day: str, said: list[str]) -> None:
    """On a day before the closing, how it went."""
    answer = cast.ana.client().get(f"/programas/{plan.public_id}/", {"al": day})

    page = html.fromstring(answer.content.decode())
    assert [" ".join(part.text_content().split()) for part in page.xpath(ENDING)] == said


def test_no_page_of_it_offers_to_change_it(cast: Cast, plan: WorkPlan) -> None:
    offered, silent = [], []
    for who in (cast.ana, cast.bruno, cast.diana, cast.sofia):
        client = who.client()
        for url, says in pages(plan).items():
            page = html.fromstring(client.get(url).content.decode())
            posted = page.xpath("//main//form[@method='post']/@action")
            offered += [(str(who.person), url, action) for action in posted]
            if says and SAID not in " ".join(page.text_content().split()):
                silent.append((str(who.person), url))

    assert (offered, silent) == ([], [])


def test_what_was_open_in_the_browser_is_refused(cast: Cast, plan: WorkPlan) -> None:
    by: Access = cast.ana.access
    for act in (
        lambda: actions.start_draft(plan, by=by),
        lambda: reporting.begin_report(plan, "diffusion", by=by),
        lambda: reporting.start_version(plan.reports.get(), by=by),
        lambda: diffusion.begin_diffusion(plan, by=by),
        lambda: carrying.carry(plan, [("sitio", "k0")], by=by),
    ):
        with refused(errors.EvaluationClosed, "desde entonces ya no cambia"):
            act()


@pytest.mark.parametrize(
    ("address", "lands_on"),
    [
        ("/programas/{}/borrador/", "/programas/{}/"),
        ("/informes-del-programa/de/{}/diffusion/comenzar/", "/programas/{}/"),
        ("/compromisos-del-programa/{}/traer/", "/compromisos-del-programa/{}/"),
    ],
)
def test_a_form_asked_by_its_address_says_why(
    cast: Cast, plan: WorkPlan, address: str, lands_on: str
) -> None:
    answer = cast.ana.client().get(address.format(plan.public_id), follow=True)

    assert answer.redirect_chain[-1][0] == lands_on.format(plan.public_id)
    assert "desde entonces ya no cambia" in answer.content.decode()


def test_a_report_left_as_a_draft_leads_to_those_of_the_plan(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "_registered", [])
    report = writing.begun(cast).report
    for stage in Stage:
        actions.close_stage(report.plan, stage, by=cast.diana.access)

    answer = cast.ana.client().get(f"/informes-del-programa/{report.public_id}/")

    assert answer["location"] == f"/programas/{report.plan.public_id}/#informes"
