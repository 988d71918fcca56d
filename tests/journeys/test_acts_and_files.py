"""Acts, files and model texts in the states that the demonstration has: axe, widths, console."""

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
TRAY = "/actos/?orden=-preparado"


def opened(visitor: Visitor, words: str) -> str:
    """The address of the act whose subject begins so."""
    visitor.page.goto(TRAY)
    visitor.main.get_by_role("link", name=words).first.click()
    visitor.main.get_by_role("heading", name=words).first.wait_for()
    return visitor.page.url


def test_acts_as_they_are_prepared(shown: Product, enter: Enter, looker: Looker) -> None:
    marisol = enter(shown, "mquispe")
    for path in ("/actos/", "/actos/nuevo/", "/actos/tipos/", "/textos-tipo/", "/expedientes/"):
        marisol.page.goto(path)
        looker.look(marisol, path)
    draft = opened(marisol, "Constituye comité")
    looker.look(marisol, "act in draft")
    for path in ("editar/", "agregar/relacion/", "agregar/notificacion/", "anular/"):
        marisol.page.goto(draft + path)
        looker.look(marisol, f"act {path}")
    marisol.send("Anular borrador")
    looker.look(marisol, "act void without a reason")


def test_files_and_what_they_ask(shown: Product, enter: Enter, looker: Looker) -> None:
    marisol = enter(shown, "mquispe")
    for path in ("/expedientes/programa/", "/expedientes/reglas/", "/expedientes/muestras/"):
        marisol.page.goto(path)
        looker.look(marisol, path)
    marisol.main.get_by_role("link", name="1 de 2007").first.click()
    marisol.main.get_by_text("Cómo se repite").wait_for()
    looker.look(marisol, "a sample")
    marisol.page.goto("/expedientes/programa/")
    marisol.main.get_by_role("link", name="Programa de trabajo 2008").click()
    marisol.main.get_by_text("Expediente foliado").wait_for()
    looker.look(marisol, "a file that lacks documents")


@pytest.mark.parametrize(
    "words",
    [
        "Modifica instructivo 2",
        "Aprueba el programa de trabajo 2007",
        "Aprueba bases",
        "Autoriza comisión",
    ],
)
def test_acts_as_they_are_read(shown: Product, enter: Enter, looker: Looker, words: str) -> None:
    laura = enter(shown, "laraya")
    opened(laura, words)
    looker.look(laura, f"act {words}")


def test_acts_as_they_are_numbered_and_closed(shown: Product, enter: Enter, looker: Looker) -> None:
    maria = enter(shown, "mzuleta")
    late = opened(maria, "Dispone subrogación por dos días")
    looker.look(maria, "act that can't go on")
    maria.page.goto(late + "tramite/numero/")
    maria.send("Numerar acto")
    maria.main.get_by_text("ya pasó").first.wait_for()
    looker.look(maria, "number refused")
    waits = opened(maria, "Adjudica consultoría")
    maria.page.goto(waits + "tramite/toma-de-razon/")
    looker.look(maria, "step of the review")
    laura = enter(shown, "laraya")
    laura.page.goto(late + "cerrar/")
    looker.look(laura, "close an act")
