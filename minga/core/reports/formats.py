"""The three ways a form leaves the house, for the view that hands it over."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from minga.core.reports.docx import write_docx
from minga.core.reports.pdf import write_pdf
from minga.core.reports.spec import Report
from minga.core.reports.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    content_type: str
    write: Callable[[Report], bytes]


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "pdf": Format("PDF", "application/pdf", write_pdf),
    "xlsx": Format("Excel", f"{OFFICE}.spreadsheetml.sheet", write_xlsx),
    "docx": Format("Word", f"{OFFICE}.wordprocessingml.document", write_docx),
}


def file_name(report: Report, extension: str) -> str:
    """`programa-de-trabajo-2007-2007-11-30.pdf`: plain letters whatever the title says."""
    plain = unicodedata.normalize("NFKD", report.title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "informe"
    return f"{stem}-{report.issued_on:%Y-%m-%d}.{extension}"
