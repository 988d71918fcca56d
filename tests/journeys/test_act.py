"""A resolution from its draft to its effect, and another that rectifies it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
STEPS = (("pcaceres", "Visar acto"), ("vcortes", "Visar acto"), ("eguerra", "Visar acto"))
SUBSTITUTION = "R. Mamani"


def draft(visitor: Visitor, kind: str, subject: str) -> None:
    visitor.page.goto(visitor.url + "/actos/nuevo/")
    visitor.field("Tipo de acto").select_option(label=kind)
    visitor.field("Unidad que lo prepara").select_option(label="Unidad de Programación")
    visitor.field("Materia").fill(subject)
    visitor.field("Resuelvo").fill("1.- Dispónese lo que sigue.")
    visitor.press("Guardar borrador")


def signed(product: Product, enter: Enter, page: str) -> None:
    for username, verb in (*STEPS, ("laraya", "Firmar acto")):
        somebody = enter(product, username)
        somebody.page.goto(page)
        somebody.press(verb)


def numbered(product: Product, enter: Enter, page: str) -> Visitor:
    clerk = enter(product, "mzuleta")
    clerk.page.goto(page)
    clerk.follow("Numerar acto")
    clerk.press("Numerar acto")
    return clerk


def test_it_takes_effect_when_it_is_taken_and_not_before(fresh: Product, enter: Enter):
    marisol = enter(fresh, "mquispe")
    draft(marisol, "Bases y contratos", "Nombra subrogante")
    page = marisol.page.url
    marisol.follow("Agregar efecto: nombrar subrogante")
    who = marisol.field("A quién se subroga")
    who.select_option(label="H. Vargas, profesional de programación")
    marisol.field("Quién subroga").select_option(label=SUBSTITUTION)
    marisol.field("Primer día").fill("2007-12-20")
    marisol.field("Último día").fill("2007-12-21")
    marisol.press("Agregar efecto")
    marisol.press("Enviar a visación")
    signed(fresh, enter, page)
    clerk = numbered(fresh, enter, page)
    clerk.follow("Registrar envío a toma de razón")
    clerk.press("Registrar envío a toma de razón")
    expect(clerk.lede).to_contain_text("Todavía no produce efecto; falta: toma de razón")
    lorena = enter(fresh, "laraya")
    lorena.page.goto(f"{fresh.url}/subrogancias/")
    expect(lorena.main).not_to_contain_text("20-12-2007")

    clerk.follow("Registrar toma de razón")
    clerk.press("Registrar toma de razón")
    expect(clerk.lede).to_contain_text("totalmente tramitado")
    lorena.page.reload()
    expect(lorena.main).to_contain_text("20-12-2007")

    number = clerk.lede.inner_text().split(" de 2007")[0].split()[-1]
    draft(marisol, "Aprobación de programas", "Rectifica el nombramiento")
    second = marisol.page.url
    marisol.follow("Agregar relación")
    marisol.field("Qué le hace").select_option(label="rectifica")
    marisol.field("Serie").select_option(label="resolución afecta a toma de razón")
    marisol.field("Número").fill(number)
    marisol.field("Año").fill("2007")
    marisol.press("Agregar relación")
    marisol.press("Enviar a visación")
    signed(fresh, enter, second)
    clerk = numbered(fresh, enter, second)
    expect(clerk.main).to_contain_text(f"Rectifica Resolución {number} de 2007")
    clerk.page.goto(page)
    expect(clerk.main).to_contain_text("Rectificada por Resolución Exenta")
