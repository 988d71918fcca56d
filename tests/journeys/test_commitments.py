"""A promise kept under the eyes of another, and a finding of an audit up to its last follow-up."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import PDF
from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product, environment
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
TECHNICAL = "Departamento Técnico (SERVIU)"
REPORT = "391/2007"
PROMISE = "Entregar los planos de loteo corregidos"
MORNING = """
from minga.commitments.chasing.daily import BY, CHASING
from minga.core.jobs.actions import ask
ask(CHASING, by=BY)
"""


def attach(visitor: Visitor, label: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PDF + name.encode())
    visitor.field(label, exact=True).set_input_files(path)


def next_morning(product: Product, visitor: Visitor) -> None:
    """What the calendar asks of the worker once a day, when all is there to be written of:
    nobody is written twice. The visitor waits for it on this page."""
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-c", MORNING]
    subprocess.run(command, env=environment(product.data), check=True, capture_output=True)
    deadline = time.monotonic() + 60
    while "Por qué" not in visitor.main.locator("#correos").inner_text():
        assert time.monotonic() < deadline, "no reminder was written"
        time.sleep(0.3)
        visitor.page.reload()


def test_a_commitment_is_made_chased_reported_and_accepted_by_another(
    worked: Product, enter: Enter, looker: Looker, tmp_path: Path
) -> None:
    marisol = enter(worked, "mquispe")
    marisol.page.goto("/compromisos/")
    marisol.follow("Registrar compromiso")
    marisol.send("Registrar compromiso")
    expect(marisol.main).to_contain_text("Elija quién responde.")
    looker.look(marisol, "new commitment, refused")
    marisol.field("Qué se prometió").fill(PROMISE)
    marisol.field("Responsable").select_option(label=TECHNICAL)
    marisol.field("A quién").fill("Comité Los Molles")
    marisol.field("Plazo (opcional)", exact=True).fill("2007-11-30")
    marisol.press("Registrar compromiso")
    expect(marisol.heading).to_have_text(PROMISE)
    expect(marisol.lede).to_contain_text("Su plazo vence hoy")
    page = marisol.page.url

    lorena = enter(worked, "laraya")
    lorena.page.goto("/compromisos/")
    looker.look(lorena, "commitments")
    lorena.follow("Avisos", exact=True)
    lorena.field("Unidad", exact=True).select_option(label=TECHNICAL)
    lorena.field("Correo de la unidad").fill("tecnico@serviu.example")
    lorena.press("Registrar casilla")
    expect(lorena.main).to_contain_text("tecnico@serviu.example")
    looker.look(lorena, "reminders")

    next_morning(worked, marisol)
    expect(marisol.main.locator("#correos")).to_contain_text("Se avisa a Técnico.")
    expect(marisol.main.locator("#correos")).to_contain_text("vence hoy")

    omar = enter(worked, "omedina")
    omar.main.get_by_role("link", name=PROMISE).or_(omar.main.get_by_text(PROMISE)).first.wait_for()
    omar.page.goto(page)
    looker.look(omar, "commitment to report")
    omar.send("Informar cumplimiento")
    expect(omar.main).to_contain_text("Elija el archivo que lo prueba.")
    attach(omar, "Evidencia", tmp_path, "planos.pdf")
    omar.field("Qué se hizo").fill("Se entregaron en la oficina del comité.")
    omar.press("Informar cumplimiento")
    expect(omar.lede).to_contain_text("Espera que otra persona lo verifique")
    expect(omar.main).to_contain_text("Usted lo informó: lo verifica otra persona.")
    assert omar.post(f"{page}verificar/").status == 422

    paula = enter(worked, "pcaceres")
    paula.page.goto(page)
    looker.look(paula, "commitment to verify")
    paula.press("Verificar cumplimiento")
    expect(paula.lede).to_contain_text("cumplido")
    expect(paula.main.locator("#pasos")).to_contain_text("Ó. Medina")
    looker.look(paula, "commitment kept")


def test_a_finding_is_answered_with_evidence_and_followed_until_it_is_solved(
    worked: Product, enter: Enter, looker: Looker, tmp_path: Path
) -> None:
    elsa = enter(worked, "eguerra")
    elsa.page.goto("/compromisos/auditorias/")
    looker.look(elsa, "audits")
    elsa.follow("Registrar auditoría")
    looker.look(elsa, "new audit")
    elsa.field("Quién audita").select_option(label="contraloría general")
    elsa.field("Número del informe").fill(REPORT)
    elsa.field("Fecha del informe").fill("2007-11-05")
    elsa.field("Materia").fill("Recepción de obras")
    elsa.press("Registrar auditoría")
    elsa.follow("Agregar hallazgo")
    looker.look(elsa, "new finding")
    elsa.field("Numeral").fill("II.3")
    elsa.field("Observación").fill("Actas de recepción sin firma")
    elsa.field("Plazo de respuesta").fill("2007-12-14")
    elsa.field("Responsable").select_option(label=TECHNICAL)
    elsa.press("Agregar hallazgo")
    expect(elsa.main).to_contain_text("por responder")
    audit = elsa.page.url
    elsa.follow("II.3")
    expect(elsa.heading).to_have_text("II.3 Actas de recepción sin firma")
    page = elsa.page.url
    elsa.follow("Agregar registros")
    elsa.field("Qué son").fill("Actas sin firma")
    elsa.field("Referencias").fill("ACTA-1\nACTA-2\nACTA-2")
    looker.look(elsa, "finding with its rows to add")
    elsa.press("Agregar registros")
    expect(elsa.main.locator("#registros")).to_contain_text("Actas sin firma: 2 registros")
    elsa.follow("Actas sin firma")
    looker.look(elsa, "rows of a finding")
    elsa.page.goto(page)
    elsa.follow("Agregar acción")
    looker.look(elsa, "new action")
    elsa.field("Qué se prometió").fill("Firmar las actas pendientes")
    elsa.field("Responsable").select_option(label=TECHNICAL)
    elsa.field("A quién").fill("Contraloría General")
    elsa.field("Plazo (opcional)", exact=True).fill("2007-12-20")
    elsa.press("Registrar compromiso")
    expect(elsa.main).to_contain_text("Auditoría")

    omar = enter(worked, "omedina")
    omar.page.goto(page)
    expect(omar.main.locator("#acciones")).to_contain_text("Firmar las actas pendientes")
    omar.field("Respuesta").fill("Se firmó la primera.")
    attach(omar, "Evidencia (opcional)", tmp_path, "acta.pdf")
    looker.look(omar, "finding to answer")
    omar.press("Registrar respuesta")
    expect(omar.main.locator("#respuestas")).to_contain_text("Se firmó la primera.")
    expect(omar.main.locator("#respuestas").get_by_role("link")).to_have_count(1)
    expect(omar.main.get_by_role("button", name="Registrar seguimiento")).to_have_count(0)

    elsa.page.goto(page)
    assess(elsa, "parcialmente subsanada", "Falta la segunda.", "2008-03-03")
    expect(elsa.lede).to_contain_text("Próximo seguimiento: 03-03-2008")
    looker.look(elsa, "finding followed")
    elsa.page.goto(audit)
    expect(elsa.main).to_contain_text("parcialmente subsanada")
    looker.look(elsa, "audit")
    elsa.page.goto(page)
    assess(elsa, "subsanada", "Están las dos.")
    expect(elsa.lede).to_contain_text("Según el último seguimiento")
    expect(elsa.main.locator("#seguimientos li")).to_have_count(2)
    expect(elsa.main.locator("#seguimientos li").first).to_contain_text("Subsanada")
    looker.look(elsa, "finding solved")


def assess(visitor: Visitor, outcome: str, why: str, next_on: str = "") -> None:
    visitor.field(outcome, exact=True).check()
    visitor.field("En qué se funda").fill(why)
    if next_on:
        visitor.field("Próximo seguimiento").fill(next_on)
    visitor.press("Registrar seguimiento")
