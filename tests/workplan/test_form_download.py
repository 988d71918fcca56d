"""The official form as PDF, XLSX and DOCX: the same rows and sums as the page."""

from io import BytesIO

import pikepdf
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from minga.core.models import Chain
from minga.workplan import actions
from minga.workplan.models import WorkPlan
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.pages import to

HEAD = [
    "Objetivo específico",
    "Actividad",
    "Ponderación por actividad",
    "Cumple o no cumple",
    "Ponderación ganada",
]
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def plain(text: str) -> str:
    """With ordinary spaces where the form keeps a figure and its sign together."""
    return text.replace("\u00a0", " ")


def two_objectives(cast: Cast) -> WorkPlan:
    """1.1 fulfilled, 1.2 in process, 2.1 in execution, 2.2 that nobody has reported."""
    plan = factories.approved(cast, ((40, 30), (20, 10)))
    lines = [activity.line for activity in factories.activities(plan)]
    factories.verified(lines[0], uploader=cast.ana, verifier=cast.bruno)
    actions.report_status(lines[1], status="in_process", by=cast.ana.access)
    actions.report_status(lines[2], status="in_execution", by=cast.ana.access)
    return plan


def download(plan: WorkPlan, fmt: str, by: Somebody) -> bytes:
    response = by.client().get(to("form", plan.public_id, fmt))
    assert response.status_code == 200
    assert response.headers["content-type"] == TYPES[fmt]
    name = f"programa-de-trabajo-serviu-tarapaca-2007.{fmt}"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    content: bytes = response.content
    return content


def test_the_workbook_has_the_rows_and_their_sum(cast: Cast) -> None:
    content = download(two_objectives(cast), "xlsx", cast.gaby)

    (sheet,) = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet).to_python()
    begin = rows.index(HEAD)
    table = [list(row[1:]) for row in rows[begin + 1 : begin + 6]]
    assert table == [
        ["1. Actualizar los planes", 40, "CUMPLE", 40],
        ["2. Actualizar los planes", 30, "EN PROCESO", 0],
        ["1. Actualizar los planes", 20, "EN EJECUCION", 0],
        ["2. Actualizar los planes", 10, "SIN INFORMAR", 0],
        ["", 100, "", 40],
    ]


def test_the_document_has_the_rows_and_their_sum(cast: Cast) -> None:
    content = download(two_objectives(cast), "docx", cast.sofia)

    (table,) = Document(BytesIO(content)).tables
    rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
    assert rows[0] == HEAD
    assert [row[0] for row in rows[1:5]] == [
        "1. Planes con visión territorial",
        "1. Planes con visión territorial",
        "2. Planes con visión territorial",
        "2. Planes con visión territorial",
    ]
    assert [row[2:] for row in rows[1:5]] == [
        ["40 %", "CUMPLE", "40 %"],
        ["30 %", "EN PROCESO", "0 %"],
        ["20 %", "EN EJECUCION", "0 %"],
        ["10 %", "SIN INFORMAR", "0 %"],
    ]
    assert (rows[5][0], rows[5][2], rows[5][4]) == ("Total", "100 %", "40 %")


def test_the_document_says_whose_it_is_and_of_which_day(cast: Cast) -> None:
    content = download(two_objectives(cast), "docx", cast.ana)

    said = "\n".join(plain(paragraph.text) for paragraph in Document(BytesIO(content)).paragraphs)
    chain = Chain.objects.get()
    footer = Document(BytesIO(content)).sections[0].footer.paragraphs[0].text
    assert "SERVIU Región de Tarapacá" in said
    assert "Programa de trabajo 2007" in said
    assert "1, aprobada el 30-03-2007" in said
    assert "40 % de 100 %" in said
    assert f"evento {chain.sequence}, huella {chain.head}" in footer


def test_the_pdf_is_tagged_and_has_its_title(cast: Cast) -> None:
    content = download(two_objectives(cast), "pdf", cast.ana)

    with pikepdf.open(BytesIO(content)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "Programa de trabajo 2007"


def test_the_form_is_of_the_version_in_force(cast: Cast) -> None:
    plan = factories.approved(cast)
    draft = factories.reopened(cast, plan)
    for activity in factories.activities_of(draft):
        values = factories.values(cast, weight=50, title="Solo del borrador")
        actions.change_activity(activity, values, revision=0, by=cast.ana.access)

    content = download(plan, "docx", cast.ana)

    rows = [row.cells[1].text for row in Document(BytesIO(content)).tables[0].rows]
    assert rows[1:3] == ["1. Actualizar los planes", "2. Actualizar los planes"]


def test_a_draft_has_no_form(cast: Cast) -> None:
    plan = factories.submitted(cast).plan

    for somebody in (cast.ana, cast.diana, cast.gaby):
        response = somebody.client().get(to("form", plan.public_id, "pdf"))
        assert response.status_code == 404


@pytest.mark.parametrize("fmt", ["txt", "PDF", "html"])
def test_there_is_no_other_format(cast: Cast, fmt: str) -> None:
    plan = factories.approved(cast)

    assert cast.ana.client().get(to("form", plan.public_id, fmt)).status_code == 404
