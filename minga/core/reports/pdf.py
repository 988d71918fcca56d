"""A form as PDF/A-2a and PDF/UA-1 at once, set by typst. The same form gives the same bytes."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from fontTools.ttLib import TTFont

from minga.core.reports import palette
from minga.core.reports.layout import column_widths
from minga.core.reports.spec import Cell, Column, Report, Table
from minga.core.reports.text import Line, clean, lines, one_line

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = {
    "font_source_sans_pro": ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf"),
    "font_source_serif_pro": ("SourceSerifPro-Regular.otf", "SourceSerifPro-Semibold.otf"),
}
# The text is 504 pt wide upright and 684 pt across, here in thousandths of a 9,5 pt em of Arial,
# which is a ninth wider than our face.
ROOM = {False: 59_000, True: 80_000}
COLOURS = {
    "ink": palette.INK,
    "ink_2": palette.INK_2,
    "ink_3": palette.INK_3,
    "sand": palette.SAND,
    "sand_dark": palette.SAND_DARK,
    "tones": palette.TONES,
}
# A PDF/A may not hold a character that no font can draw.
UNKNOWN = "⁇"
SUBSTITUTES = str.maketrans({"\u2011": "-", "\u202f": "\u00a0", "\u2007": "\u00a0", "\u200b": ""})
INVISIBLE = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e007f]")


def write_pdf(report: Report) -> bytes:
    """Refuses with `typst.TypstError` rather than write a file that is not accessible."""
    with _fonts() as fonts:
        return typst.compile(
            TEMPLATE,
            sys_inputs={"report": json.dumps(_data(report), ensure_ascii=False)},
            font_paths=fonts,
            pdf_standards=["ua-1", "a-2a"],
        )


@contextmanager
def _fonts() -> Iterator[typst.Fonts]:
    """Only our four files: the packages hold each font twice, the system may hold others."""
    with TemporaryDirectory(prefix="minga-fonts-") as folder:
        for path in _font_files():
            Path(folder, path.name).symlink_to(path)
        yield typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )


def _font_files() -> list[Path]:
    return [
        Path(str(files(package) / "files" / name))
        for package, names in FONTS.items()
        for name in names
    ]


@cache
def _drawable() -> frozenset[int]:
    """The characters that all our fonts can draw."""
    return frozenset.intersection(
        *(frozenset(TTFont(path).getBestCmap()) for path in _font_files())
    )


def _printable(text: str) -> str:
    """A mark stands for what the fonts cannot draw: an emoji, another script."""
    text = INVISIBLE.sub("", text.translate(SUBSTITUTES))
    known = "".join(char if ord(char) in _drawable() or char == "\n" else UNKNOWN for char in text)
    return re.sub(f"{UNKNOWN}+", UNKNOWN, known)


def _text(text: str) -> str:
    return _printable(one_line(text))


def _data(report: Report) -> dict[str, Any]:
    language, _, region = report.language.partition("-")
    day = report.issued_on
    return {
        "colours": COLOURS,
        "title": _text(report.title),
        "subject": _text(report.subject),
        "description": _text(f"{report.subject}. {report.record_line}"),
        "institution": _text(report.institution),
        "place_line": _text(report.place_line),
        "facts": [[_text(label), _text(value)] for label, value in report.facts],
        "tables": [_table(table, ROOM[report.landscape]) for table in report.tables],
        "notes": [_printable(clean(note)) for note in report.notes],
        "record_line": _text(report.record_line),
        "demonstration": report.demonstration,
        "landscape": report.landscape,
        "language": language,
        "region": region.lower(),
        "issued": f"{day:%d-%m-%Y}",
        "issued_on": {"year": day.year, "month": day.month, "day": day.day},
    }


def _table(table: Table, room: int) -> dict[str, Any]:
    widths = column_widths(table, room)
    return {
        "title": _text(table.title),
        "spans": table.spans,
        "columns": [
            {"title": _text(column.title), "width": width, "number": column.is_number}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "groups": [
            {
                "heading": _cell(group.heading, table.columns[0]),
                "rows": [
                    [
                        _cell(cell, column)
                        for cell, column in zip(row, table.row_columns, strict=True)
                    ]
                    for row in table.rows_of(group)
                ],
            }
            for group in table.groups
        ],
        "total": [
            {"first": first, "last": last, "lines": _cell(cell, table.columns[first])}
            for first, last, cell in table.total_cells()
        ],
    }


def _cell(cell: Cell, column: Column) -> list[dict[str, Any]]:
    """Paragraphs; bullets that follow each other are one list."""
    blocks: list[dict[str, Any]] = []
    for kind, run in groupby(lines(cell, column), key=lambda line: line.kind):
        if kind == "bullet":
            blocks.append({"kind": "list", "items": [_printable(line.text) for line in run]})
        else:
            blocks.extend(_block(line) for line in run)
    return blocks


def _block(line: Line) -> dict[str, Any]:
    return {"kind": line.kind, "text": _printable(line.text), "tone": line.tone}
