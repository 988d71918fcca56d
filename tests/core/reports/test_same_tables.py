"""One specification, three files, the same tables: what each file says is read back."""

from io import BytesIO

import docx
import pytest
from python_calamine import CalamineWorkbook

from minga.core.kinds import Kind as ValueKind
from minga.core.reports import FORMATS, Report, Table
from minga.core.reports.text import lines
from tests.core.reports import samples
from tests.core.reports.pdf_reader import open_pdf, read_structure

Rows = list[list[str]]


def plain(text: object) -> str:
    return " ".join(str(text).replace("•", " ").split())


def expected(table: Table) -> Rows:
    """Texts row by row, the heading in the first of its group; empty cells are left out."""
    rows = [[column.title for column in table.columns]]
    for group in table.groups:
        start = [[(group.shown_heading, table.columns[0])]] if group.heading else [[]]
        body = [list(zip(row, table.row_columns, strict=True)) for row in table.rows_of(group)]
        joined = [start[0] + body[0], *body[1:]] if table.spans else [*filter(None, start), *body]
        rows += [[texts(*pair) for pair in row] for row in joined]
    rows.append([texts(cell, table.columns[first]) for first, _, cell in table.total_cells()])
    return [[text for text in row if text] for row in rows if any(row)]


def texts(cell, column) -> str:
    return plain(" ".join(line.text for line in lines(cell, column)))


def in_pdf(data: bytes) -> list[Rows]:
    tables = read_structure(open_pdf(data)).find("Table")
    return [
        [
            [plain(cell.says()) for cell in row.find("TH", "TD") if cell.says()]
            for row in table.find("TR")
        ]
        for table in tables
    ]


def in_docx(data: bytes) -> list[Rows]:
    return [
        [
            [plain(" ".join(p.text for p in tc.p_lst)) for tc in row._tr.tc_lst if tc.p_lst[0].text]
            for row in table.rows
        ]
        for table in docx.Document(BytesIO(data)).tables
    ]


def in_xlsx(data: bytes, report: Report) -> list[Rows]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [
        from_sheet(book.get_sheet_by_index(index).to_python(), table)
        for index, table in enumerate(report.tables)
    ]


def from_sheet(sheet: list[list[object]], table: Table) -> Rows:
    """From the column titles to the first row without any text."""
    start = next(number for number, row in enumerate(sheet) if row[0] == table.columns[0].title)
    rows = [
        [shown(cell, table.columns[index].kind) for index, cell in enumerate(row) if cell != ""]
        for row in sheet[start:]
    ]
    return [row for row in rows if row][: len(expected(table))]


def shown(cell: object, kind: str | ValueKind) -> str:
    if isinstance(kind, ValueKind):
        return plain(cell if isinstance(cell, str) else kind.show(kind.parse(cell)))
    if isinstance(cell, float):
        return f"{int(cell)} %" if kind == "percent" else f"{int(cell)}"
    return plain(f"{cell:%d-%m-%Y}" if kind == "date" and hasattr(cell, "year") else cell)


@pytest.mark.parametrize("form", samples.ALL, ids=lambda form: form.__name__)
def test_the_three_files_say_the_same(form):
    report = form()
    wanted = [expected(table) for table in report.tables]

    assert in_pdf(FORMATS["pdf"].write(report)) == wanted
    assert in_docx(FORMATS["docx"].write(report)) == wanted
    assert in_xlsx(FORMATS["xlsx"].write(report), report) == wanted
