"""The official paper as PDF/A-2a and PDF/UA-1, set by typst. The same words give the same bytes."""

import json
from pathlib import Path
from typing import Any

import typst

from minga.acts.wording.blocks import Block, Paragraph, Table, blocks
from minga.acts.wording.paper.spec import Letter, Paper, Resolution
from minga.core.reports import Column, Group
from minga.core.reports import Table as FormTable
from minga.core.reports.fonts import fonts, printable, printable_line
from minga.core.reports.typeset import COLOURS
from minga.core.reports.widths import fitted

TEMPLATE = Path(__file__).with_name("paper.typ")
# The text is 468 pt wide, in thousandths of a 9,5 pt em of Arial (`core.reports.typeset`).
ROOM = 54_700


def resolution(paper: Resolution) -> bytes:
    """Refuses with `TableTooWide` when a table holds more columns of figures than a sheet."""
    return _write(paper, {"parts": _sections(paper), "addressees": [], "sender": ""})


def letter(paper: Letter) -> bytes:
    addressees = [
        [printable_line(line) for line in addressee.lines] for addressee in paper.addressees
    ]
    return _write(
        paper,
        {
            "parts": _sections(paper),
            "addressees": addressees,
            "sender": printable_line(paper.sender),
        },
    )


def _write(paper: Resolution | Letter, own: dict[str, Any]) -> bytes:
    data = _common(paper) | own | {"closing": printable_line(paper.closing)}
    with fonts() as known:
        return typst.compile(
            TEMPLATE,
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            font_paths=known,
            pdf_standards=["ua-1", "a-2a"],
        )


def _common(paper: Paper) -> dict[str, Any]:
    day, signed = paper.dated_on or paper.written_on, paper.signature
    return {
        "colours": COLOURS,
        "service": printable_line(paper.service),
        "unit": printable_line(paper.unit),
        "numbered": printable_line(paper.numbered),
        "dated": printable_line(paper.dated),
        "reference": printable_line(paper.reference),
        "subject": printable_line(paper.subject),
        "signature": {
            "name": printable_line(signed.name),
            "charge": printable_line(signed.printed_charge),
            "note": printable_line(signed.note),
        },
        "visas": printable_line(" / ".join(paper.visas)),
        "distribution": [printable_line(line) for line in paper.distribution],
        "record_line": printable_line(paper.record_line),
        "draft": paper.draft,
        "demonstration": paper.demonstration,
        "is_letter": isinstance(paper, Letter),
        "issued_on": {"year": day.year, "month": day.month, "day": day.day},
    }


def _sections(paper: Resolution | Letter) -> list[dict[str, Any]]:
    return [
        {"title": title, "blocks": [_block(block) for block in blocks(text)]}
        for title, text in paper.sections
    ]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {
            "kind": "paragraph",
            "mark": printable_line(block.mark),
            "lines": [printable(line) for line in block.lines],
        }
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    columns = [
        Column(title or " ", "integer" if i in table.figures else "text")
        for i, title in enumerate(table.columns)
    ]
    size, widths = fitted(FormTable(tuple(columns), (Group(table.rows),)), ROOM)
    return {
        "kind": "table",
        "size": size,
        "columns": [
            {"title": printable_line(column.title), "width": width, "number": column.is_number}
            for column, width in zip(columns, widths, strict=True)
        ],
        "rows": [[printable_line(cell) for cell in row] for row in table.rows],
    }
