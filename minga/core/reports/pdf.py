"""A form as PDF/A-2a and PDF/UA-1 at once, set by typst. The same form gives the same bytes."""

import json
from pathlib import Path

import typst

from minga.core.reports.fonts import fonts
from minga.core.reports.spec import Report
from minga.core.reports.typeset import typeset

TEMPLATE = Path(__file__).with_name("report.typ")


def write_pdf(report: Report) -> bytes:
    """Refuses with `typst.TypstError` rather than write a file that is not accessible."""
    with fonts() as known:
        return typst.compile(
            TEMPLATE,
            sys_inputs={"report": json.dumps(typeset(report), ensure_ascii=False)},
            font_paths=known,
            pdf_standards=["ua-1", "a-2a"],
        )
