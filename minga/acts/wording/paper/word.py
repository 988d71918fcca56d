"""A draft as a Word document: the same words, to be worked on outside and pasted back."""

from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from minga.acts.wording.blocks import Paragraph, Table, blocks
from minga.acts.wording.paper.spec import Letter, Resolution
from minga.core.reports import palette, word
from minga.core.reports.stationery import prepare
from minga.core.reports.text import clean, one_line

MARGIN = Pt(72)
LETTER = Pt(612), Pt(792)
# The document says no hour of its own: the same draft gives the same bytes.
NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)


def draft_docx(paper: Resolution | Letter) -> bytes:
    document = Document()
    prepare(document, "es-CL")
    document.styles["Normal"].font.size = Pt(10.5)
    _page(document, paper)
    _head(document, paper)
    for title, text in paper.sections:
        if title:
            document.add_paragraph(f"{title}:", "Heading 1")
        for block in blocks(text):
            _block(document, block)
    _foot(document, paper)
    return word.same_bytes(document)


def _page(document: WordDocument, paper: Resolution | Letter) -> None:
    properties = document.core_properties
    properties.title, properties.subject = one_line(paper.numbered), one_line(paper.subject)
    properties.author = properties.last_modified_by = one_line(paper.service)
    properties.comments, properties.language = one_line(paper.record_line), "es-CL"
    properties.created = properties.modified = NOON
    section = document.sections[0]
    section.page_width, section.page_height = LETTER
    section.left_margin = section.right_margin = MARGIN
    header = section.header.paragraphs[0]
    header.add_run(f"{one_line(paper.service)} · {one_line(paper.numbered)}")
    if paper.draft:
        header.add_run("  ")
        word.frame_run(header.add_run("\u00a0BORRADOR\u00a0"))
    if paper.demonstration:
        header.add_run("  ")
        word.frame_run(header.add_run("\u00a0datos de demostración\u00a0"))
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{one_line(paper.record_line)}  Página ")
    word.add_field(footer, "PAGE")
    footer.add_run(" de ")
    word.add_field(footer, "NUMPAGES")


def _head(document: WordDocument, paper: Resolution | Letter) -> None:
    document.add_paragraph(one_line(paper.service), "Membrete")
    unit = document.add_paragraph(one_line(paper.unit), "Lugar")
    word.rule_paragraph(unit, "bottom", palette.INK, 8)
    document.add_paragraph(one_line(paper.numbered), "Title").paragraph_format.space_after = Pt(2)
    _said(document, "", paper.dated)
    _said(document, "ANT.:", paper.reference)
    _said(document, "MAT.:", paper.subject)
    if isinstance(paper, Letter):
        _said(document, "DE:", paper.sender)
        for addressee in paper.addressees:
            _said(document, "A:", str(addressee))


def _said(document: WordDocument, label: str, text: str) -> None:
    if not text:
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if label:
        paragraph.add_run(f"{label} ").font.bold = True
    paragraph.add_run(one_line(text))


def _block(document: WordDocument, block: Paragraph | Table) -> None:
    if isinstance(block, Table):
        _table(document, block)
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if block.mark:
        paragraph.add_run(f"{block.mark} ").font.bold = True
    paragraph.add_run(clean(block.text))


def _table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.columns))
    word.describe(grid, table.columns[0] or "Tabla", 80)
    for number, cells in enumerate((table.columns, *table.rows)):
        row = grid.add_row()
        word.mark_row(row, header=number == 0)
        for index, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Celda"
            paragraph.add_run(one_line(text)).font.bold = number == 0
            if index in table.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            word.rule_cell(cell._tc, top=(palette.SAND_DARK, 4))
    # Word wants a paragraph between two tables.
    document.add_paragraph(style="Cierre")


def _foot(document: WordDocument, paper: Resolution | Letter) -> None:
    document.add_paragraph(one_line(paper.closing)).paragraph_format.space_before = Pt(14)
    signed = paper.signature
    for number, line in enumerate(filter(None, (signed.name, signed.printed_charge, signed.note))):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(0 if number else 44)
        paragraph.add_run(one_line(line)).font.bold = number == 0
    if paper.visas:
        document.add_paragraph(one_line(" / ".join(paper.visas)), "Nota")
    if paper.distribution:
        document.add_paragraph("Distribución:", "Nota")
        for line in paper.distribution:
            document.add_paragraph(one_line(line), "List Bullet")
