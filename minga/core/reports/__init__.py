"""Official forms: one specification, written as PDF, XLSX and DOCX with the same tables."""

from minga.core.reports.formats import FORMATS, Format, file_name
from minga.core.reports.spec import (
    Bullet,
    Cell,
    Column,
    Figure,
    Group,
    Lead,
    Report,
    Status,
    Table,
    TotalMismatch,
)
from minga.core.reports.table import Letterhead, report_of, write_table
from minga.core.reports.widths import TableTooWide

__all__ = [
    "FORMATS",
    "Bullet",
    "Cell",
    "Column",
    "Figure",
    "Format",
    "Group",
    "Lead",
    "Letterhead",
    "Report",
    "Status",
    "Table",
    "TableTooWide",
    "TotalMismatch",
    "file_name",
    "report_of",
    "write_table",
]
