"""How wide the columns of a table are, and whether the sheet lies on its side for it.

A number is never parted over two lines: a figure read by halves is a wrong figure.
"""

from collections.abc import Iterator, Sequence

from minga.core.errors import DomainError
from minga.core.reports.layout import PADDING, text_width
from minga.core.reports.spec import Cell, Column, Report, Table
from minga.core.reports.text import lines, one_line

# Column titles are smaller than the body.
TITLE = 88
# A natural word up to this length keeps to one line; a longer one, or a code, may be parted.
LONGEST_WORD = 18
SHORT_TITLE = 9_000
# What a letter page holds upright, with the narrowest of the three writers' margins.
UPRIGHT = 53_000
# Percent of 9,5 pt: smaller than 6 pt nobody reads on paper.
SMALLEST = 64
# Text gets no narrower than this, nor does one column ask for more of the room than this.
NARROWEST, WIDEST = 4_000, 40_000
# Some forty letters: a text in a narrower column reads badly.
READABLE = 18_000
TEXTS = ("text", "choice")


class TableTooWide(DomainError):
    code = "report.table_too_wide"

    def __init__(self, table: Table) -> None:
        title = one_line(table.title) or "sin título"
        super().__init__(
            f"La tabla «{title}» tiene {len(table.columns)} columnas y sus cifras no caben en una "
            "hoja. Descárguela como planilla Excel o quite columnas."
        )


def is_across(report: Report) -> bool:
    """Whether the sheet lies on its side: as the report says, or when some table needs it."""
    if report.landscape is not None:
        return report.landscape
    return any(_comfort(table) > UPRIGHT for table in report.tables)


def _comfort(table: Table) -> int:
    """What a table takes with texts of a readable width."""
    columns = enumerate(zip(table.columns, needs(table), strict=True))
    return sum(
        max(need, min(READABLE, _length(table, index))) if _is_free(column) else need
        for index, (column, need) in columns
    )


def _is_free(column: Column) -> bool:
    """A text that nobody gave a width."""
    return column.kind_name in TEXTS and not column.width


def fitted(table: Table, room: int) -> tuple[int, list[int]]:
    """The percent of the body's type in which a table goes on a sheet, and its columns in it."""
    wanted = needs(table)
    size = max(SMALLEST, min(100, room * 100 // sum(wanted)))
    room = room * 100 // size
    texts = _of_texts(table, wanted)
    if room - sum(wanted) + sum(texts) < NARROWEST * sum(map(bool, texts)):
        raise TableTooWide(table)
    return size, column_widths(table, room, wanted)


def needs(table: Table) -> list[int]:
    """What the longest word or number of each column takes."""
    return [_need(table, index) for index in range(len(table.columns))]


def column_widths(table: Table, room: int, wanted: list[int] | None = None) -> list[int]:
    """Share the room as the columns ask, but each gets what it needs."""
    wanted = needs(table) if wanted is None else wanted
    if sum(wanted) >= room:
        return _squeezed(table, room, wanted)
    weights = _weights(table, wanted)
    open_columns, fixed = set(range(len(wanted))), dict[int, int]()
    while True:
        shares = _shares(weights, open_columns, room - sum(fixed.values()))
        short = {index for index in open_columns if shares[index] < wanted[index]}
        if not short:
            return [fixed.get(index, shares.get(index, 0)) for index in range(len(wanted))]
        fixed |= {index: wanted[index] for index in short}
        open_columns -= short


def _squeezed(table: Table, room: int, wanted: list[int]) -> list[int]:
    """Figures keep what they need, if they can; the words of texts are parted."""
    loose = _of_texts(table, wanted)
    left = room - sum(wanted) + sum(loose)
    if left <= 0 or not any(loose):
        return [room * need // sum(wanted) for need in wanted]
    return [
        left * part // sum(loose) if part else need
        for part, need in zip(loose, wanted, strict=True)
    ]


def _of_texts(table: Table, wanted: list[int]) -> list[int]:
    """What the columns need whose words can be parted."""
    columns = zip(table.columns, wanted, strict=True)
    return [0 if column.is_number else need for column, need in columns]


def _weights(table: Table, wanted: list[int]) -> list[int]:
    """What each column asks for; of those that ask for nothing in particular, texts get what the
    others leave, more the longer they are."""
    if all(column.width for column in table.columns):
        return [column.width for column in table.columns]
    found = [
        _length(table, index) if column.kind_name in TEXTS else 0
        for index, column in enumerate(table.columns)
    ]
    return found if any(found) else wanted


def _length(table: Table, index: int) -> int:
    column = table.columns[index]
    texts = (line.text for cell in _cells(table, index) for line in lines(cell, column))
    return min(WIDEST, max(map(text_width, texts), default=1))


def _shares(weights: Sequence[int], asking: set[int], room: int) -> dict[int, int]:
    parts = sum(weights[index] for index in asking)
    if not parts:
        return dict.fromkeys(asking, room // len(asking))
    return {index: room * weights[index] // parts for index in asking}


def _need(table: Table, index: int) -> int:
    column = table.columns[index]
    pieces = {piece for piece in _pieces(table, index) if piece}
    widest = max((text_width(piece, bold=True) for piece in pieces), default=0)
    return max(_title_need(column.title), widest) + PADDING


def _title_need(title: str) -> int:
    """Its longest word, or what lets a short title stand in two lines."""
    words = one_line(title).split()
    splits = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(len(words) + 1)]
    in_two = min(max(text_width(part, bold=True) for part in split) for split in splits)
    longest = max((text_width(word, bold=True) for word in _words(title)), default=0)
    return (in_two if in_two <= SHORT_TITLE else longest) * TITLE // 100


def _pieces(table: Table, index: int) -> Iterator[str]:
    """What should not be parted in a column: a number, a date or a status, of a text each word."""
    column = table.columns[index]
    for cell in _cells(table, index):
        for line in lines(cell, column):
            short = column.kind_name not in TEXTS and len(line.text) <= LONGEST_WORD
            whole = short or (column.is_number and not isinstance(cell, tuple))
            yield from [line.text] if whole else _words(line.text)


def _cells(table: Table, index: int) -> Iterator[Cell]:
    shift = len(table.columns) - len(table.row_columns)
    for group in table.groups:
        if index < shift:
            yield group.shown_heading
        else:
            yield from (row[index - shift] for row in group.rows)
    for first, last, cell in table.total_cells():
        if index == first == last and index:
            yield cell


def _words(text: str) -> list[str]:
    return [word for word in one_line(text).split() if len(word) <= LONGEST_WORD]
