"""Charts and maps in a report: drawn on paper, told to who does not see, figures in a workbook."""

from dataclasses import replace
from io import BytesIO

import docx
import pikepdf
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from minga.core.charts import Chart, figure
from minga.core.reports.docx import write_docx
from minga.core.reports.pdf import write_pdf
from minga.core.reports.picture import png
from minga.core.reports.xlsx import write_xlsx
from tests.core.reports import samples
from tests.core.reports.pdf_reader import open_pdf, read_structure

SVG = "{http://www.w3.org/2000/svg}"


def test_the_pdf_tells_each_drawing_and_keeps_its_words() -> None:
    pdf = open_pdf(write_pdf(samples.drawings()))

    said = {str(item.get("/Alt")) for item in pdf.objects if is_figure(item)}
    assert said == {item.alt for item in samples.drawings().figures}
    headings = [node.says() for node in read_structure(pdf).find("H1")]
    assert headings == ["El puntaje llegó a 50 en noviembre", "Iquique tiene los dos asuntos"]


def is_figure(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure


def test_word_has_a_picture_that_says_what_it_shows() -> None:
    document = docx.Document(BytesIO(write_docx(samples.drawings())))

    told = [item.get("descr") for item in document.element.iter(qn("wp:docPr"))]
    assert told == [item.alt for item in samples.drawings().figures]
    chart, land = document.inline_shapes
    assert chart.width.pt == 504
    assert land.width < chart.width


def test_a_workbook_has_the_figures_of_a_drawing_and_not_its_picture() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(samples.drawings())))

    assert book.sheet_names[1:] == [
        "El puntaje llegó a 50 en noviem",
        "Iquique tiene los dos asuntos",
    ]
    rows = book.get_sheet_by_index(2).to_python()
    assert ["Iquique", 2] in rows
    assert ["Pica", ""] in rows


def test_the_same_drawing_gives_the_same_bytes() -> None:
    report = samples.drawings()

    assert write_pdf(report) == write_pdf(samples.drawings())
    assert write_docx(report) == write_docx(samples.drawings())
    assert png(report.figures[0]).startswith(b"\x89PNG")


def test_a_drawing_for_paper_needs_nothing_from_outside() -> None:
    for item in samples.drawings().figures:
        tree = etree.fromstring(item.svg.encode())
        names = {name for element in tree.iter() for name in element.attrib}
        assert not names & {"class", "style", "href", f"{SVG}href"}
        assert {element.tag for element in tree.iter()} <= {
            f"{SVG}{tag}" for tag in ("svg", "line", "path", "text", "circle", "rect")
        }


def test_what_a_font_cannot_draw_is_marked_and_stops_nothing() -> None:
    chart = replace(samples.chart(), title="Avance 😀 <b> & «comuna» 公")
    report = replace(samples.drawings(), figures=(figure(chart),))

    assert write_pdf(report)
    assert write_docx(report)
    assert write_xlsx(report)


def test_a_drawing_without_data_is_a_sentence() -> None:
    empty = figure(Chart(kind="bars", title="Avance", note="Porcentaje", series=()))
    report = replace(samples.work_plan(), figures=(empty,))

    assert (empty.svg, empty.table) == ("", None)
    assert (
        "Todavía no hay datos para este gráfico."
        in read_structure(open_pdf(write_pdf(report))).says()
    )
    document = docx.Document(BytesIO(write_docx(report)))
    assert not document.inline_shapes
    assert "Todavía no hay datos para este gráfico." in [p.text for p in document.paragraphs]
