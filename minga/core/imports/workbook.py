"""Open a file that somebody sent: judged first, then read with calamine or as CSV."""

import xml.parsers.expat as expat
from collections.abc import Callable, Iterable
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from minga.core.imports.archive import Archive
from minga.core.imports.grid import Grid
from minga.core.imports.limits import MAX_SHEETS
from minga.core.imports.plaintext import read_csv
from minga.core.imports.refusals import SAVE_AS, Bomb, Damaged, TooBig, WorkbookRefused
from minga.core.imports.sheetxml import inspect, without_tricks

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
CONTENT, BOOK, BOOK_RELATIONS = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
# Sheets that the templates and the annotated workbook add: never data.
OURS = ("Instrucciones", "Observaciones", "Cambios")


def read(path: Path) -> list[Grid]:
    """Every visible sheet with something in it; a CSV is one sheet without a name."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(ZIP):
        return _read_xlsx(path)
    if head.startswith(OLE):
        raise _not_xlsx(path)
    return [read_csv(path)]


def _not_xlsx(path: Path) -> WorkbookRefused:
    if PROTECTED in path.read_bytes():
        return WorkbookRefused(
            "El libro tiene contraseña y no se puede leer. Ábralo, quítele la contraseña de "
            "apertura, guárdelo y súbalo de nuevo."
        )
    return WorkbookRefused(f"El archivo es de un formato antiguo (.xls). {SAVE_AS}")


def _read_xlsx(path: Path) -> list[Grid]:
    archive = Archive(path)
    if "content.xml" in archive:
        raise WorkbookRefused(f"El archivo es de OpenDocument (.ods). {SAVE_AS}")
    if CONTENT not in archive or BOOK not in archive or BOOK_RELATIONS not in archive:
        raise WorkbookRefused(f"El archivo no es un libro de Excel (.xlsx). {SAVE_AS}")
    parts = _parts_of_sheets(archive)
    for name in archive.parts:
        if name not in parts.values() and name.lower().endswith((".xml", ".rels")):
            _exhaust(without_tricks(archive.chunks(name)))
        elif name not in parts.values():
            _exhaust(archive.chunks(name))
    return _grids(path, archive, parts)


def _exhaust(chunks: Iterable[bytes]) -> None:
    """To the end: the part is as large as it states."""
    for _ in chunks:
        pass


def _grids(path: Path, archive: Archive, parts: dict[str, str]) -> list[Grid]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            return _visible(book, archive, parts)
    except CalamineError as error:
        raise Damaged from error


def _visible(book: CalamineWorkbook, archive: Archive, parts: dict[str, str]) -> list[Grid]:
    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    shown = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    hidden = [s.name for s in sheets if s.visible != SheetVisibleEnum.Visible]
    if not shown:
        raise WorkbookRefused("Todas las hojas del libro están ocultas. Muestre la de los datos.")
    grids = [_grid(book, archive, parts, name) for name in shown if name not in OURS]
    told = [f"No se leyó la hoja oculta «{name}»." for name in hidden if name != "Listas"]
    for grid in grids:
        grid.notes = told
    return [grid for grid in grids if grid.rows]


def _grid(book: CalamineWorkbook, archive: Archive, parts: dict[str, str], name: str) -> Grid:
    if parts.get(name) not in archive.parts:
        raise Bomb(f"no se encontró dónde está su hoja «{name[:40]}»")
    marks = inspect(archive, parts[name])
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Grid(
        sheet=name,
        rows=list(rows),
        formulas=marks.formulas,
        uncalculated=marks.uncalculated,
        errors=marks.errors,
        merged=marks.merged,
    )


def _parts_of_sheets(archive: Archive) -> dict[str, str]:
    """Sheet name → the part where it is, found as the reader finds it."""
    relations: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            relations[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            own = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            sheets[attributes.get("name", "")] = own

    _each_tag(archive, BOOK_RELATIONS, relation)
    _each_tag(archive, BOOK, sheet)
    if len(sheets) > MAX_SHEETS:
        raise TooBig(len(sheets), "hojas", MAX_SHEETS)
    return {name: _path(relations.get(own, "")) for name, own in sheets.items()}


def _path(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return target if target.startswith("xl/") else f"xl/{target}"


def _each_tag(archive: Archive, name: str, tell: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, found: tell(tag.rpartition(":")[2], found)
    try:
        for chunk in without_tricks([archive.read(name)]):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Damaged from error
