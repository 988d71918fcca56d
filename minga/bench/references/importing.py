"""The same workbook read with calamine, and nothing else: every cell as a Python value."""

from pathlib import Path

from python_calamine import CalamineWorkbook


def read_workbook(path: Path) -> int:
    """How many rows it holds, the headings apart."""
    with CalamineWorkbook.from_path(path) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return len(rows) - 1
