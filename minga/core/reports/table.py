"""Any list as an official report: letterhead, its rows, the sums of its money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minga.core.reports.bulk import Column as ListColumn
from minga.core.reports.spec import Cell, Column, Figure, Group, Report, Table
from minga.core.reports.xlsx import write_xlsx

# What can be added up; a percentage or a year can't.
SUMMED = ("pesos", "uf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who hands it over, about which place, on which day, from which record."""

    institution: str
    place_line: str
    issued_on: date
    record_line: str = ""
    demonstration: bool = False


def report_of(
    title: str,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[Cell]],
    head: Letterhead,
    *,
    subject: str = "",
    facts: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
    figures: tuple[Figure, ...] = (),
    summed: Sequence[str] = SUMMED,
) -> Report:
    """One table of all the rows, with the sums of the columns whose kinds are `summed`."""
    found = tuple(tuple(row) for row in rows)
    shown = tuple(Column(column.label, column.kind) for column in columns)
    table = Table(shown, (Group(found),), total=_total(shown, found, summed))
    return Report(
        title=title,
        subject=subject,
        institution=head.institution,
        place_line=head.place_line,
        issued_on=head.issued_on,
        record_line=head.record_line,
        demonstration=head.demonstration,
        tables=(table,),
        facts=facts,
        notes=notes,
        figures=figures,
    )


def write_table(
    title: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[Cell]], head: Letterhead
) -> bytes:
    """The list as a workbook with the official look; for the other formats, `report_of`."""
    return write_xlsx(report_of(title, columns, rows, head))


def _total(
    columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], summed: Sequence[str]
) -> tuple[Cell, ...] | None:
    """«Total» stands in the first column, so that one is never added up."""
    if not rows or not any(column.kind_name in summed for column in columns[1:]):
        return None
    sums = (
        _sum(row[index] for row in rows) if column.kind_name in summed else None
        for index, column in enumerate(columns[1:], 1)
    )
    return ("Total", *sums)


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))
