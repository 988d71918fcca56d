"""Writing the rows of a draft: added, changed, taken out; with the sentences of the record that
they took in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.errors import StaleForm
from minga.core.months import Month
from minga.people.models import Organisation
from minga.workplan.reporting import errors
from minga.workplan.reporting.actions.drafts import drop_row
from minga.workplan.reporting.actions.locks import open_draft
from minga.workplan.reporting.models import (
    PlanReport,
    PlanReportVersion,
    QuotedBacking,
    ReportRow,
)
from minga.workplan.reporting.spec import Spec, spec_of


@dataclass(frozen=True)
class RowValues:
    """What a person writes of a row; each kind of report asks some of it."""

    title: str = ""
    achieved: str = ""
    recommendations: str = ""
    commitment: str = ""
    responsible: Organisation | None = None
    responsible_words: str = ""
    due: Month | None = None


@dataclass(frozen=True)
class Quote:
    """A sentence of the record that a row takes in, and the rows it stands on: (words, address)."""

    sentence: str
    stands_on: tuple[tuple[str, str], ...] = ()


@action("reporting.row_added", says="agregó una fila a «{report}»")
def add_row(
    version: PlanReportVersion,
    section: str,
    values: RowValues,
    *,
    key: str = "",
    quotes: Iterable[Quote] = (),
    by: Access,
    on: date | None = None,
) -> ReportRow:
    """`key`: of the form, so that one sent twice adds one row."""
    report, draft = open_draft(version, by)
    spec = spec_of(report)
    _judge(spec, draft, section, values)
    _require_to_come(values, on)
    row = ReportRow(version=draft, section=section, number=_next(draft, section))
    if key:
        _require_new(draft, key)
        row.key = key
    _write(row, spec, values)
    row.save()
    _quote(row, quotes)
    current_act().about(report, version=draft.number, report=str(report))
    return row


def _require_new(draft: PlanReportVersion, key: str) -> None:
    if draft.rows.filter(key=key).exists():
        raise errors.AlreadyAdded
    if ReportRow.objects.filter(key=key).exists():
        raise errors.KeyOfAnother


def _judge(spec: Spec, draft: PlanReportVersion, section: str, values: RowValues) -> None:
    known = {known.code for known in spec.sections(draft.plan_version)}
    if section not in known:
        raise errors.UnknownSection
    _require_words(values)


def _require_words(values: RowValues) -> None:
    if not values.achieved.strip():
        raise errors.RowEmpty


def _require_to_come(values: RowValues, on: date | None) -> None:
    """Nobody commits to what should be done already; the month of what was only reported may be
    any."""
    assert on is not None
    if values.commitment.strip() and values.due and values.due.last < on:
        raise errors.DueIsOver(values.due, on)


def _next(draft: PlanReportVersion, section: str) -> int:
    last = draft.rows.filter(section=section).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _write(row: ReportRow, spec: Spec, values: RowValues) -> None:
    """What its kind asks, and nothing else."""
    for name in spec.fields:
        setattr(row, name, getattr(values, name))


@action("reporting.row_changed", says="cambió una fila de «{report}»")
def change_row(
    row: ReportRow,
    values: RowValues,
    *,
    revision: int,
    quotes: Iterable[Quote] = (),
    by: Access,
    on: date | None = None,
) -> ReportRow:
    """Write the values, unless somebody saved since the form was opened."""
    report, draft = open_draft(row.version, by)
    found = draft.rows.for_page().filter(pk=row.pk).first()
    if found is None:
        raise errors.RowGone
    row, spec = found, spec_of(report)
    pairs = differences(spec, row, values)
    if row.revision != revision:
        raise StaleForm(row.event.actor, pairs)
    _require_words(values)
    if values.due != row.due or not row.commitment.strip():
        _require_to_come(values, on)
    _write(row, spec, values)
    row.revision += 1
    row.save()
    _quote(row, quotes)
    _tell(report, draft, pairs)
    return row


def _tell(report: PlanReport, draft: PlanReportVersion, pairs: dict[str, tuple[str, str]]) -> None:
    changes = [[label, *pair] for label, pair in pairs.items()]
    current_act().about(report, version=draft.number, report=str(report), changes=changes)


def _quote(row: ReportRow, quotes: Iterable[Quote]) -> None:
    """What it takes in; and what its text no longer says it stands on no more."""
    known = set()
    for kept in row.quotes.all():
        if kept.sentence in row.achieved:
            known.add(kept.sentence)
        else:
            kept.delete()
    for quote in quotes:
        if quote.sentence not in known:
            stands_on = [list(pair) for pair in quote.stands_on]
            QuotedBacking(row=row, sentence=quote.sentence, stands_on=stands_on).save()


@action("reporting.row_removed", says="quitó una fila de «{report}»")
def remove_row(row: ReportRow, *, by: Access, on: date | None = None) -> None:
    """From the draft; an approved version keeps its own."""
    report, draft = open_draft(row.version, by)
    found = draft.rows.filter(pk=row.pk).prefetch_related("quotes").first()
    if found is not None:
        drop_row(found)
    current_act().about(report, version=draft.number, report=str(report))


def differences(
    spec: Spec, row: ReportRow, values: RowValues | ReportRow
) -> dict[str, tuple[str, str]]:
    """Label → (stored, typed), as a person reads them, of what is not the same."""
    pairs = {
        spec.label_of(name): (_shown(getattr(row, name)), _shown(getattr(values, name)))
        for name in spec.fields
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.name if isinstance(value, Month) else str(value)
