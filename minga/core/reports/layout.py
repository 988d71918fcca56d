"""How much room text takes, in thousandths of an em of Arial: column widths and numbers of lines.

The PDF is set by typst, which measures for itself; a spreadsheet has to be told how high its rows
are. Our PDF face is a little narrower than Arial, so what fits here fits there.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from minga.core.reports.spec import Cell, Column, Table
from minga.core.reports.text import lines, one_line

WIDTHS = {
    char: width
    for chars, width in {
        "ijl'": 222,
        " .,:;!/\\I[]tf|\u00a0": 278,
        "r()-{}°·": 340,
        "cksvxyzJ": 500,
        "FTZ": 611,
        "ABEKPSVXY&": 667,
        "CDHNRUw": 722,
        "GOQ": 778,
        "mM": 833,
        "%": 889,
        "W": 944,
        "@—…": 1015,
    }.items()
    for char in chars
}
DIGIT = 556
BOLD = 55  # more for each small letter; capitals and figures stay
# Column titles are smaller than the body.
TITLE = 88
# A natural word up to this length keeps to one line; a longer one, or a code, may be parted.
LONGEST_WORD = 18
SHORT_TITLE = 9_000
# What a cell keeps free at its sides.
PADDING = 1700


def text_width(text: str, *, bold: bool = False) -> int:
    plain = unicodedata.normalize("NFD", text)
    width = sum(_char_width(char) for char in plain)
    return width + BOLD * sum(char.islower() for char in plain) if bold else width


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    wide = unicodedata.east_asian_width(char) in "WF"
    return 1000 if wide else WIDTHS.get(char, DIGIT)


def line_count(text: str, room: int, *, bold: bool = False) -> int:
    """Lines that a paragraph takes: it wraps at spaces, and breaks a word wider than the room."""
    count, used = 1, 0
    for word in text.split(" "):
        width = text_width(word, bold=bold)
        if used and used + WIDTHS[" "] + width > room:
            count, used = count + 1, 0
        if width > room:
            count, width = count + width // room, width % room
        used += width + (WIDTHS[" "] if used else 0)
    return count


def column_widths(table: Table, room: int) -> list[int]:
    """Share the room as the columns ask, but each gets what its longest word or number needs."""
    needs = [_need(table, index) for index in range(len(table.columns))]
    if sum(needs) >= room:
        return [room * need // sum(needs) for need in needs]
    open_columns, fixed = set(range(len(needs))), dict[int, int]()
    while True:
        shares = _shares(table.columns, open_columns, room - sum(fixed.values()))
        short = {index for index in open_columns if shares[index] < needs[index]}
        if not short:
            return [fixed.get(index, shares.get(index, 0)) for index in range(len(needs))]
        fixed |= {index: needs[index] for index in short}
        open_columns -= short


def _shares(columns: Sequence[Column], asking: set[int], room: int) -> dict[int, int]:
    parts = sum(columns[index].width for index in asking)
    return {index: room * columns[index].width // parts for index in asking}


def _need(table: Table, index: int) -> int:
    column = table.columns[index]
    pieces = [text_width(piece, bold=True) for piece in _pieces(table, index)]
    return max([_title_need(column.title), *pieces]) + PADDING


def _title_need(title: str) -> int:
    """Its longest word, or what lets a short title stand in two lines."""
    words = one_line(title).split()
    splits = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(len(words) + 1)]
    in_two = min(max(text_width(part, bold=True) for part in split) for split in splits)
    longest = max((text_width(word, bold=True) for word in _words(title)), default=0)
    return (in_two if in_two <= SHORT_TITLE else longest) * TITLE // 100


def _pieces(table: Table, index: int) -> Iterator[str]:
    """What should not be parted in a column: a number or a status whole, of a text each word."""
    column = table.columns[index]
    for cell in _column_cells(table, index):
        for line in lines(cell, column):
            whole = column.kind != "text" and len(line.text) <= LONGEST_WORD
            yield from [line.text] if whole else _words(line.text)


def _column_cells(table: Table, index: int) -> Iterator[Cell]:
    shift = len(table.columns) - len(table.row_columns)
    for group in table.groups:
        if index < shift:
            yield group.heading
        else:
            yield from (row[index - shift] for row in group.rows)
    if table.total and index:
        yield table.total[index]


def _words(text: str) -> list[str]:
    return [word for word in one_line(text).split() if len(word) <= LONGEST_WORD]
