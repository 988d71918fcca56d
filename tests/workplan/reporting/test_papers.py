"""The forms as PDF, XLSX and DOCX: the columns of 2007, the rows of what rules."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from minga.core.models import Chain
from minga.core.months import Month
from minga.workplan.reporting import actions
from minga.workplan.reporting.models import PlanReport, ReportKind
from tests.conftest import Cast
from tests.core.reports.accessible import assert_accessible
from tests.workplan.reporting import factories
from tests.workplan.reporting.test_pages import get, to

SAID = {
    "achieved": "Se hizo:\n- Una parte.\n- Otra.",
    "recommendations": "Seguir.",
    "commitment": "Publicar.",
    "responsible_words": "SEREMI-SERVIU",
    "due": Month(2008, 3),
}
HEADS = {
    "analysis": [
        "Modificaciones logradas en cada objetivo",
        "Recomendaciones para consolidar lo avanzado",
        "Compromiso a tener presente en fase siguiente",
        "Responsable",
    ],
    "systems": [
        "Actividades",
        "Avance logrado por etapa",
        "Recomendaciones y compromisos para superar desajustes",
        "Responsable",
        "Plazo",
    ],
    "diffusion": [
        "Mecanismos de difusión para sus C/U/B (1)",
        "Mecanismos de difusión para sus funcionarios (2)",
    ],
    "partial": [
        "Desarrollo alcanzado",
        "Recomendaciones para mejorar el diseño y la implementación 2008",
    ],
}
HEADS["final"] = HEADS["partial"]
CELLS = {
    "analysis": [
        "Tema Se hizo: Una parte. Otra.",
        "Seguir.",
        "Publicar. Plazo: marzo de 2008.",
        "SEREMI-SERVIU",
    ],
    "systems": [
        "Tema",
        "Se hizo: Una parte. Otra.",
        "Seguir. Compromiso Publicar.",
        "SEREMI-SERVIU",
        "marzo de 2008",
    ],
    "diffusion": ["Tema Se hizo: Una parte. Otra. Compromiso Publicar."] * 2,
    "partial": [
        "Tema Se hizo: Una parte. Otra.",
        "Seguir. Compromiso Publicar. Responde: SEREMI-SERVIU. Plazo: marzo de 2008.",
    ],
}
CELLS["final"] = CELLS["partial"]
TITLES = {
    "analysis": "Actividad 1.2. Análisis del avance 2007",
    "systems": "Actividad 2.1. Plan de mejora: SOE 2007",
    "diffusion": "Actividad 3.1. Difusión 2007",
    "partial": "Etapa 4. Evaluación parcial 2007",
    "final": "Etapa 4. Evaluación final 2007",
}


def plain(text: str) -> str:
    return " ".join(text.replace(" ", " ").split())


def download(cast: Cast, report: PlanReport, fmt: str) -> bytes:
    response = get(cast.gaby, "form", report.public_id, fmt)
    assert response.status_code == 200
    content: bytes = response.content
    return content


@pytest.mark.parametrize("kind", ReportKind.values)
def test_the_document_has_the_columns_of_2007_and_the_rows(cast: Cast, kind: str) -> None:
    report = factories.approved(cast, kind, said=SAID)

    document = Document(BytesIO(download(cast, report, "docx")))

    first = document.tables[0]
    rows = [[plain(cell.text) for cell in row.cells] for row in first.rows]
    assert rows[0] == HEADS[kind]
    assert CELLS[kind] in rows
    assert len(document.tables) == (4 if kind in ("partial", "final") else 1)
    said = " ".join(plain(paragraph.text) for paragraph in document.paragraphs)
    assert "1, aprobada el 30-11-2007" in said
    footer = document.sections[0].footer.paragraphs[0].text
    assert f"huella {Chain.objects.get().head}" in footer


@pytest.mark.parametrize("kind", ReportKind.values)
def test_the_pdf_can_be_read_by_a_screen_reader(cast: Cast, kind: str) -> None:
    report = factories.approved(cast, kind, said=SAID)

    assert_accessible(download(cast, report, "pdf"), TITLES[kind])


@pytest.mark.parametrize("kind", ReportKind.values)
def test_the_workbook_has_the_same_words(cast: Cast, kind: str) -> None:
    report = factories.approved(cast, kind, said=SAID)

    book = CalamineWorkbook.from_filelike(BytesIO(download(cast, report, "xlsx")))

    rows = [r for name in book.sheet_names for r in book.get_sheet_by_name(name).to_python()]
    words = plain(" ".join(str(cell) for row in rows for cell in row))
    for said in (*HEADS[kind], "Una parte.", "Publicar."):
        assert said in words


def test_all_systems_are_in_one_form_with_a_table_each(cast: Cast) -> None:
    plan = factories.plan(cast)
    for system in ("SOE", "RUKAN"):
        factories.approved(cast, "systems", of=plan, system=system, said=SAID)
    factories.begun(cast, "systems", of=plan, system="En borrador")

    response = get(cast.gaby, "whole", plan.public_id, "systems", "docx")

    document = Document(BytesIO(response.content))
    titles = [plain(p.text) for p in document.paragraphs if p.text.startswith("Sistema:")]
    assert titles == ["Sistema: RUKAN", "Sistema: SOE"]
    assert len(document.tables) == 2
    assert response.headers["content-disposition"] == (
        'attachment; filename="plan-de-mejora-serviu-tarapaca-2007.docx"'
    )


def test_four_thousand_letters_in_every_cell_make_a_form(cast: Cast) -> None:
    long = "palabra " * 499
    texts = dict.fromkeys(("achieved", "recommendations", "commitment"), long)
    report = factories.approved(cast, said=texts)

    for fmt in ("docx", "xlsx"):
        assert download(cast, report, fmt)
    assert_accessible(download(cast, report, "pdf"), TITLES["analysis"])


def test_the_form_is_of_the_version_that_ruled_the_day(cast: Cast) -> None:
    report = factories.approved(cast, on=date(2007, 11, 20))
    second = factories.reopened(cast, report)
    row = factories.rows(second)[0]
    said = factories.values(achieved="Ahora todo.")
    actions.change_row(row, said, revision=0, by=cast.ana.access)

    assert "Ahora todo." not in _words(cast, report, "")
    actions.submit_report(second, by=cast.ana.access)
    actions.approve_report(second, by=cast.diana.access)
    assert "Ahora todo." in _words(cast, report, "")
    assert "Ahora todo." not in _words(cast, report, "?al=2007-11-29")


def _words(cast: Cast, report: PlanReport, asked: str) -> str:
    response = cast.gaby.client().get(to("form", report.public_id, "docx") + asked)
    (table,) = Document(BytesIO(response.content)).tables
    return plain(" ".join(cell.text for row in table.rows for cell in row.cells))


def test_a_draft_has_no_form_and_there_is_no_other_format(cast: Cast) -> None:
    version = factories.sent(cast)
    public_id, plan = version.report.public_id, version.report.plan.public_id

    assert get(cast.ana, "form", public_id, "pdf").status_code == 404
    assert get(cast.ana, "whole", plan, "analysis", "pdf").status_code == 404
    report = factories.approved(cast, "diffusion", of=version.report.plan)
    assert get(cast.ana, "form", report.public_id, "txt").status_code == 404
