"""The template of an import: headings, what each column holds, cells that refuse what can't be; and
the same filled with what there is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from textwrap import wrap
from typing import Any

from minga.core.imports.book import Book, put
from minga.core.imports.cells import letters
from minga.core.imports.spec import Field, ImportSpec

# Rows that carry the format and the validation of their column.
READY_ROWS = 2_000
LINE = 150  # characters across the instructions
LONGEST_LIST = 255  # characters that a validation holds itself; longer ones stand in a sheet
EXAMPLES: dict[str, Any] = {
    "text": "Texto",
    "integer": 1234,
    "pesos": 1_500_000,
    "uf": 1_234_500,
    "percent": 1250,
    "date": date(2007, 11, 30),
    "rut": "12345678-5",
    "boolean": True,
}
NARROW, WIDE, SAMPLE = 12, 40, 100


def template(
    spec: ImportSpec,
    rows: Sequence[Sequence[Any]] = (),
    words: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """`rows`: values in the order of the fields, to be edited and sent back. `words`: by field,
    those to choose among, where only the institution of who asks tells them."""
    buffer = BytesIO()
    words = words or {}
    book = Book(buffer)
    data = book.sheet("Datos")
    help_sheet = book.sheet("Instrucciones")
    lists = None
    last = max(READY_ROWS, len(rows))
    data.freeze_panes(1, len(spec.key))
    widths = [_width(item, column, rows) for column, item in enumerate(spec.fields)]
    book.measure(data, widths, len(spec.key))
    data.repeat_rows(0)
    for column, item in enumerate(spec.fields):
        put(data, 0, column, heading(spec, item), book.head)
        data.set_column(column, column, widths[column], book.look(num_format=item.kind.excel))
        options = words.get(item.name, item.kind.options)
        if _stands_apart(options):
            lists = lists or book.sheet("Listas")
            _list_apart(lists, column, options)
        if rule := _validation(item, column, options):
            data.data_validation(1, column, last, column, rule)
    _fill(book, data, spec, rows)
    if lists is not None:
        lists.hide()
    _explain(book, help_sheet, spec)
    data.activate()
    book.close()
    return buffer.getvalue()


def heading(spec: ImportSpec, item: Field) -> str:
    return f"{item.label} *" if spec.must_have(item) else item.label


def _width(item: Field, column: int, rows: Sequence[Sequence[Any]]) -> int:
    """By its heading and what there is under it."""
    said = (item.kind.show(row[column]) for row in rows[:SAMPLE] if row[column] is not None)
    longest = max(map(len, said), default=0)
    return max(NARROW, min(WIDE, max(len(item.label), longest) + 4))


def _fill(book: Book, sheet: Any, spec: ImportSpec, rows: Iterable[Sequence[Any]]) -> None:
    looks = [book.look(num_format=item.kind.excel) for item in spec.fields]
    for number, row in enumerate(rows, start=1):
        for column, (item, value, look) in enumerate(zip(spec.fields, row, looks, strict=True)):
            if value is not None and value != "":
                put(sheet, number, column, item.kind.cell(value), look)


def _stands_apart(options: Sequence[str]) -> bool:
    """In a validation a comma begins the next word."""
    return len(",".join(options)) > LONGEST_LIST or any("," in option for option in options)


def _list_apart(sheet: Any, column: int, options: Iterable[str]) -> None:
    for row, option in enumerate(options):
        put(sheet, row, column, option)


def _validation(item: Field, column: int, options: Sequence[str]) -> dict[str, Any] | None:
    """What the spreadsheet itself can refuse; the import judges again."""
    rule: dict[str, Any] = {}
    if options:
        apart = f"=Listas!${letters(column)}$1:${letters(column)}${len(options)}"
        rule = {
            "validate": "list",
            "source": apart if _stands_apart(options) else list(options),
        }
    elif item.kind.name == "date":
        rule = {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    elif item.kind.name in ("integer", "pesos"):
        rule = {"validate": "integer", "criteria": ">=", "value": -(10**15)}
    if not rule:
        return None
    return rule | {
        "error_title": item.label[:32],
        "error_message": f"Aquí va: {item.kind.label}."[:255],
    }


def _explain(book: Book, sheet: Any, spec: ImportSpec) -> None:
    """The sheet «Instrucciones»: one line for each column, with an example."""
    wrapped, title = book.look(text_wrap=True, valign="top"), book.look(bold=True, font_size=14)
    put(sheet, 0, 0, f"Cómo llenar la planilla de {spec.label}", title)
    key = " y ".join(f"«{spec.field(name).label}»" for name in spec.key)
    lines = [
        "Escriba una fila por cada dato en la hoja «Datos», desde la fila 2. No combine celdas.",
        "Las columnas con * son obligatorias. Puede cambiar su orden, y quitar las que no usará.",
        f"Una fila con {key} que ya existe cambia lo que hay; una celda vacía lo deja vacío.",
        "Lo que existe y no viene en el archivo se informa y no se borra.",
        *wrap(spec.help, LINE),
    ]
    for row, line in enumerate(lines, start=1):
        put(sheet, row, 0, line)
    top = len(lines) + 2
    for column, (name, width) in enumerate(
        (
            ("Columna", 30),
            ("Obligatoria", 12),
            ("Qué se escribe", 44),
            ("Ejemplo", 24),
            ("Nota", 60),
        )
    ):
        sheet.set_column(column, column, width)
        put(sheet, top, column, name, book.head)
    for row, item in enumerate(spec.fields, start=top + 1):
        required = "sí" if spec.must_have(item) else "no"
        cells = (item.label, required, item.kind.label, example(item), item.help)
        for column, value in enumerate(cells):
            put(sheet, row, column, value, wrapped)


def example(item: Field) -> str:
    """As a person would write it."""
    if item.example is not None:
        return item.kind.show(item.example)
    if item.kind.options:
        return item.kind.options[0]
    if item.kind.name == "month":
        return "2007-10"
    return item.kind.show(EXAMPLES.get(item.kind.name))
