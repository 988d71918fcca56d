"""CSV as offices write it: any separator, any of the usual alphabets, said aloud when guessed."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from minga.core.imports.grid import Grid
from minga.core.imports.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from minga.core.imports.refusals import TooBig, WorkbookRefused

SEPARATORS = {";": "punto y coma", ",": "coma", "\t": "tabulación", "|": "barra"}
SAMPLE = 20
MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|table|\?xml|meta|div)\b", re.IGNORECASE)
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN_HEADS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"GIF8", b"\x1f\x8b")


def read_csv(path: Path) -> Grid:
    """The whole file as text cells."""
    data = path.read_bytes()
    if data.startswith(KNOWN_HEADS):
        raise WorkbookRefused(
            "El archivo no es una planilla ni un CSV. Suba un libro .xlsx o un CSV."
        )
    text, note = _decoded(data)
    if MARKUP.match(text):
        raise WorkbookRefused(
            "El archivo es una página web con nombre de planilla, quizás un mensaje de error de "
            "donde se descargó. Ábralo, revise qué dice y descárguelo de nuevo."
        )
    separator = _separator(text)
    rows = _rows(text, separator)
    return Grid(sheet="", rows=rows, notes=[note] if note else [], is_text=True)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and a word about its alphabet when it was not the expected one."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decode(data, name), ""
    if b"\0" in data:
        raise WorkbookRefused(
            "El archivo no es texto: tiene bytes nulos. Guárdelo de nuevo como CSV o como .xlsx."
        )
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        return text, "El archivo no viene en UTF-8: se leyó como Latin-1 (Windows)."


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise WorkbookRefused(
            "El archivo mezcla alfabetos y no se puede leer. Guárdelo de nuevo como CSV UTF-8."
        ) from error


def _separator(text: str) -> str:
    """The one that cuts the first lines into the same number of cells, more than one."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:SAMPLE]
    return max(SEPARATORS, key=lambda mark: _agreement(lines, mark))


def _agreement(lines: Sequence[str], separator: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:
        return 0, 0
    usual = max(set(widths), key=widths.count) if widths else 0
    return (widths.count(usual), usual) if usual > 1 else (0, 0)


def _rows(text: str, separator: str) -> list[Sequence[str]]:
    csv.field_size_limit(MAX_TEXT)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Sequence[str]] = []
    try:
        for row in lines:
            rows.append(row)
            _judge_size(rows, row)
    except csv.Error as error:
        raise WorkbookRefused(
            f"Cerca de la línea {lines.line_num} hay un texto que abre comillas y no las cierra, o "
            "es demasiado largo. Corrija las comillas de esa línea y suba el archivo de nuevo."
        ) from error
    return list(_trimmed(rows))


def _judge_size(rows: Sequence[Sequence[str]], row: Sequence[str]) -> None:
    if len(rows) > MAX_ROWS + 1_000:
        raise TooBig(len(rows), "filas o más", MAX_ROWS)
    if len(row) > MAX_COLUMNS and any(row[MAX_COLUMNS:]):
        raise TooBig(len(row), "columnas", MAX_COLUMNS)


def _trimmed(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Without the empty cells at the end of each line."""
    for row in rows:
        last = len(row)
        while last and not row[last - 1].strip():
            last -= 1
        yield row[:last]
