"""Every page of the work plan and what hangs from it, found by following its own links: axe, no
sideways scroll, a quiet console."""

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.following import Round, pages_of
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

AREAS = (
    "agreements", "carrying", "diffusion", "norms", "problems", "procedures", "reporting",
    "results", "strategy", "week", "workplan",
)  # fmt: skip
# They are looked at, in more states than one, in `test_every_page` and `test_every_form`.
ELSEWHERE = {
    "strategy:definitions", "strategy:propose", "workplan:activity", "workplan:create",
    "workplan:draft", "workplan:edit_activity", "workplan:edit_objective", "workplan:history",
    "workplan:new_activity", "workplan:new_objective", "workplan:plan", "workplan:plans",
    "workplan:version",
}  # fmt: skip
DOORS = (
    "/programas/", "/definiciones/", "/esta-semana/", "/cambios-normativos/", "/problemas/",
    "/convenios-de-desempeno/", "/procedimientos/", "/difusion/", "/resultados/", "/territorio/",
)  # fmt: skip
# On the page of a place and of an organisation stands a panel of these areas.
AROUND = {"territory:home", "territory:place", "people:organisations", "people:organisation"}
# A draft is opened, so that what is written in it is seen too.
OPENS = {"agreements:start_draft", "diffusion:start", "reporting:start_version"}
# Her head closes a problem, and the one of control looks back at a procedure.
OF_OTHERS = {
    "laraya": ("/problemas/", "problems:close"),
    "pcaceres": ("/procedimientos/", "procedures:new_review"),
}


def test_every_page_of_the_work_plan(worked: Product, enter: Enter, looker: Looker) -> None:
    marisol, lorena = enter(worked, "mquispe"), enter(worked, "laraya")
    _change_the_agreement(marisol, lorena)
    _promise_more(marisol, lorena)
    _observe(marisol)
    _publish(marisol)
    pages = pages_of(AREAS)
    hers = pages - ELSEWHERE - {page for _, page in OF_OTHERS.values()}
    rounds = [Round(marisol, looker, hers, pages | AROUND, OPENS)]
    _meet_today(rounds[0])
    rounds[0].go(*DOORS)
    for username, (door, page) in OF_OTHERS.items():
        rounds.append(Round(enter(worked, username), looker, {page}, pages))
        rounds[-1].go(door)

    assert {name for one in rounds for name in one.wanted} == set()


def _observe(marisol: Visitor) -> None:
    """A change of the norms in its first step: it can still be corrected."""
    marisol.page.goto("/cambios-normativos/nuevo/")
    marisol.field("Título").fill("Plazo de los subsidios")
    marisol.field("Programa o norma que toca").fill("DS 40 de 2004")
    marisol.field("Resultado observado").fill("El plazo vence antes de que haya vivienda.")
    marisol.field("Dónde se observó").fill("Mesa de vivienda de Iquique")
    marisol.field("Observado el").fill("2007-11-28")
    marisol.press("Registrar cambio normativo")


def _publish(marisol: Visitor) -> None:
    """A publication that is still being prepared."""
    marisol.page.goto("/difusion/")
    marisol.follow_in("publicada", "2007")
    marisol.follow_first("Preparar publicación")
    marisol.field("Mecanismo").select_option(index=1)
    marisol.field("Título").fill("Boletín de noviembre")
    marisol.field("Qué se informó").fill("El avance del programa.")
    marisol.press("Preparar publicación")


def _meet_today(rounds: Round) -> None:
    """A meeting whose day has come, in the place of the one that was to be held later."""
    marisol = rounds.visitor
    marisol.page.goto("/problemas/")
    marisol.follow_first("Pasajes de tierra")
    marisol.follow("Reunión 2")
    marisol.follow("Suspender")
    marisol.field("Motivo").fill("La sala no está disponible.")
    marisol.press("Suspender reunión")
    marisol.follow_first("Pasajes de tierra")
    marisol.follow("Convocar reunión")
    rounds.look()
    marisol.field("Fecha de la reunión").fill("2007-11-30")
    marisol.field("Lugar").fill("SERVIU, sala del tercer piso")
    marisol.press("Convocar reunión")


def _change_the_agreement(marisol: Visitor, lorena: Visitor) -> None:
    marisol.page.goto("/convenios-de-desempeno/")
    marisol.follow("SERVIU Región de Tarapacá, 2007")
    marisol.press("Preparar modificación")
    _approve(marisol, lorena, "Aprobar convenio")


def _promise_more(marisol: Visitor, lorena: Visitor) -> None:
    """In a report of 2007, when 2008 has already taken what it had promised."""
    marisol.open_plan()
    marisol.follow("Ver informes del programa")
    marisol.follow("Análisis del avance", exact=True)
    marisol.press("Preparar modificación")
    marisol.follow_first("Agregar fila")
    marisol.field("Modificaciones logradas").fill("Las actas se publican.")
    marisol.field("Compromiso para la fase siguiente").fill("Publicar también los acuerdos.")
    marisol.press("Agregar fila")
    _approve(marisol, lorena, "Aprobar informe")


def _approve(marisol: Visitor, lorena: Visitor, verb: str) -> None:
    marisol.press("Enviar a aprobación")
    lorena.page.goto(marisol.page.url)
    lorena.press(verb)
