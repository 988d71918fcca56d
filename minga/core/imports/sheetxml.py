"""What a sheet's XML says before its cells are read: how far they reach, which are formulas.

The reader of cells keeps the whole rectangle that they span: one value in XFD1048576 asks for more
memory than there is, and ends the process. So first every address is compared with the dimension
that the sheet states, by a pattern that costs a fraction of the reading. Only a sheet that is
written in an unusual way, or has formulas, errors or merged cells, is parsed.
"""

import re
import xml.parsers.expat as expat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from minga.core.imports.archive import Archive
from minga.core.imports.cells import address, position, up_to_letters, up_to_number
from minga.core.imports.limits import MAX_CELLS, MAX_COLUMNS, MAX_MERGED, MAX_ROWS
from minga.core.imports.refusals import Bomb, Damaged, TooBig

DIMENSION = re.compile(rb'<dimension ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
# With a prefix (<x:c>), or with anything before its address: valid, and not what the pattern reads.
UNUSUAL = re.compile(rb":(?:c|row|sheetData)[\s/>]")
ELEMENT = re.compile(rb"<[A-Za-z_]")
MARKS = (b"<f", b't="e"', b"<mergeCell ")
HEAD = 4096
DEEPEST = 60
# Rows below the data that may be empty but formatted.
SPARE_ROWS = 1_000


@dataclass
class Marks:
    """Cells of a sheet that need a word, by (row, column) from 0."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


def inspect(archive: Archive, name: str) -> Marks:
    """Nothing to tell for a plain sheet within bounds; else what a parse of it finds."""
    if _is_plain(without_tricks(archive.chunks(name), has_texts=False)):
        return Marks()
    return _parsed(without_tricks(archive.chunks(name), has_texts=False))


def without_tricks(chunks: Iterable[bytes], *, has_texts: bool = True) -> Iterator[bytes]:
    """The same pieces: no document type (entities swell), no alphabet where our patterns are blind,
    no more texts than cells are read."""
    texts = 0
    for number, chunk in enumerate(_on_whole_tags(chunks)):
        if number == 0:
            _judge_head(chunk)
        if has_texts:
            texts += chunk.count(b"<si") + chunk.count(b":si")
        if texts > MAX_CELLS:
            raise TooBig(texts, "textos o más", MAX_CELLS)
        yield chunk


def _judge_head(first: bytes) -> None:
    """A document type stands before the first element or nowhere."""
    head = first[:HEAD]
    said = re.search(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""", head)
    if (said and said[1].lower() not in (b"utf-8", b"us-ascii")) or b"\0" in head:
        raise Bomb("está escrito en un alfabeto que no es el de los libros de Excel")
    if not ELEMENT.search(first):
        raise Damaged
    if b"<!DOCTYPE" in first or b"<!ENTITY" in first:
        raise Bomb("define entidades, que un libro de verdad no lleva")


def _on_whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut before a «<», so that no tag is split between two pieces."""
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        cut = max(data.rfind(b"<"), 0)
        rest = data[cut:]
        if cut:
            yield data[:cut]
        if len(rest) > 1_000_000:
            raise Bomb("trae un texto sin fin")
    yield rest


def _is_plain(chunks: Iterator[bytes]) -> bool:
    first = next(chunks, b"")
    stated = DIMENSION.search(first[:HEAD])
    bounds = _bounds(stated) if stated else None
    if bounds is None:
        return False
    rows, columns = bounds
    within = f'(?:{up_to_letters(columns - 1)})(?:{up_to_number(rows)})"'
    strange = re.compile(rb'<c(?=[\s/>])(?! r="' + within.encode() + rb")")
    while first:
        if any(mark in first for mark in MARKS) or UNUSUAL.search(first) or strange.search(first):
            return False
        first = next(chunks, b"")
    return True


def _bounds(stated: "re.Match[bytes]") -> tuple[int, int] | None:
    """Rows and columns, when a sheet of that size is read whole."""
    last = position(stated[2].decode())
    if last is None:
        return None
    rows, columns = last[0] + 1, last[1] + 1
    small = rows <= MAX_ROWS + SPARE_ROWS and columns <= MAX_COLUMNS
    return (rows, columns) if small and rows * columns <= MAX_CELLS else None


class _Parser:
    """Where the filled cells are, and which of them are formulas or errors."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.row, self.column = -1, -1
        self.depth = 0
        self.kind, self.text = "", ""
        self.is_filled = self.is_formula = self.collects = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Bomb("sus partes están anidadas sin fin")
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self.row, self.column = _row(attributes, self.row + 1), -1
        elif tag == "f":
            self.is_formula = True
        elif tag in ("v", "t"):
            self.is_filled = True
            self.collects = tag == "v" and self.kind == "e"
        elif tag == "mergeCell":
            self._keep_merged(attributes.get("ref", ""))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = position(attributes.get("r", ""))
        self.row, self.column = place or (self.row, self.column + 1)
        self.kind, self.text = attributes.get("t", ""), ""
        self.is_filled = self.is_formula = False

    def _keep_merged(self, area: str) -> None:
        self.marks.merged.append(area[:20])
        if len(self.marks.merged) > MAX_MERGED:
            raise TooBig(len(self.marks.merged), "celdas combinadas o más", MAX_MERGED)

    def characters(self, text: str) -> None:
        if self.collects:
            self.text += text[:40]

    def end(self, name: str) -> None:
        self.depth -= 1
        if name.rpartition(":")[2] == "c":
            self._end_cell()
        self.collects = False

    def _end_cell(self) -> None:
        place, marks = (max(self.row, 0), self.column), self.marks
        if self.is_formula:
            (marks.formulas if self.is_filled else marks.uncalculated).add(place)
        if self.kind == "e" and self.is_filled:
            marks.errors[place] = self.text or "#ERROR"
        if self.is_filled:
            marks.rows, marks.columns = (
                max(marks.rows, place[0] + 1),
                max(marks.columns, place[1] + 1),
            )
            _judge_extent(marks)


def _row(attributes: dict[str, str], default: int) -> int:
    number = attributes.get("r", "")
    return int(number) - 1 if number.isdecimal() and 0 < len(number) < 8 else default


def _judge_extent(marks: Marks) -> None:
    if marks.rows > MAX_ROWS + SPARE_ROWS:
        raise TooBig(marks.rows, "filas o más", MAX_ROWS)
    if marks.columns > MAX_COLUMNS:
        raise TooBig(marks.columns, "columnas o más", MAX_COLUMNS)
    if marks.rows * marks.columns > MAX_CELLS:
        last = address(marks.rows - 1, marks.columns - 1)
        raise TooBig(marks.rows * marks.columns, f"celdas entre A1 y {last}", MAX_CELLS)


def _parsed(chunks: Iterator[bytes]) -> Marks:
    reader = _Parser()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Damaged from error
    return reader.marks
