"""A letter that came is registered, answered with visas and signature, and numbered; axe looks at
every page of letters on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import PDF
from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
CAME = "Ord. 88 de Municipalidad de Huara, 20-11-2007"
STEPS = (
    ("pcaceres", "Visar oficio"),
    ("vcortes", "Visar oficio"),
    ("laraya", "Firmar oficio"),
    ("mzuleta", "Numerar oficio"),
)


def register(clerk: Visitor, looker: Looker) -> str:
    clerk.page.goto(f"{clerk.url}/oficios/recibidos/")
    looker.look(clerk, "nothing received")
    clerk.follow("Registrar oficio recibido")
    clerk.send("Registrar oficio recibido")
    looker.look(clerk, "register refused")
    for label, value in (
        ("Institución que lo envía", "Municipalidad de Huara"),
        ("Número que trae", "Ord. 88"),
        ("Fecha que trae", "2007-11-20"),
        ("Recibido el", "2007-11-22"),
        ("Materia", "Pide mejorar la sede social"),
        ("Responder hasta", "2007-12-10"),
    ):
        clerk.field(label).fill(value)
    clerk.page.locator("input[type=file]").set_input_files(
        {"name": "oficio.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    clerk.press("Registrar oficio recibido")
    looker.look(clerk, "received")
    return clerk.page.url


def test_what_came_is_answered_with_visas_and_signature(
    fresh: Product, enter: Enter, looker: Looker
):
    page = register(enter(fresh, "mzuleta"), looker)
    marisol = enter(fresh, "mquispe")
    marisol.page.goto(page)
    marisol.follow("Escribir respuesta")
    expect(marisol.field("Responde a")).to_have_value(CAME)
    looker.look(marisol, "answer")
    marisol.field("Materia").fill("Responde por la sede social")
    marisol.page.get_by_label("Texto", exact=True).fill("Junto con saludar, se visitará la sede.")
    marisol.field("Cargo de quien firma").fill("Directora")
    for visa in ("Jefatura de unidad", "Asesoría jurídica"):
        marisol.page.get_by_label(visa).check()
    marisol.press("Guardar borrador")
    looker.look(marisol, "draft")
    letter = marisol.page.url
    marisol.press("Enviar a firma")
    expect(marisol.lede).to_contain_text("Espera visa")

    for username, verb in STEPS:
        somebody = enter(fresh, username)
        somebody.page.goto(letter)
        looker.look(somebody, f"letter of {username}")
        somebody.press(verb)

    marisol.page.goto(letter)
    expect(marisol.main).to_contain_text("Visa jurídica: V. Cortés")
    looker.look(marisol, "numbered")
    marisol.page.goto(page)
    expect(marisol.lede).to_contain_text("Respondido")
    looker.look(marisol, "answered")


def test_a_batch_and_its_letters(shown: Product, enter: Enter, looker: Looker):
    marisol = enter(shown, "mquispe")
    for path in ("", "recibidos/", "nuevo/", "masivos/nuevo/"):
        marisol.page.goto(f"{shown.url}/oficios/{path}")
        looker.look(marisol, f"oficios {path}")
    marisol.field("Materia").fill("Convoca")
    marisol.page.get_by_label("Texto", exact=True).fill("A {{ destinatario }}.")
    marisol.field("Cargo de quien firma").fill("Directora")
    rows = "\n".join(f"Persona {number}; ; ; no-es-correo" for number in range(8))
    marisol.page.get_by_label(re.compile("lista de destinatarios")).fill(rows)
    marisol.press("Guardar borrador")
    marisol.main.get_by_text("Todo lo que hay que corregir").click()
    expect(marisol.main).to_contain_text("Línea 8: «no-es-correo»")
    looker.look(marisol, "batch refused")
    marisol.page.goto(f"{shown.url}/oficios/?tipo_es=circular")
    marisol.main.locator("tbody a").first.click()
    looker.look(marisol, "letter of a batch")
    marisol.main.locator("a[href*='/masivos/']").first.click()
    looker.look(marisol, "batch")
