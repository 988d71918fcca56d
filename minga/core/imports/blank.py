"""The template of an import: headings, what each column holds, cells that refuse what can't be."""

from datetime import date
from io import BytesIO
from typing import Any

from minga.core.imports.book import Book, put
from minga.core.imports.cells import letters
from minga.core.imports.spec import Field, ImportSpec

# Rows that carry the format and the validation of their column.
READY_ROWS = 2_000
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
NARROW, WIDE = 12, 40


def template(spec: ImportSpec) -> bytes:
    buffer = BytesIO()
    book = Book(buffer)
    data = book.sheet("Datos")
    help_sheet = book.sheet("Instrucciones")
    lists = None
    data.freeze_panes(1, 0)
    for column, item in enumerate(spec.fields):
        put(data, 0, column, heading(spec, item), book.head)
        data.set_column(column, column, _width(item), book.look(num_format=item.kind.excel))
        if len(",".join(item.kind.options)) > LONGEST_LIST:
            lists = lists or book.sheet("Listas")
            _list_apart(lists, column, item)
        if rule := _validation(item, column):
            data.data_validation(1, column, READY_ROWS, column, rule)
    if lists is not None:
        lists.hide()
    _explain(book, help_sheet, spec)
    data.activate()
    book.close()
    return buffer.getvalue()


def heading(spec: ImportSpec, item: Field) -> str:
    return f"{item.label} *" if spec.must_have(item) else item.label


def _width(item: Field) -> int:
    return max(NARROW, min(WIDE, len(item.label) + 4))


def _list_apart(sheet: Any, column: int, item: Field) -> None:
    for row, option in enumerate(item.kind.options):
        put(sheet, row, column, option)


def _validation(item: Field, column: int) -> dict[str, Any] | None:
    """What the spreadsheet itself can refuse; the import judges again."""
    rule: dict[str, Any] = {}
    if item.kind.options:
        options = list(item.kind.options)
        apart = f"=Listas!${letters(column)}$1:${letters(column)}${len(options)}"
        rule = {
            "validate": "list",
            "source": apart if len(",".join(options)) > LONGEST_LIST else options,
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
    wrap, title = book.look(text_wrap=True, valign="top"), book.look(bold=True, font_size=14)
    put(sheet, 0, 0, f"Cómo llenar la planilla de {spec.label}", title)
    key = " y ".join(f"«{spec.field(name).label}»" for name in spec.key)
    lines = [
        "Escriba una fila por cada dato en la hoja «Datos», desde la fila 2. No combine celdas.",
        "Las columnas con * son obligatorias. Puede cambiar su orden, y quitar las que no usará.",
        f"Una fila con {key} que ya existe cambia lo que hay; una celda vacía lo deja vacío.",
        "Lo que existe y no viene en el archivo se informa y no se borra.",
        *filter(None, [spec.help]),
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
            put(sheet, row, column, value, wrap)


def example(item: Field) -> str:
    """As a person would write it."""
    if item.example is not None:
        return item.kind.show(item.example)
    if item.kind.options:
        return item.kind.options[0]
    if item.kind.name == "month":
        return "2007-10"
    return item.kind.show(EXAMPLES.get(item.kind.name))
