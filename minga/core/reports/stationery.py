"""The blank document: its language, its styles, and what python-docx's template gets wrong."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from minga.core.reports import palette

# Both stand on Windows and on the Mac; elsewhere Arial has a twin of the same widths.
SANS, SERIF = "Arial", "Georgia"


def prepare(document: WordDocument, language: str) -> None:
    _speak(document, language)
    _modernise(document)
    _styles(document)


def colour(hexadecimal: str) -> RGBColor:
    return RGBColor.from_string(hexadecimal)


def _styles(document: WordDocument) -> None:
    _dress(document, "Normal")
    _dress(document, "Title", font=SERIF, size=21, bold=True, before=16, after=2)
    _dress(document, "Subtitle", font=SERIF, size=11.5, ink=palette.INK_2, after=10)
    heading = _dress(document, "Heading 1", font=SERIF, size=13, bold=True, before=18)
    heading.paragraph_format.space_after = Pt(6)
    _dress(document, "Celda", after=3)
    head = _dress(document, "Título de columna", size=8, ink=palette.INK_2, bold=True)
    head.paragraph_format.keep_with_next = True
    bullet = _dress(document, "List Bullet", after=2)
    bullet.paragraph_format.left_indent = Pt(10)
    bullet.paragraph_format.first_line_indent = Pt(-10)
    _dress(document, "Datos", after=12)
    _dress(document, "Membrete", font=SERIF, size=12.5, bold=True)
    _dress(document, "Lugar", size=9, ink=palette.INK_2)
    _dress(document, "Cierre", size=4)
    _dress(document, "Gráfico", before=6, after=4)
    _dress(document, "Nota", size=8.5, ink=palette.INK_2, before=6)
    for name in ("Header", "Footer"):
        style = _dress(document, name, size=7.5, ink=palette.INK_3)
        style.paragraph_format.tab_stops.clear_all()


def _speak(document: WordDocument, language: str) -> None:
    """The language of the text, and of the program's commas and lists."""
    for tag, element in (
        ("w:lang", document.styles.element),
        ("w:themeFontLang", document.settings.element),
    ):
        for lang in element.iter(qn(tag)):
            lang.set(qn("w:val"), language)
    for tag, value in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        for setting in document.settings.element.iter(qn(tag)):
            setting.set(qn("w:val"), value)


def _modernise(document: WordDocument) -> None:
    """The template of python-docx opens in compatibility mode and shows a foreign thumbnail."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[key]


def _dress(
    document: WordDocument,
    name: str,
    *,
    font: str = SANS,
    size: float = 9.5,
    ink: str = palette.INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    """Give a paragraph style our look, whatever the template had; make it if it is ours alone."""
    styles = document.styles
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    style = styles[name]
    assert isinstance(style, ParagraphStyle)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = colour(ink)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.08
    return style
