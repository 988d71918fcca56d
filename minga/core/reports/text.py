"""Cells as text: es-CL formats, paragraphs, and what may not travel inside an official document."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minga.core.kinds import Kind
from minga.core.months import Month
from minga.core.reports.spec import Bullet, Cell, Column, Paragraph, Status, Tone

# Control characters and half characters are illegal in XML; the marks that turn the direction
# of writing can make a line say on screen what it does not say in the file.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]"
)
# A figure and its sign stay on one line.
TIED = re.compile(r"(?<=\d) (?=%)")
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x85]")
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a cell, ready to be written."""

    text: str
    kind: Literal["plain", "lead", "bullet"] = "plain"
    tone: Tone | None = None


def clean(text: str) -> str:
    """The same words without the characters that a document may not carry."""
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    return TIED.sub(NBSP, unicodedata.normalize("NFC", FORBIDDEN.sub("", text))).strip()


def one_line(text: str) -> str:
    return " ".join(part.strip() for part in clean(text).split("\n") if part.strip())


def unbroken(text: str) -> str:
    """A short text that does not part at the end of a line."""
    text = one_line(text)
    return text.replace(" ", NBSP) if len(text) <= 40 else text


def grouped(number: int) -> str:
    """1.234.567"""
    return f"{number:,}".replace(",", ".").replace("-", "−")


def shown(value: str | int | date | Month, column: Column) -> str:
    """A value as Chile writes it."""
    if isinstance(column.kind, Kind):
        text = column.kind.show(value)
        return text.replace(" ", NBSP) if column.is_number else text
    match value:
        case date():
            return f"{value:%d-%m-%Y}"
        case int():
            return f"{grouped(value)}{NBSP}%" if column.kind == "percent" else grouped(value)
        case _:
            return str(value)


def lines(cell: Cell, column: Column) -> tuple[Line, ...]:
    """The paragraphs of a cell; a text with line breaks is several."""
    match cell:
        case None:
            return ()
        case Status(text=text, tone=tone):
            return (Line(one_line(text), tone=tone),)
        case int() | date() | Month():
            return (Line(shown(cell, column)),)
        case str():
            return _split(shown(cell, column))
        case _:
            return tuple(line for paragraph in cell for line in _split(paragraph))


def _split(paragraph: Paragraph) -> tuple[Line, ...]:
    if isinstance(paragraph, str):
        return tuple(Line(part.strip()) for part in clean(paragraph).split("\n") if part.strip())
    text = one_line(paragraph.text)
    kind: Literal["bullet", "lead"] = "bullet" if isinstance(paragraph, Bullet) else "lead"
    return (Line(text, kind),) if text else ()
