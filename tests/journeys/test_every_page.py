"""Every page that is read: axe, no sideways scroll, a quiet console."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import PHONE

pytestmark = pytest.mark.browser


def test_signed_out(shown: Product, enter: Enter, looker: Looker):
    visitor = enter(shown)
    for path in ("/entrar/", "/registro/", "/nada/"):
        visitor.page.goto(path)
        looker.look(visitor, f"signed out {path}")
    visitor.page.goto("/entrar/")
    visitor.field("Usuario").fill("mquispe")
    visitor.field("Contraseña").fill("otra")
    visitor.press("Entrar")
    looker.look(visitor, "sign in refused")


def test_what_a_plan_shows(shown: Product, enter: Enter, looker: Looker):
    visitor = enter(shown, "mquispe")
    visitor.open_plan()
    plan = visitor.page.url
    for summary in ("Descargar formulario", "Ver los datos"):
        visitor.main.get_by_text(summary).click()
    looker.look(visitor, "plan with its menu")
    for path in (
        "?evidencia=por-verificar",
        "?al=2007-06-30",
        "?al=2007-01-15",
        "historia/",
        "versiones/1/",
    ):
        visitor.page.goto(plan + path)
        looker.look(visitor, f"plan {path}")
    for code in ("1.1", "2.1", "3.1", "3.2", "4.2"):
        visitor.open_activity(code)
        for details in visitor.main.locator("details:visible").all():
            details.locator("summary").click()
        looker.look(visitor, f"activity {code}")
    reader = enter(shown, "nvega")
    reader.open_activity("3.2")
    looker.look(reader, "activity 3.2 read by the GORE")


def test_what_stands_around_the_plans(shown: Product, enter: Enter, looker: Looker):
    visitor = enter(shown, "mquispe")
    paths = (
        "/", "/programas/", "/definiciones/", "/registro/", "/estilo/", "/estilo/graficos/",
        "/territorio/",
        "/buscar/", "/buscar/?q=plan", "/buscar/?q=nada-de-esto", "/indicadores/",
        "/indicadores/puntaje-del-programa/", "/indicadores/mediciones/",
        "/trabajos/", "/trabajos/envios/", "/trabajos/envios/nuevo/",
        "/registro/eventos/", "/nada/",
        "/demostracion/dia/", "/uf/?dia=2012-01-01", "/uf/?dia=2007-12-31&monto=205",
        "/uf/ipc/",
    )  # fmt: skip
    for path in paths:
        visitor.page.goto(path)
        looker.look(visitor, path)
    visitor.page.goto("/territorio/")
    visitor.follow("Pica", exact=True)
    looker.look(visitor, "a commune")
    for name, choice in (("frame", "2007-10-07"), ("year", "2006")):
        visitor.page.locator(f".top select[name={name}]").select_option(choice)
        expect(visitor.page.locator(f".top select[name={name}]")).to_have_value(choice)
    looker.look(visitor, "a commune before")
    visitor.page.goto("/programas/")
    looker.look(visitor, "no plans that year")


def test_what_others_see(shown: Product, enter: Enter, looker: Looker):
    for username, paths in {
        "nvega": ("/", "/definiciones/"),
        "trojas": ("/registro/", "/registro/eventos/"),
        "laraya": ("/", "/aprobaciones/", "/aprobaciones/segundo-factor/", "/subrogancias/nueva/"),
        "acastro": (
            "/aprobaciones/",
            "/aprobaciones/reglas/",
            "/aprobaciones/reglas/workplan/director/",
            "/subrogancias/",
        ),
    }.items():
        visitor = enter(shown, username)
        for path in paths:
            visitor.page.goto(path)
            looker.look(visitor, f"{username} {path}")
    pending = enter(shown, "rmamani")
    pending.page.goto("/aprobaciones/segundo-factor/")
    pending.press("Activar mi segundo factor")
    looker.look(pending, "a second factor to confirm")
    ana = enter(shown, "acastro")
    ana.page.locator(".top summary").click()
    looker.look(ana, "changing the day")


def test_the_areas_on_a_phone(shown: Product, enter: Enter, looker: Looker):
    visitor = enter(shown, "mquispe", viewport=PHONE)
    menu = visitor.page.get_by_role("link", name="Menú")
    menu.click()
    expect(visitor.page.get_by_role("link", name="Cerrar")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(menu).to_be_focused()

    menu.click()
    looker.look(visitor, "areas open")
