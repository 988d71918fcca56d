"""What a version of a report says otherwise than another, row by row."""

from collections.abc import Iterable, Iterator, Sequence

from minga.core.history import Change
from minga.workplan.changes import Changed
from minga.workplan.leaving import title_of
from minga.workplan.reporting.actions.rows import differences
from minga.workplan.reporting.models import ReportRow
from minga.workplan.reporting.spec import Spec, place_of


def changes(
    spec: Spec, before: Sequence[ReportRow], after: Iterable[ReportRow]
) -> list[Changed] | None:
    """None when there was nothing before: everything is new."""
    return list(_changes(spec, before, after)) if before else None


def _changes(
    spec: Spec, before: Iterable[ReportRow], after: Iterable[ReportRow]
) -> Iterator[Changed]:
    old = {row.key: row for row in before}
    new = {row.key: row for row in after}
    for key, row in new.items():
        if key not in old:
            yield Changed(_title(spec, row), "se agrega")
        elif pairs := differences(spec, old[key], row):
            told = tuple(Change(label, *pair) for label, pair in pairs.items())
            yield Changed(_title(spec, row), "cambia", told)
    for key, row in old.items():
        if key not in new:
            yield Changed(_title(spec, row), "sale")


def _title(spec: Spec, row: ReportRow) -> str:
    """«Objetivo 2, fila 1: RUKAN»: of two rows with the same words, which one."""
    place = f"{place_of(spec, row)}, " if place_of(spec, row) else ""
    said = f"{place}{spec.adds} {row.number}: {title_of(str(row))}"
    return said[:1].upper() + said[1:]
