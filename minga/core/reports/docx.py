"""A form as a Word document that can be edited: styles, real header rows, merged cells, fields."""

from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from minga.core.reports import palette, word
from minga.core.reports.picture import png
from minga.core.reports.spec import Figure, Report
from minga.core.reports.stationery import SANS, colour, prepare
from minga.core.reports.text import clean, one_line, unbroken
from minga.core.reports.widths import is_across
from minga.core.reports.word_table import FormTable

MARGIN = Pt(54)
LETTER = Pt(612), Pt(792)
# Pixels of a drawing that takes the whole width.
DRAWING = 680


def write_docx(report: Report) -> bytes:
    document = Document()
    prepare(document, report.language)
    _properties(document, report)
    _page(document, report)
    _letterhead(document, report)
    for figure in report.figures:
        _figure(document, figure)
    for table in report.tables:
        if title := one_line(table.title):
            document.add_paragraph(title, "Heading 1")
        if note := one_line(table.note):
            _note(document, note, alone=table.is_sentence)
        if table.is_sentence:
            continue
        FormTable(document, report, table).write()
        # Word glues together two tables with nothing between them, and wants to end in a paragraph.
        document.add_paragraph(style="Cierre")
    for note in report.notes:
        document.add_paragraph(clean(note), "Nota")
    return word.same_bytes(document)


def _note(document: WordDocument, note: str, *, alone: bool) -> None:
    """A sentence under the title of a table; it does not part from the table."""
    paragraph = document.add_paragraph(note, "Nota")
    paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.space_after = Pt(0 if alone else 5)
    paragraph.paragraph_format.keep_with_next = not alone


def _properties(document: WordDocument, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.subject = one_line(report.title), one_line(report.subject)
    properties.author = properties.last_modified_by = one_line(report.institution)
    properties.comments = one_line(report.record_line)
    properties.language = report.language
    noon = datetime.combine(report.issued_on, time(12), UTC)
    properties.created = properties.modified = noon


def _page(document: WordDocument, report: Report) -> None:
    section = document.sections[0]
    width, height = LETTER
    if is_across(report):
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Pt(60)
    section.header_distance, section.footer_distance = Pt(28), Pt(24)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    _right_tab(header, report)
    header.add_run(f"{one_line(report.institution)} · {one_line(report.title)}")
    _mark_demonstration(header, report)
    word.rule_paragraph(header, "bottom", palette.SAND_DARK, 4)
    for footer in (section.footer, section.first_page_footer):
        _footer(footer.paragraphs[0], footer.add_paragraph(), report)


def _footer(record: WordParagraph, page: WordParagraph, report: Report) -> None:
    record.style = page.style = "Footer"
    word.rule_paragraph(record, "top", palette.SAND_DARK, 4)
    record.add_run(one_line(report.record_line))
    page.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page.add_run("Página ")
    word.add_field(page, "PAGE")
    page.add_run(" de ")
    word.add_field(page, "NUMPAGES")


def _right_tab(paragraph: WordParagraph, report: Report) -> None:
    width = LETTER[is_across(report)] - 2 * MARGIN
    paragraph.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)


def _mark_demonstration(paragraph: WordParagraph, report: Report) -> None:
    if report.demonstration:
        paragraph.add_run("\t")
        word.frame_run(paragraph.add_run("\u00a0datos de demostración\u00a0"))


def _letterhead(document: WordDocument, report: Report) -> None:
    head = document.add_paragraph(style="Membrete")
    _right_tab(head, report)
    head.add_run(one_line(report.institution))
    issued = head.add_run(f"\tEmitido el {report.issued_on:%d-%m-%Y}")
    issued.font.name, issued.font.size, issued.font.bold = SANS, Pt(9), False
    issued.font.color.rgb = colour(palette.INK_2)
    place = document.add_paragraph(one_line(report.place_line), "Lugar")
    _right_tab(place, report)
    _mark_demonstration(place, report)
    word.rule_paragraph(place, "bottom", palette.INK, 8)
    document.add_paragraph(one_line(report.title), "Title")
    document.add_paragraph(one_line(report.subject), "Subtitle")
    if report.facts:
        facts = document.add_paragraph(style="Datos")
        for label, value in report.facts:
            facts.add_run(f"{unbroken(label)}:\u00a0").font.color.rgb = colour(palette.INK_3)
            facts.add_run(unbroken(value)).font.bold = True
            facts.add_run("\u2003 ")


def _figure(document: WordDocument, figure: Figure) -> None:
    """A drawing with its finding over it; both stay on one page."""
    document.add_paragraph(one_line(figure.title), "Heading 1")
    note = document.add_paragraph(one_line(figure.note), "Lugar")
    if figure.svg:
        note.paragraph_format.keep_with_next = True
        paragraph = document.add_paragraph(style="Gráfico")
        paragraph.paragraph_format.keep_with_next = bool(figure.source)
        picture = paragraph.add_run().add_picture(BytesIO(png(figure)), _width(figure))
        word.describe_picture(picture, one_line(figure.title), one_line(figure.alt))
    if figure.source:
        document.add_paragraph(one_line(figure.source), "Nota")


def _width(figure: Figure) -> Emu:
    """680 pixels of a drawing are the width of an upright sheet."""
    return Emu((LETTER[0] - 2 * MARGIN) * min(figure.width, DRAWING) // DRAWING)
