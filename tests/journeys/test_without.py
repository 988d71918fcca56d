"""Without a script, and without a mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import PDF
from tests.journeys.conftest import Enter
from tests.journeys.product import Product
from tests.journeys.visitor import PASSWORD

pytestmark = pytest.mark.browser


def test_without_javascript_one_enters_uploads_and_verifies(
    fresh: Product, enter: Enter, tmp_path: Path
):
    paper = tmp_path / "informe-noviembre.pdf"
    paper.write_bytes(PDF)

    marisol = enter(fresh, "mquispe", java_script_enabled=False)
    marisol.open_activity("4.2")
    marisol.field("Título del documento").fill("Informe de gestión de noviembre")
    marisol.field("Fecha del documento").fill("2007-11-23")
    marisol.field("Archivo").set_input_files(paper)
    marisol.press("Cargar evidencia")
    expect(marisol.notice).to_contain_text("Evidencia cargada.")

    paula = enter(fresh, "pcaceres", java_script_enabled=False)
    paula.open_activity("4.2")
    paula.press("Verificar evidencia")
    expect(paula.notice).to_contain_text("El puntaje del programa es 60.")

    paula.page.locator(".top select[name=year]").select_option("2006")
    paula.page.locator(".top").get_by_role("button", name="Ver").click()
    expect(paula.page.locator(".top select[name=year]")).to_have_value("2006")


def test_with_the_keyboard_alone_one_enters_skips_and_searches(shown: Product, enter: Enter):
    visitor = enter(shown)
    page, keys = visitor.page, visitor.page.keyboard
    page.goto("/entrar/")
    expect(visitor.field("Usuario")).to_be_focused()
    keys.type("mquispe")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(visitor.heading).to_have_text("Mi trabajo")

    keys.press("Tab")
    skip = page.get_by_role("link", name="Ir al contenido")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    keys.press("Enter")
    expect(visitor.main).to_be_focused()
    keys.press("Tab")
    expect(visitor.main.locator(":focus")).to_be_visible()

    keys.press("Control+k")
    expect(page.get_by_role("combobox", name="Buscar programas")).to_be_focused()
    keys.type("mesa")
    keys.press("Enter")
    expect(visitor.heading).to_have_text("«mesa»")


def test_the_panel_of_the_search_is_walked_with_the_arrows(shown: Product, enter: Enter):
    visitor = enter(shown, "mquispe")
    page, keys = visitor.page, visitor.page.keyboard
    page.goto("/programas/")
    link = visitor.main.get_by_role("link", name="SERVIU Región de Tarapacá, 2007")
    link.focus()
    keys.press("/")
    keys.type("mesa")
    lines = page.get_by_role("dialog").get_by_role("option")
    expect(lines.first).to_be_visible()
    expect(page.locator("#buscador-dicho")).to_contain_text("resultado")

    keys.press("Escape")
    expect(link).to_be_focused()

    keys.press("Control+k")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    expect(lines.first).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(f"{shown.url}/programas/")
