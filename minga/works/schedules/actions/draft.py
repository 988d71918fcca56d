"""Opening a draft: the baseline empty, a reprogramming from what is in force or from execution."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.actions import action
from minga.core.approvals.rounds import was_sent
from minga.core.months import Month
from minga.core.versions import prepared_by, preparers_of
from minga.works.models import Project
from minga.works.schedules import errors
from minga.works.schedules.actions.common import in_force, open_draft, tell, unfinished
from minga.works.schedules.actions.rows import (
    Dated,
    in_thousands,
    put_amounts,
    put_milestones,
    put_progress,
)
from minga.works.schedules.models import Schedule, ScheduleVersion


@action("schedules.draft_opened", says="abrió la versión {version} del programa de {bip}")
def start_draft(
    project: Project,
    *,
    reason: str = "",
    empty: bool = False,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    """The first one is the baseline, empty; the next ones say what the one in force says, unless
    they begin `empty`, and why they are needed."""
    project = unfinished(project.pk, by)
    draft = _open(project, reason)
    if not draft.is_baseline and not empty:
        _copy(in_force(draft.schedule), draft)
    prepared_by(draft, by)
    tell(draft)
    return draft


@action(
    "schedules.draft_from_execution",
    says="construyó desde la ejecución la versión {version} del programa de {bip}",
)
def draft_from(
    project: Project,
    amounts: Mapping[tuple[LineItem, Month], int],
    progress: Mapping[Month, int],
    milestones: Sequence[Dated],
    reason: str,
    *,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    """A reprogramming that says what was executed and what remains: pesos by line item and month,
    as they were spent, and hundredths of a percent accumulated."""
    project = unfinished(project.pk, by)
    draft = _open(project, reason, from_execution=True)
    put_amounts(draft, in_thousands(amounts))
    put_progress(draft, progress)
    put_milestones(draft, milestones)
    prepared_by(draft, by)
    tell(draft)
    return draft


@action("schedules.draft_discarded", says="descartó la versión {version} del programa de {bip}")
def discard_draft(version: ScheduleVersion, *, by: Access, on: date | None = None) -> None:
    """Only its author's own draft, never sent: everything else is kept."""
    draft = open_draft(version, by)
    if draft.is_baseline:
        raise errors.FirstVersionStays
    others = preparers_of(draft).exclude(actor_id=by.actor_id or 0)
    if draft.remarks or was_sent(draft) or others.exists():
        raise errors.DraftOfAnother
    for row in [*draft.amounts.all(), *draft.progress.all(), *draft.milestones.all()]:
        row.delete()
    tell(draft)
    draft.delete()


def _open(project: Project, reason: str, *, from_execution: bool = False) -> ScheduleVersion:
    """Within an action, with the project locked: nothing else may be open."""
    schedule = Schedule.objects.select_for_update().filter(project=project).first()
    if schedule is None:
        schedule = Schedule(project=project)
        schedule.save()
        number = schedule.last_version
    else:
        opened = schedule.versions.filter(status__in=("draft", "submitted")).first()
        if opened:
            raise errors.OpenVersionExists(opened)
        if not reason.strip():
            raise errors.ReasonMissing
        schedule.last_version += 1
        schedule.save(update_fields=["last_version"])
        number = schedule.last_version
    schedule.project = project
    draft = ScheduleVersion(
        schedule=schedule, number=number, reason=reason.strip(), is_from_execution=from_execution
    )
    draft.save()
    return draft


def _copy(source: ScheduleVersion, draft: ScheduleVersion) -> None:
    rows: list[Any] = [
        *source.amounts.all(),
        *source.progress.all(),
        *source.milestones.all(),
    ]
    for row in rows:
        row.pk, row.version = None, draft
        row._state.adding = True
        row.save()
