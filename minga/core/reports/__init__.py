"""Official forms: one specification, written as PDF, XLSX and DOCX with the same tables."""

from minga.core.reports.formats import FORMATS, Format, file_name
from minga.core.reports.spec import (
    Bullet,
    Cell,
    Column,
    Group,
    Lead,
    Report,
    Status,
    Table,
    TotalMismatch,
)

__all__ = [
    "FORMATS",
    "Bullet",
    "Cell",
    "Column",
    "Format",
    "Group",
    "Lead",
    "Report",
    "Status",
    "Table",
    "TotalMismatch",
    "file_name",
]
