"""Two errands from end to end, in the product as a stranger runs it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import PDF
from tests.journeys.conftest import Enter
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def set_weight(visitor: Visitor, code: str, weight: int) -> None:
    visitor.follow(f"Editar actividad {code}")
    visitor.field("Ponderación (%)").fill(str(weight))
    visitor.press("Guardar actividad")


def upload(visitor: Visitor, path: Path, title: str = "") -> None:
    if title:
        visitor.field("Título del documento").fill(title)
        visitor.field("Fecha del documento").fill("2007-11-28")
    visitor.field("Archivo").set_input_files(path)
    visitor.press("Cargar evidencia")


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    """A true PDF, and a text that says that it is one."""
    true, false = tmp_path / "planilla.pdf", tmp_path / "apuntes.pdf"
    true.write_bytes(PDF)
    false.write_text("Apuntes de la reunión.", "utf-8")
    return {"true": true, "false": false}


def test_a_plan_is_changed_by_one_approved_by_another_and_earns_sixty(fresh: Product, enter: Enter):
    marisol = enter(fresh, "mquispe")
    marisol.open_plan()
    marisol.press("Preparar modificación")
    set_weight(marisol, "1.1", 11)
    expect(marisol.lede).to_contain_text("suman 101 de 100: sobra 1 punto")

    marisol.press("Enviar a aprobación")
    expect(marisol.notice).to_contain_text("deben sumar 100: sobra 1 punto")

    set_weight(marisol, "1.1", 10)
    marisol.press("Enviar a aprobación")
    expect(marisol.notice).to_have_text("Programa enviado a aprobación.")
    expect(marisol.main.get_by_role("button", name="Aprobar programa")).to_have_count(0)
    draft = marisol.page.url
    assert marisol.post(f"{draft}aprobar/").status == 403

    lorena = enter(fresh, "laraya")
    lorena.follow_in("Programa de trabajo 2007", "Aprobar o devolver")
    lorena.press("Aprobar programa")
    expect(lorena.notice).to_have_text("Programa 2007 aprobado: rige la versión 2.")
    expect(lorena.heading).to_have_text("Programa de trabajo 2007")

    marisol.open_activity("2.1")
    marisol.page.get_by_text("Informar estado").first.click()
    marisol.field("cumple", exact=True).check()
    marisol.press("Informar estado")
    expect(marisol.notice).to_contain_text("le falta 1 evidencia verificada")

    rodrigo = enter(fresh, "rmamani")
    rodrigo.open_activity("2.1")
    expect(rodrigo.main).to_contain_text("Usted la cargó: la verifica otra persona")
    expect(rodrigo.main.get_by_role("button", name="Verificar evidencia")).to_have_count(0)

    marisol.open_activity("2.1")
    verify = marisol.page.locator("form[action$='/verificar/']").get_attribute("action") or ""
    refused = rodrigo.post(verify)
    assert (refused.status, "Usted cargó esta evidencia" in refused.text()) == (422, True)

    marisol.press("Verificar evidencia")
    expect(marisol.notice).to_contain_text("El puntaje del programa es 60.")
    expect(marisol.lede).to_contain_text("60 % ganado")

    score = fresh.json("workplan", "score", "--year", "2007")
    assert (score["earned"], score["weight"], score["version"]) == (60, 100, 2)
    assert fresh.json("audit", "verify")["clean"] is True


def test_a_returned_evidence_is_corrected_returned_again_and_remembered(
    fresh: Product, enter: Enter, papers: dict[str, Path]
):
    marisol = enter(fresh, "mquispe")
    marisol.follow_first("Corregir evidencia")
    expect(marisol.heading).to_contain_text("3.2")
    upload(marisol, papers["false"], "Programación con mandatos")
    expect(marisol.notice).to_contain_text("«apuntes.pdf» dice ser PDF, pero su contenido es otro")
    expect(marisol.field("Título del documento")).to_have_value("Programación con mandatos")

    upload(marisol, papers["true"])
    expect(marisol.notice).to_have_text("Evidencia cargada. Falta que otra persona la verifique.")

    paula = enter(fresh, "pcaceres")
    paula.open_activity("3.2")
    paula.page.get_by_text("Devolver para corregir").click()
    paula.field("Qué debe corregirse").fill("Falta la obra de Camiña.")
    paula.press("Devolver evidencia")
    expect(paula.notice).to_have_text("Evidencia devuelta con sus observaciones.")

    marisol.open_plan()
    marisol.follow("Ver toda la historia")
    last = marisol.main.locator(".events li").first
    expect(last).to_contain_text("30-11-2007")
    expect(last).to_contain_text("P. Cáceres devolvió la evidencia de 3.2")
    expect(last).to_contain_text("Motivo: Falta la obra de Camiña.")


def test_the_administrator_reads_the_score_of_another_day(fresh: Product, enter: Enter):
    ana = enter(fresh, "acastro")
    ana.open_plan()
    expect(ana.lede).to_contain_text("50 % ganado")

    change_day(ana, "2007-06-30")
    expect(ana.notice).to_have_text("La demostración cambió de día.")
    expect(ana.lede).to_contain_text("20 % ganado")

    change_day(ana, "")
    expect(ana.lede).to_contain_text("50 % ganado")


def change_day(visitor: Visitor, day: str) -> None:
    header = visitor.page.locator(".top")
    header.locator("summary").click()
    header.get_by_label("Día de la demostración").fill(day)
    header.get_by_role("button", name="Cambiar día").click()
