"""Whatever a person typed: in no file does it become a formula, a link, a field or markup."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from minga.core.charts import figure
from minga.core.reports import Column, Group, Report, Table
from minga.core.reports.docx import write_docx
from minga.core.reports.pdf import write_pdf
from minga.core.reports.text import one_line
from minga.core.reports.xlsx import write_xlsx
from tests.core.reports import samples
from tests.core.reports.pdf_reader import open_pdf, read_structure
from tests.core.reports.test_bulk_xlsx import HOSTILE, strange

RUNS_IN_EXCEL = {"f", "hyperlink", "ddeLink", "externalReference", "oleObject"}
FIELD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr"
RUNS_IN_WORD = {"hyperlink", "object", "altChunk", "control", "subDoc"}


def report(texts: list[str]) -> Report:
    """The first text in every place of a report that takes one, each of them in a cell."""
    text = texts[0]
    rows = tuple((f"fila {number}", cell) for number, cell in enumerate(texts))
    table = Table((Column("TEXTO"), Column(text)), (Group(rows, heading=text),), text)
    drawing = replace(figure(samples.chart()), title=text, note=text, alt=text, source=text)
    return replace(
        samples.work_plan(), title=f"Informe {text}", subject=text, institution=text,
        place_line=text, record_line=text, facts=((text, text),), notes=(text,),
        tables=(table,), figures=(drawing,),
    )  # fmt: skip


def elements(data: bytes) -> list[etree._Element]:
    parts = ZipFile(BytesIO(data))
    names = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
    return [e for name in names for e in etree.fromstring(parts.read(name)).iter(etree.Element)]


def names(found: list[etree._Element]) -> set[str]:
    return {etree.QName(element).localname for element in found}


some = st.lists(strange, min_size=1, max_size=8)
hostile = example(list(HOSTILE))


@settings(max_examples=20, deadline=None)
@given(some)
@hostile
def test_nothing_runs_in_a_workbook(texts: list[str]) -> None:
    data = write_xlsx(report(texts))

    assert not names(elements(data)) & RUNS_IN_EXCEL
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    found = [row[1] if len(row) > 1 else "" for row in rows if str(row[0]).startswith("fila ")]
    assert [one_line(str(cell)) for cell in found] == [one_line(text) for text in texts]


@settings(max_examples=6, deadline=None)
@given(some)
@hostile
def test_nothing_runs_in_a_document(texts: list[str]) -> None:
    data = write_docx(report(texts))

    found = elements(data)
    assert not names(found) & RUNS_IN_WORD
    assert {e.get(FIELD) for e in found if e.tag.endswith("fldSimple")} == {"PAGE", "NUMPAGES"}
    rows = docx.Document(BytesIO(data)).tables[0].rows[-len(texts) :]
    assert [one_line(row.cells[1].text) for row in rows] == [one_line(text) for text in texts]


@settings(max_examples=6, deadline=None)
@given(some)
@hostile
@example(["#panic()", "= x $y$ @z", "*a* _b_ `c`"])
@example([" "])
def test_nothing_is_read_as_markup_in_a_pdf(texts: list[str]) -> None:
    pdf = open_pdf(write_pdf(report(texts)))

    said = read_structure(pdf).says()
    assert all(f"fila {number}" in said for number in range(len(texts)))
    assert not any("/Annots" in page or "/AA" in page for page in pdf.pages)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
