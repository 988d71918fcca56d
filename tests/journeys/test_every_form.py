"""Every state that a form can be in: asked, refused, in conflict, done."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def test_preparing_and_approving(worked: Product, enter: Enter, looker: Looker):
    marisol = enter(worked, "mquispe")
    marisol.page.goto("/programas/nuevo/")
    looker.look(marisol, "begin a plan")
    marisol.field("Año").fill("1990")
    marisol.send("Preparar programa")
    looker.look(marisol, "begin a plan refused")
    marisol.field("Año").fill("2008")
    marisol.press("Preparar programa")
    looker.look(marisol, "empty draft")

    marisol.open_plan()
    plan = marisol.page.url
    marisol.press("Preparar modificación")
    looker.look(marisol, "draft")
    draft = marisol.page.url
    for path, button in {
        "objetivos/nuevo/": "Agregar objetivo",
        "objetivos/1/": "Guardar objetivo",
        "objetivos/1/actividad/": "Agregar actividad",
    }.items():
        marisol.page.goto(draft + path)
        looker.look(marisol, f"draft {path}")
        for field in marisol.main.locator("textarea").all():
            field.fill("")
        marisol.send(button)
        expect(marisol.notice).to_contain_text("Corrija")
        looker.look(marisol, f"draft {path} refused")

    _in_conflict(marisol, enter(worked, "rmamani"), draft, looker)

    marisol.page.goto(draft)
    marisol.follow("Editar actividad 1.1")
    marisol.field("Ponderación (%)").fill("11")
    marisol.press("Guardar actividad")
    marisol.press("Enviar a aprobación")
    expect(marisol.notice).to_contain_text("sobra 1 punto")
    looker.look(marisol, "sent with a point too many")
    marisol.follow("Editar actividad 1.1")
    marisol.field("Ponderación (%)").fill("10")
    marisol.press("Guardar actividad")
    rodrigo = enter(worked, "rmamani")
    rodrigo.page.goto(draft)
    rodrigo.follow("Editar actividad 2.2")
    marisol.press("Enviar a aprobación")
    looker.look(marisol, "sent")
    rodrigo.press("Guardar actividad")
    expect(rodrigo.notice).to_contain_text("Está enviada a aprobación")
    looker.look(rodrigo, "sent meanwhile")
    marisol.page.goto(plan)
    looker.look(marisol, "plan with a modification")

    lorena = enter(worked, "laraya")
    lorena.page.goto(draft)
    lorena.main.get_by_text("Devolver para corregir").click()
    lorena.send("Devolver programa")
    looker.look(lorena, "returned without saying why")
    lorena.field("Qué debe corregirse").fill("Falta el plazo de 1.1.")
    lorena.press("Devolver programa")
    looker.look(lorena, "returned")


def _in_conflict(one: Visitor, other: Visitor, draft: str, looker: Looker) -> None:
    """Both open activity 1.2; the second one to save sees both texts."""
    for visitor in (one, other):
        visitor.page.goto(draft)
        visitor.follow("Editar actividad 1.2")
        visitor.field("Medio de verificación esperado").fill(f"Acta de {visitor.name}")
    one.press("Guardar actividad")
    expect(one.heading).to_contain_text("versión")
    other.press("Guardar actividad")
    expect(other.notice).to_contain_text("guardó cambios aquí mientras usted escribía")
    looker.look(other, "in conflict")


def test_proving(worked: Product, enter: Enter, looker: Looker):
    marisol = enter(worked, "mquispe")
    marisol.open_activity("4.2")
    marisol.send("Cargar evidencia")
    expect(marisol.notice).to_contain_text("Corrija 3 datos")
    looker.look(marisol, "upload refused")
    marisol.main.get_by_text("Informar estado").first.click()
    marisol.field("cumple", exact=True).check()
    marisol.send("Informar estado")
    expect(marisol.notice).to_contain_text("no puede quedar en cumple")
    looker.look(marisol, "status refused")
    marisol.open_activity("4.1")
    marisol.main.get_by_text("Devolver para corregir").click()
    marisol.send("Devolver evidencia")
    looker.look(marisol, "evidence returned without saying why")
    marisol.press("Verificar evidencia")
    expect(marisol.notice).to_contain_text("El puntaje del programa es 60.")
    looker.look(marisol, "verified")


def test_defining(worked: Product, enter: Enter, looker: Looker):
    marisol = enter(worked, "mquispe")
    marisol.page.goto("/definiciones/proponer/")
    looker.look(marisol, "propose definitions")
    marisol.field("Misión").fill("")
    marisol.send("Enviar a aprobación")
    looker.look(marisol, "propose refused")
    marisol.field("Misión").fill("Mejorar la vida de las familias de la región.")
    marisol.press("Enviar a aprobación")
    looker.look(marisol, "proposed")
    lorena = enter(worked, "laraya")
    lorena.page.goto("/definiciones/")
    looker.look(lorena, "to approve")
    lorena.main.get_by_text("Devolver para corregir").click()
    lorena.send("Devolver definiciones")
    expect(lorena.notice).to_contain_text("Corrija 1 dato")
    looker.look(lorena, "definitions returned without saying why")
    lorena.field("Qué debe corregirse").fill("Falta nombrar los barrios.")
    lorena.press("Devolver definiciones")
    expect(lorena.lede).to_contain_text("espera su corrección")
    looker.look(lorena, "definitions returned")
    marisol.page.goto("/definiciones/")
    marisol.follow("Corregir propuesta")
    looker.look(marisol, "correct the proposal")


def test_verifying_the_record(worked: Product, enter: Enter, looker: Looker):
    auditor = enter(worked, "trojas")
    auditor.page.goto("/registro/")
    auditor.press("Verificar registro")
    expect(auditor.main.locator("#verification")).to_contain_text("sin hallazgos", timeout=30_000)
    looker.look(auditor, "verification")
    auditor.page.goto("/registro/")
    expect(auditor.main.get_by_role("link", name=re.compile(r"\d\d-\d\d-\d{4}"))).to_be_visible()
    looker.look(auditor, "record with a verification")
