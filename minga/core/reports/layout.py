"""How much room text takes, in thousandths of an em of Arial: widths of words and numbers of lines.

The PDF is set by typst, which measures for itself; a spreadsheet has to be told how high its rows
are. Our PDF face is a little narrower than Arial, so what fits here fits there.
"""

import unicodedata
from functools import lru_cache

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
# What a cell keeps free at its sides.
PADDING = 1700


@lru_cache(maxsize=20_000)
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
