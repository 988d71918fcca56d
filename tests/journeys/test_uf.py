"""A file of the UF: read with mistakes, mended, seen, applied; and a value corrected."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def choose(visitor: Visitor, folder: Path, text: str) -> None:
    file = folder / "uf.csv"
    file.write_text(text, encoding="utf-8")
    visitor.field("Archivo CSV").set_input_files(file)
    visitor.field("De dónde viene").fill("Banco Central de Chile")
    visitor.press("Revisar archivo")


def test_loading_and_correcting(worked: Product, enter: Enter, looker: Looker, tmp_path: Path):
    ana = enter(worked, "acastro")
    ana.page.goto("/uf/")
    ana.follow("Cargar archivo")
    looker.look(ana, "load uf")
    choose(ana, tmp_path, "31-02-2010;20.900,00\n01-03-2010;20900.5\n")
    expect(ana.notice).to_contain_text("2 líneas por corregir")
    looker.look(ana, "uf file refused")

    choose(ana, tmp_path, "31-12-2007;19.700,00\n01-03-2010;20.900,50\n")
    expect(ana.main).to_contain_text("1 día cambia de valor")
    looker.look(ana, "uf file seen")
    ana.press("Aplicar carga")
    expect(ana.main).to_contain_text("El 31-12-2007 una UF vale $ 19.700,00")

    ana.follow("Corregir este valor")
    looker.look(ana, "correct uf")
    ana.field("Valor correcto ($)").fill("19622.66")
    ana.field("Motivo").fill("El archivo traía un error.")
    ana.press("Corregir valor")
    expect(ana.main).to_contain_text("«19.622,66» o «1.962.266»")
    looker.look(ana, "correct uf refused")
    ana.field("Valor correcto ($)").fill("19.622,66")
    ana.press("Corregir valor")
    expect(ana.main).to_contain_text("El 31-12-2007 una UF vale $ 19.622,66")
    looker.look(ana, "uf corrected")
