"""A visit filled without signal, with its photo: once there, and two phones in conflict."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.product import Product
from tests.journeys.visitor import PHONE, Visitor
from tests.visits.factories import png

pytestmark = pytest.mark.browser
TITLE = "Multicancha de Alto Hospicio"
HERE = {"latitude": -20.268, "longitude": -70.102, "accuracy": 9}


def at_the_ground(enter: Enter, product: Product, *, taken: bool = True) -> Visitor:
    inspector = enter(
        product, "iloayza", viewport=PHONE, geolocation=HERE, permissions=["geolocation"]
    )
    page = inspector.page
    page.goto("/visitas/terreno/")
    page.locator("[data-ready]").wait_for()
    if taken:
        page.get_by_role("button", name="Llevar a terreno").click()
        expect(page.get_by_text(re.compile("puede salir sin señal"))).to_be_visible()
    return inspector


def fill(inspector: Visitor, shade: int) -> None:
    page = inspector.page
    page.get_by_role("link", name=re.compile(TITLE)).click()
    page.locator("[data-ready]").wait_for()
    page.locator("fieldset").nth(0).get_by_label("Sí").check()
    page.locator("fieldset").nth(1).get_by_label("No", exact=True).check()
    page.get_by_label("bueno").check()
    page.get_by_label("conforme", exact=True).check()
    page.locator("#foto-de").select_option(index=1)
    picture = {"name": "foto.png", "mimeType": "image/png", "buffer": png(shade)}
    page.locator("#id_photo").set_input_files(picture)
    expect(page.locator("[data-shots] li")).to_have_count(1)


def send(inspector: Visitor) -> None:
    inspector.page.get_by_role("button", name="Enviar informe").click()


def test_filled_without_signal_it_is_there_once(fresh: Product, enter: Enter) -> None:
    inspector = at_the_ground(enter, fresh)
    inspector.context.set_offline(True)
    fill(inspector, 10)
    inspector.page.reload()  # what was typed is kept, with its photo
    inspector.page.locator("[data-ready]").wait_for()
    expect(inspector.page.locator("[data-shots] li")).to_have_count(1)
    expect(inspector.page.get_by_label("bueno")).to_be_checked()
    send(inspector)
    expect(inspector.page.locator("[data-says]")).to_contain_text("Guardado en este teléfono")
    inspector.page.goto("/visitas/terreno/")
    expect(inspector.page.locator("[data-queue]")).to_contain_text("por enviar")

    inspector.context.set_offline(False)
    expect(inspector.page.locator("[data-queue]")).to_contain_text("enviada")
    inspector.page.get_by_role("button", name="Enviar ahora").click()
    inspector.page.goto("/visitas/?q=Multicancha")
    inspector.page.get_by_role("link", name=TITLE).click()
    expect(inspector.main).to_contain_text("Realizada", ignore_case=True)
    expect(inspector.page.locator(".visit-report")).to_have_count(1)
    expect(inspector.page.locator(".visit-photos li")).to_have_count(1)
    inspector.complaints.clear()  # the browser tells that it had no network


def test_from_two_phones_the_second_is_told_of_the_conflict(fresh: Product, enter: Enter) -> None:
    one, two = at_the_ground(enter, fresh), at_the_ground(enter, fresh)
    two.context.set_offline(True)
    fill(two, 20)
    send(two)
    fill(one, 30)
    send(one)
    expect(one.page.locator("[data-says]")).to_contain_text("Informe enviado")
    two.context.set_offline(False)
    two.page.goto("/visitas/terreno/")
    expect(two.page.locator("[data-queue]")).to_contain_text("hay un conflicto")
    one.page.goto("/visitas/terreno/")
    expect(one.page.locator("[data-queue]")).to_contain_text("hay un conflicto")
    two.complaints.clear()
