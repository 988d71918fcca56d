"""The counter, by keyboard: RUN, Enter, subject, Enter. And what a unit then answers."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

ROSA = "33.333.301-5"


def type_at_the_focus(visitor: Visitor, text: str) -> int:
    """What a person types where the page put the cursor, then Enter; answers how many keys."""
    visitor.page.keyboard.type(text)
    visitor.page.keyboard.press("Enter")
    return len(text) + 1


def to_the_end(visitor: Visitor) -> None:
    """So that every panel comes into sight."""
    visitor.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")


def test_an_attention_takes_a_run_a_subject_and_two_enters(
    worked: Product, enter: Enter, looker: Looker
) -> None:
    paty = enter(worked, "pnunez")
    paty.page.goto("/atencion/")
    looker.look(paty, "counter")
    paty.page.reload()

    expect(paty.field("RUN o documento")).to_be_focused()
    type_at_the_focus(paty, "333333010")
    expect(paty.notice).to_contain_text("es 5, no 0")
    paty.page.goto("/atencion/")
    expect(paty.field("RUN o documento")).to_be_focused()
    keys = type_at_the_focus(paty, "333333015")
    expect(paty.heading).to_have_text("Rosa Mamani Choque")
    expect(paty.field("Materia")).to_be_focused()
    keys += type_at_the_focus(paty, "3")

    expect(paty.notice).to_contain_text("registrada")
    expect(paty.field("RUN o documento")).to_be_focused()
    assert keys == 12  # the nine figures of a RUN, one of the subject, two Enters


def test_the_one_screen_with_its_panels_and_what_they_ask(
    worked: Product, enter: Enter, looker: Looker
) -> None:
    paty = enter(worked, "pnunez")
    paty.page.goto(f"/atencion/?run={ROSA}")
    to_the_end(paty)
    expect(paty.main).to_contain_text("Estado de un pago de subsidio")
    looker.look(paty, "one person")

    paty.field("Motivo de la consulta").fill("Actualizar su hogar")
    paty.press("Ver datos reservados")
    expect(paty.main).to_contain_text("Usted los ve por este motivo")
    to_the_end(paty)
    expect(paty.main).to_contain_text("Daniela Cruz Mamani")
    looker.look(paty, "one person with a purpose")
    paty.page.goto(f"/atencion/?run={ROSA}")
    paty.page.get_by_text("Más sobre esta persona").click()
    paty.follow("Ver y cambiar su hogar")
    looker.look(paty, "household")


def test_a_unit_answers_what_awaits_it(worked: Product, enter: Enter, looker: Looker) -> None:
    paula = enter(worked, "pcaceres")
    paula.follow_first("Responder atención")
    looker.look(paula, "attention")
    paula.field("Respuesta").fill("Se envió por correo.")
    paula.press("Registrar respuesta")
    expect(paula.notice).to_contain_text("respondida")
    paula.page.goto("/atencion/lista/?ver=filtros")
    looker.look(paula, "attentions")
    paula.page.goto("/atencion/materias/")
    looker.look(paula, "subjects")


def test_a_copy_is_delivered_and_an_erasure_decided(
    worked: Product, enter: Enter, looker: Looker
) -> None:
    paty = enter(worked, "pnunez")
    paty.page.goto("/atencion/?run=33.333.309-0")
    paty.page.get_by_text("Más sobre esta persona").click()
    paty.follow("Solicitudes sobre sus datos")
    looker.look(paty, "requests")
    paty.field("Cómo comprobó su identidad").fill("Cédula, presentada por él mismo")
    paty.press("Recibir solicitud")
    looker.look(paty, "copy")
    paty.field("A quién se entrega").fill("A él mismo, con su cédula")
    assert paty.download("Entregar copia").suggested_filename.endswith(".zip")

    paty.page.goto("/atencion/?run=33.333.311-2")
    paty.page.get_by_text("Más sobre esta persona").click()
    paty.follow("Solicitudes sobre sus datos")
    paty.field("Qué pide la persona").select_option("erasure")
    paty.field("Cómo comprobó su identidad").fill("Cédula, presentada por él mismo")
    paty.press("Recibir solicitud")
    expect(paty.notice).to_contain_text("por responder")
    looker.look(paty, "erasure refused")


def test_the_auditor_sees_who_looked(worked: Product, enter: Enter, looker: Looker) -> None:
    paty = enter(worked, "pnunez")
    paty.page.goto(f"/atencion/?run={ROSA}")
    tomas = enter(worked, "trojas")
    tomas.page.goto("/atencion/consultas/")
    expect(tomas.main).to_contain_text("P. Núñez")
    looker.look(tomas, "readings")
