"""One work, from where it will stand to what is handed over of it, as four people do it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
NAME, BIP = "Pavimentación pasaje Los Algarrobos", "30077001-0"
WORKS = "31-02-004"
# As it is copied from a sheet: money, and the progress under it in another paste.
MONEY, PHYSICAL = "M$ 10.000\t20.000\t30.000", "20\t50,5\t100"


def test_a_work_goes_from_the_map_to_the_report(
    fresh: Product, enter: Enter, looker: Looker, tmp_path: Path
) -> None:
    hector = enter(fresh, "hvargas", permissions=["clipboard-read", "clipboard-write"])
    hector.page.goto("/")
    hector.page.get_by_role("link", name="Proyectos y obras", exact=True).click()
    looker.look(hector, "projects")
    page = formulated(hector)
    looker.look(hector, "project")

    programmed(hector)
    looker.look(hector, "grid with an error")
    address = hector.page.url
    mended(hector, address)
    looker.look(hector, "grid")
    approved(fresh, enter)

    reported(fresh, enter, looker)
    hector.page.goto(page)
    hector.follow("Avance")
    curve = hector.main.locator("figure").filter(has_text="Avance físico acumulado")
    expect(curve).to_contain_text("En noviembre de 2007 lleva 45 % y debía llevar 50,5 %")
    expect(curve.locator("svg:visible").first).to_be_visible()
    looker.look(hector, "progress")
    for path in ("/contratos/", "/validaciones/", "/programacion/", "/avance/"):
        hector.page.goto(path)
        looker.look(hector, path)

    assert "Mes abierto" in handed_over(hector, looker, tmp_path / "abierto.xlsx")
    closed(fresh, enter)
    said = handed_over(hector, looker, tmp_path / "cerrado.xlsx")
    assert "Mes cerrado el 30-11-2007" in said
    assert NAME in said


def formulated(visitor: Visitor) -> str:
    """Drawn with a click, in one commune, with its cost; the address of its page."""
    visitor.follow("Registrar proyecto")
    for label, value in (("Código BIP", BIP), ("Nombre", NAME), ("Fecha del RATE", "2007-06-01")):
        visitor.field(label).fill(value)
    for label, value in (
        ("Tipología", "project"), ("Etapa", "execution"), ("RATE", "rs"),
        ("En el mapa es", "point"),
    ):  # fmt: skip
        visitor.main.get_by_role("combobox", name=label).select_option(value)
    board = visitor.main.locator(".draw-map .map-live")
    board.scroll_into_view_if_needed()
    board.click(position={"x": 120, "y": 120})
    corners = visitor.main.locator("textarea[data-draw]")
    assert len(corners.input_value().splitlines()) == 1
    visitor.press("Registrar proyecto")
    expect(visitor.heading).to_have_text(NAME)
    address = visitor.page.url
    visitor.follow("Repartir entre comunas")
    visitor.field("Iquique").fill("100")
    visitor.press("Guardar comunas")
    visitor.follow("Escribir costo y fuentes")
    visitor.field(f"{WORKS} ").and_(visitor.field(", 2007, M$")).fill("60000")
    visitor.field("Fuente 1", exact=True).select_option("sector")
    visitor.field("Monto de la fuente 1, M$").fill("60000")
    visitor.press("Guardar costo y fuentes")
    expect(visitor.main).to_contain_text("60.000")
    return address


def cell(visitor: Visitor, name: str, month: str) -> Locator:
    return visitor.main.locator(f'input[name="{name}/2007-{month}"]')


def paste(visitor: Visitor, text: str) -> None:
    """With the clipboard and the keyboard of the browser."""
    visitor.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    visitor.page.keyboard.press("Control+V")


def programmed(visitor: Visitor) -> None:
    """A tender foreseen after its contract: the system says both days, and where to mend it."""
    visitor.follow_first("Preparar línea base")
    visitor.press("Preparar línea base")
    cell(visitor, WORKS, "09").focus()
    visitor.page.keyboard.press("ArrowRight")
    paste(visitor, MONEY)
    expect(cell(visitor, WORKS, "12")).to_have_value("30.000")
    cell(visitor, "fisico", "10").focus()
    paste(visitor, PHYSICAL)
    visitor.press("Guardar borrador")
    expect(visitor.lede).to_contain_text("M$ 60.000")
    milestones(visitor, bidding="2007-09-10", contract="2007-08-01", start="2007-10-01")


def milestones(visitor: Visitor, **days: str) -> None:
    visitor.follow("Editar hitos")
    for name, day in days.items():
        prefix = "c0-r1-" if name in ("bidding", "opening", "award") else "c0-"
        visitor.main.locator(f'input[name="{prefix}{name}"]').fill(day)
    visitor.press("Guardar hitos")


def mended(visitor: Visitor, address: str) -> None:
    """Sent with the error it stays; mended, it waits for another person."""
    visitor.press("Enviar a aprobación")
    expect(visitor.notice).to_contain_text("No se puede enviar")
    said = visitor.notice.get_by_role("listitem").first
    expect(said).to_contain_text("10-09-2007")
    expect(said).to_contain_text("01-08-2007")
    visitor.page.goto(address)
    milestones(visitor, contract="2007-10-01")
    visitor.press("Enviar a aprobación")
    expect(visitor.notice).to_have_text("Programa enviado a aprobación.")
    expect(visitor.main.get_by_role("button", name="Aprobar programa")).to_have_count(0)


def approved(product: Product, enter: Enter) -> None:
    lorena = enter(product, "laraya")
    lorena.follow_in(NAME, "Aprobar o devolver")
    lorena.press("Aprobar programa")
    expect(lorena.notice).to_contain_text("aprobado")


def reported(product: Product, enter: Enter, looker: Looker) -> None:
    """Two months, from the board, in order; the second says 45 % where 50,5 % was foreseen."""
    ivan = enter(product, "iloayza")
    for month, physical in (("2007-10", "20"), ("2007-11", "45")):
        ivan.page.goto(f"/avance/?mes={month}")
        ivan.follow_in(NAME, NAME)
        if month == "2007-10":
            looker.look(ivan, "month to report")
        ivan.field("Avance físico acumulado").fill(physical)
        ivan.field("Qué se hizo").fill("Se hormigonó la calzada norte.")
        ivan.press(f"Informar {'octubre' if month == '2007-10' else 'noviembre'} de 2007")
        expect(ivan.lede).to_contain_text(f"Lleva {physical} %")


def closed(product: Product, enter: Enter) -> None:
    olga = enter(product, "omedina")
    olga.page.goto("/avance/cierres/")
    row = olga.main.get_by_role("row").filter(has_text="Octubre de 2007")
    row.locator("summary").click()
    if row.locator("textarea, input[type=text]").count():
        row.locator("textarea, input[type=text]").fill("Inspección con licencia")
    olga.press("Cerrar octubre de 2007")
    expect(olga.notice).to_contain_text("Mes cerrado")


def handed_over(visitor: Visitor, looker: Looker, path: Path) -> str:
    """The words of the workbook that the page hands over."""
    visitor.page.goto("/")
    visitor.page.get_by_role("link", name="Informes de obras", exact=True).click()
    visitor.main.locator("input[name=mes]").fill("2007-10")
    visitor.field("Repartir por").select_option("territorio")
    visitor.press("Ver informe")
    expect(visitor.page).to_have_url(re.compile("mes=2007-10&por=territorio"))
    visitor.main.get_by_text("Descargar", exact=True).click()
    looker.look(visitor, f"report {path.stem}")
    with visitor.page.expect_download() as handed:
        visitor.main.get_by_role("link", name="Excel").click()
    handed.value.save_as(path)
    book = CalamineWorkbook.from_path(path)
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return " ".join(" ".join(str(cell) for row in rows for cell in row).split())
