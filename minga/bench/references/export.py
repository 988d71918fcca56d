"""A workbook written from rows that are ready: what the writer itself takes."""

from pathlib import Path
from typing import Any

from rustpy_xlsxwriter import write_worksheet


def write_ready_rows(path: Path, rows: list[dict[str, Any]]) -> int:
    write_worksheet(rows, str(path))
    return len(rows)
