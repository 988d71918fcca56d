"""What python-docx leaves out: header rows, borders, fields, bytes that stay the same."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from minga.core.reports import palette

EPOCH = (1980, 1, 1, 0, 0, 0)
AFTER_BORDERS = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")
AFTER_MARGINS = AFTER_BORDERS[3:]


def rule_paragraph(paragraph: WordParagraph, edge: str, color: str, eighths: int) -> None:
    """A line above or below a paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_border(edge, color, eighths, space=4))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def frame_run(run: Run) -> None:
    """A thin box around a few words."""
    run._r.get_or_add_rPr().append(_border("bdr", palette.INK_3, 4, space=1))


def _border(edge: str, color: str, eighths: int, space: int = 0) -> BaseOxmlElement:
    border = OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", color)):
        border.set(qn(f"w:{key}"), str(value))
    return border


def add_field(paragraph: WordParagraph, instruction: str) -> None:
    """A number that Word keeps up to date: PAGE, NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)


def describe(table: WordTable, title: str, side_margin: int) -> None:
    """What a screen reader says of the table, and the space inside its cells."""
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 80), ("left", side_margin), ("bottom", 30), ("right", side_margin)):
        margins.append(_width(side, width))
    properties.insert_element_before(margins, "w:tblLook")
    for look in properties.iter(qn("w:tblLook")):
        for key, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1")):
            look.set(qn(f"w:{key}"), value)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    properties.append(caption)


def describe_picture(picture: InlineShape, title: str, said: str) -> None:
    """What a picture says to who does not see it."""
    properties = picture._inline.docPr
    properties.set("title", title)
    properties.set("descr", said)


def mark_row(row: WordRow, *, header: bool = False, may_split: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    if not may_split:
        properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def rule_cell(tc: CT_Tc, **edges: tuple[str, int]) -> None:
    """Lines of a cell by edge (top before bottom): colour and eighths of a point."""
    properties = tc.get_or_add_tcPr()
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        properties.insert_element_before(borders, *AFTER_BORDERS)
    for edge, (color, eighths) in edges.items():
        borders.append(_border(edge, color, eighths))


def flush(tc: CT_Tc, *, left: bool, right: bool) -> None:
    """The outer columns begin and end where the text of the page does."""
    margins = OxmlElement("w:tcMar")
    for side in [side for side, wanted in (("left", left), ("right", right)) if wanted]:
        margins.append(_width(side, 0))
    if len(margins):
        tc.get_or_add_tcPr().insert_element_before(margins, *AFTER_MARGINS)


def _width(side: str, twentieths: int) -> BaseOxmlElement:
    width = OxmlElement(f"w:{side}")
    width.set(qn("w:w"), str(twentieths))
    width.set(qn("w:type"), "dxa")
    return width


def same_bytes(document: WordDocument) -> bytes:
    """The file without the hour at which it was written."""
    first, final = BytesIO(), BytesIO()
    document.save(first)
    with ZipFile(first) as source, ZipFile(final, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(ZipInfo(item.filename, EPOCH), source.read(item), ZIP_DEFLATED)
    return final.getvalue()
