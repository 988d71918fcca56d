"""Writing a draft: its grid, its milestones and its reason."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action
from minga.core.errors import StaleForm
from minga.core.months import Month
from minga.works.schedules import errors
from minga.works.schedules.actions.common import open_draft, tell
from minga.works.schedules.actions.rows import (
    Amounts,
    Dated,
    put_amounts,
    put_milestones,
    put_progress,
)
from minga.works.schedules.models import ScheduleVersion


@action("schedules.months_written", says="escribió los meses de la versión {version} de {bip}")
def write_months(
    version: ScheduleVersion,
    amounts: Amounts,
    progress: Mapping[Month, int],
    *,
    cells: Collection[tuple[int, Month]] | None = None,
    months: Collection[Month] | None = None,
    revision: int | None = None,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    """Pesos by line item and month, and the physical progress accumulated to each month. `cells`
    (line item, month) and `months` are what is written; None, all of the draft."""
    draft = open_draft(version, by)
    _require_seen(draft, revision)
    changed = put_amounts(draft, amounts, cells) + put_progress(draft, progress, months)
    _written(draft, cells=changed)
    return draft


@action("schedules.milestones_written", says="escribió los hitos de la versión {version} de {bip}")
def write_milestones(
    version: ScheduleVersion,
    milestones: Sequence[Dated],
    *,
    revision: int | None = None,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    """Takes the place of those that were there."""
    draft = open_draft(version, by)
    _require_seen(draft, revision)
    _written(draft, milestones=put_milestones(draft, milestones))
    return draft


@action("schedules.reason_changed", says="cambió el motivo de la versión {version} de {bip}")
def change_reason(
    version: ScheduleVersion,
    reason: str,
    *,
    revision: int | None = None,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    draft = open_draft(version, by)
    if revision is not None and revision != draft.revision:
        raise StaleForm(draft.event.actor, {"Motivo": (draft.reason, reason.strip())})
    if not draft.is_baseline and not reason.strip():
        raise errors.ReasonMissing
    draft.reason = reason.strip()
    _written(draft, reason=draft.reason)
    return draft


def _require_seen(draft: ScheduleVersion, revision: int | None) -> None:
    """Whoever sends a form saw the draft as it is; the page says what the other one wrote."""
    if revision is not None and revision != draft.revision:
        raise StaleForm(draft.event.actor, {})


def _written(draft: ScheduleVersion, **more: Any) -> None:
    draft.revision += 1
    draft.save()
    tell(draft, **more)
