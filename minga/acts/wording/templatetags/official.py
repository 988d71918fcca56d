"""`{{ text|official }}`: paragraphs and tables of an act or a letter as a page shows them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from minga.acts.wording.blocks import Block, Paragraph, Table, blocks

register = template.Library()
NOTHING = SafeString("")


@register.filter
def official(text: str) -> SafeString:
    """Everything that was typed is escaped: only our own marks are HTML."""
    return SafeString("\n".join(_shown(block) for block in blocks(text or "")))


def _shown(block: Block) -> SafeString:
    return _paragraph(block) if isinstance(block, Paragraph) else _table(block)


def _paragraph(block: Paragraph) -> SafeString:
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in block.lines))
    if not block.mark:
        return format_html("<p>{}</p>", lines)
    return format_html('<p class="marked"><b>{}</b> <span>{}</span></p>', block.mark, lines)


def _table(table: Table) -> SafeString:
    titles = ((_side(table, i), title) for i, title in enumerate(table.columns))
    heads = format_html_join("", '<th scope="col"{}>{}</th>', titles)
    rows = format_html_join("", "{}", ((_row(table, row),) for row in table.rows))
    return format_html(
        '<div class="sheet-table" tabindex="0" role="group" aria-label="Tabla del texto">'
        '<table class="tbl tbl--tight"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        heads,
        rows,
    )


def _row(table: Table, row: tuple[str, ...]) -> SafeString:
    """The first cell names its row."""
    head = format_html('<th scope="row"{}>{}</th>', _side(table, 0), row[0])
    others = ((_side(table, i), cell) for i, cell in enumerate(row) if i)
    return format_html("<tr>{}{}</tr>", head, format_html_join("", "<td{}>{}</td>", others))


def _side(table: Table, index: int) -> SafeString:
    return SafeString(' class="num"') if index in table.figures else NOTHING
