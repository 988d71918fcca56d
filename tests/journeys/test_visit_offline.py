"""A visit filled without signal, with its photo: once there, also when the session ended
meanwhile, something had to be corrected or it could not be made; and two phones in conflict."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Enter
from tests.journeys.product import Product
from tests.journeys.visitor import DESK, PASSWORD, PHONE, Visitor
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


def fill(inspector: Visitor, shade: int, title: str = TITLE) -> None:
    page = inspector.page
    page.get_by_role("link", name=re.compile(title)).click()
    page.locator("[data-ready]").wait_for()
    page.locator("fieldset").nth(0).get_by_label("Sí").check()
    page.locator("fieldset").nth(1).get_by_label("No", exact=True).check()
    page.get_by_label("bueno").check()
    page.get_by_label("conforme", exact=True).check()
    shoot(inspector, shade)
    expect(page.locator("[data-shots] li")).to_have_count(1)


def shoot(inspector: Visitor, shade: int) -> None:
    inspector.page.locator("#foto-de").select_option(index=1)
    picture = {"name": "foto.png", "mimeType": "image/png", "buffer": png(shade)}
    inspector.page.locator("#id_photo").set_input_files(picture)


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

    # It is not filled twice: its card says so, and it opens as filled.
    card = inspector.page.get_by_role("link", name=re.compile(TITLE))
    expect(card).to_contain_text("Ya llenada, por enviar")
    card.click()
    expect(inspector.page.locator("[data-says]")).to_contain_text("Ya llenó esta visita")
    expect(inspector.page.locator("[data-report]")).to_be_hidden()
    inspector.page.get_by_role("link", name="Volver a Terreno").click()

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


def reports_of(visitor: Visitor, title: str) -> Locator:
    visitor.page.goto(f"/visitas/?q={title}")
    visitor.page.get_by_role("link", name=title, exact=True).click()
    expect(visitor.heading).to_have_text(title)
    return visitor.page.locator(".visit-report")


def come_back(visitor: Visitor, username: str) -> None:
    """On the page that the end of the session left."""
    visitor.page.get_by_label("Usuario").fill(username)
    visitor.page.get_by_label("Contraseña").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Entrar").click()


def test_a_session_that_ended_keeps_the_report_for_who_filled_it(
    worked: Product, enter: Enter
) -> None:
    title = "Sede social de Pozo Almonte"
    inspector = at_the_ground(enter, worked)
    page, says = inspector.page, inspector.page.locator("[data-says]")
    inspector.context.set_offline(True)
    fill(inspector, 40, title)
    send(inspector)
    expect(says).to_contain_text("Guardado en este teléfono")

    inspector.context.clear_cookies(name="sessionid")
    inspector.context.set_offline(False)
    expect(says).to_contain_text("inicie sesión para enviar")

    # Another person on the same phone sends nothing of hers, and is told that it waits.
    says.get_by_role("link", name="Iniciar sesión").click()
    come_back(inspector, "mquispe")
    expect(says).to_contain_text("espera un informe de otra persona")
    page.get_by_role("button", name="Enviar ahora").click()
    expect(says).to_contain_text("espera un informe de otra persona")
    expect(reports_of(inspector, title)).to_have_count(0)
    page.set_viewport_size(DESK)
    inspector.sign_out()

    # Who filled it comes in as ever: the home tells, and «Terreno» sends it, once.
    inspector.name = "iloayza"
    inspector.sign_in()
    expect(inspector.notice).to_contain_text("hay informes de visita por enviar")
    inspector.follow("Abrir Terreno")
    expect(page.locator("[data-queue]")).to_contain_text("enviada")
    page.get_by_role("button", name="Enviar ahora").click()
    report = reports_of(inspector, title)
    expect(report).to_have_count(1)
    expect(report).to_contain_text("Loayza")
    expect(report.locator(".visit-photos li")).to_have_count(1)
    page.goto("/")
    expect(inspector.main.get_by_text("hay informes de visita por enviar")).to_have_count(0)
    inspector.complaints.clear()


def test_what_came_back_to_be_corrected_opens_as_it_was(worked: Product, enter: Enter) -> None:
    title = "Vereda de Matilla"
    inspector = at_the_ground(enter, worked)
    page = inspector.page
    inspector.context.set_offline(True)
    fill(inspector, 50, title)
    page.get_by_label("Personas presentes").fill("cuatro")
    send(inspector)
    expect(page.locator("[data-says]")).to_contain_text("Guardado en este teléfono")
    page.goto("/visitas/terreno/")
    inspector.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_contain_text("hay que corregir")

    # Also when the visit passed to another person meanwhile.
    head = enter(worked, "pcaceres")
    reports_of(head, title)
    head.main.locator("#asignar_inspector").select_option(label="M. Quispe")
    head.main.locator("#asignar_reason").fill("Licencia")
    head.press("Asignar visita")

    page.get_by_role("link", name="Corregir", exact=True).click()
    page.locator("[data-ready]").wait_for()
    expect(inspector.main).to_contain_text("pasó a otra persona")
    expect(page.get_by_label("Personas presentes")).to_have_value("cuatro")
    expect(page.locator("[data-shots] li")).to_have_count(1)
    page.get_by_label("Personas presentes").fill("4")
    # The photo is in the server already: without it here, it is not of the report.
    shoot(inspector, 51)
    expect(page.locator("[data-shots] li")).to_have_count(2)
    page.get_by_role("button", name="Quitar esta foto").first.click()
    expect(page.locator("[data-shots] li")).to_have_count(1)
    send(inspector)
    expect(page.locator("[data-says]")).to_contain_text("Informe enviado")
    report = reports_of(inspector, title)
    expect(report).to_have_count(1)
    expect(report.locator(".visit-photos li")).to_have_count(1)
    inspector.complaints.clear()


FULL = """() => {
    window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
}"""
ROOM = "() => { IDBObjectStore.prototype.put = window.put; }"
# As the script kept it before drafts were told apart by person.
OLDER = """() => new Promise((done) => {
    indexedDB.open("minga-visitas").onsuccess = ({ target }) => {
        const transaction = target.result.transaction("drafts", "readwrite");
        const drafts = transaction.objectStore("drafts");
        drafts.getAll().onsuccess = (all) => {
            for (const draft of all.target.result) {
                drafts.delete(draft.visit);
                drafts.put({ ...draft, visit: draft.visit.split(":")[0] });
            }
        };
        transaction.oncomplete = () => done();
    };
})"""
SLOW = """() => {
    const now = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (...all) => setTimeout(() => now(...all), 1500);
}"""


def test_what_could_not_be_done_leaves_what_was_filled(worked: Product, enter: Enter) -> None:
    inspector = at_the_ground(enter, worked)
    page, says = inspector.page, inspector.page.locator("[data-says]")
    inspector.context.set_offline(True)
    fill(inspector, 60)
    page.evaluate(FULL)
    page.get_by_role("textbox", name="Observaciones").fill("De ida")
    expect(says).to_contain_text("No queda espacio")
    expect(says).to_be_in_viewport(ratio=1)
    page.evaluate(ROOM)
    page.get_by_role("textbox", name="Observaciones").fill("De ida y vuelta")
    expect(says).to_be_hidden()

    # A day that had passed already: it is refused once there, and corrected.
    page.get_by_text("No se pudo hacer", exact=True).click()
    page.get_by_label("Por qué no se pudo hacer").fill("Portón cerrado")
    page.get_by_label("Nueva fecha").fill("2007-01-02")
    inspector.page.locator("[data-failure]").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Anotar que no se pudo hacer").click()
    expect(says).to_contain_text("Guardado en este teléfono")
    page.goto("/visitas/terreno/")
    card = page.get_by_role("link", name=re.compile(TITLE))
    expect(card).to_contain_text("No se pudo hacer, por enviar")
    page.evaluate(OLDER)
    inspector.context.set_offline(False)
    expect(card).to_contain_text("No se pudo hacer, hay que corregir")
    page.get_by_role("link", name="Corregir", exact=True).click()
    page.locator("[data-ready]").wait_for()
    expect(page.get_by_label("Por qué no se pudo hacer")).to_have_value("Portón cerrado")
    page.get_by_label("Nueva fecha").fill("2007-12-05")
    page.get_by_role("button", name="Anotar que no se pudo hacer").click()
    expect(says).to_contain_text("Quedó anotado que no se pudo hacer")

    # The gate opened: what was filled is there, and a photo on its way is waited for.
    page.get_by_role("link", name="Volver a Terreno").click()
    card.click()
    page.locator("[data-ready]").wait_for()
    expect(page.get_by_role("textbox", name="Observaciones")).to_have_value("De ida y vuelta")
    expect(page.locator("[data-shots] li")).to_have_count(1)
    page.evaluate(SLOW)
    shoot(inspector, 61)
    send(inspector)
    expect(says).to_contain_text("Informe enviado")
    report = reports_of(inspector, TITLE)
    expect(report.locator(".visit-photos li")).to_have_count(2)
    expect(inspector.main).to_contain_text("Portón cerrado")
    inspector.complaints.clear()
