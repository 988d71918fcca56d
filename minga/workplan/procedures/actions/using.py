"""Applying a procedure: on the version in force, tick what is done, pass to a newer one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.workplan.procedures import errors
from minga.workplan.procedures.actions.common import (
    in_force,
    lock,
    not_after,
    reason_of,
    require,
    said,
)
from minga.workplan.procedures.models import (
    Procedure,
    ProcedureActivity,
    ProcedureUse,
    UseStep,
)
from minga.workplan.procedures.models.use import UseState, UseStepKind
from minga.workplan.procedures.permissions import APPLY, REVIEW
from minga.workplan.procedures.ticks import done_in

APPLIES = "Solo las unidades del servicio aplican sus procedimientos."
MOVES = "Pasa una aplicación a otra versión quien tiene una jefatura en el servicio."


@action("procedures.use_started", says="comenzó a aplicar {code}, versión {version}")
def start_use(
    procedure: Procedure,
    *,
    label: str,
    case: Any = None,
    by: Access,
    on: date | None = None,
) -> ProcedureUse:
    """It stays on the version that rules today, whatever is approved later."""
    assert on is not None
    procedure = lock(procedure.pk)
    require(by, APPLY, procedure, APPLIES)
    version = in_force(procedure)
    use = ProcedureUse(
        procedure=procedure,
        version=version,
        label=said(label, "label", "Escriba a qué se aplica."),
        started_on=on,
        started_by_id=by.actor_id,
    )
    use.set_case(case)
    use.save()
    _step(use, UseStepKind.STARTED, by, on)
    current_act().about(use, code=procedure.code, version=version.number)
    return use


@dataclass(frozen=True)
class Done:
    """When an activity was done, and what there is to say of it."""

    on: date
    note: str = ""


@action("procedures.activity_done", says="marcó hecha la actividad {activity} de {code}")
def mark_done(
    use: ProcedureUse,
    activity: ProcedureActivity,
    done: Done,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> UseStep:
    assert on is not None
    use = _locked(use, by, APPLY, APPLIES, seen)
    activity = _followed(use, activity)
    standing = done_in(use).get(activity.line_key)
    if standing:
        raise errors.AlreadyDone(str(standing.actor), standing.done_on or standing.on)
    not_after(done.on, on, "done_on")
    if done.on < use.started_on:
        raise errors.DayTooEarly("done_on", use.started_on, "comenzó")
    return _told(
        use, UseStepKind.DONE, by, on, activity=activity, done_on=done.on, remarks=done.note.strip()
    )


@action("procedures.activity_undone", says="dejó por hacer la actividad {activity} de {code}")
def undo(
    use: ProcedureUse,
    activity: ProcedureActivity,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> UseStep:
    """The tick stays in its steps; it no longer stands."""
    assert on is not None
    use = _locked(use, by, APPLY, APPLIES, seen)
    activity = _followed(use, activity)
    if activity.line_key not in done_in(use):
        raise errors.NotDoneYet
    return _told(use, UseStepKind.UNDONE, by, on, activity=activity, remarks=reason_of(reason))


@action("procedures.use_moved", says="pasó una aplicación de {code} a la versión {version}")
def move_use(
    use: ProcedureUse, *, reason: str, seen: int | None = None, by: Access, on: date | None = None
) -> ProcedureUse:
    """To the version in force: what exists in both keeps its tick."""
    assert on is not None
    use = _locked(use, by, REVIEW, MOVES, seen)
    ruling = in_force(use.procedure)
    if use.version_id == ruling.pk:
        raise errors.AlreadyOnIt(ruling.number)
    made = _step(use, UseStepKind.MOVED, by, on, remarks=reason_of(reason))
    use.version = ruling
    use.revision += 1
    use.save()
    _about(use, reason=made.remarks)
    return use


@action("procedures.use_closed", says="cerró una aplicación de {code}: {state}")
def close_use(
    use: ProcedureUse,
    *,
    state: UseState,
    remarks: str = "",
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> ProcedureUse:
    """Finished when every activity of its version is done; dropped, with a reason, at any time."""
    assert on is not None
    use = _locked(use, by, APPLY, APPLIES, seen)
    if state == UseState.DROPPED:
        remarks = reason_of(remarks)
    else:
        done = done_in(use)
        keys = use.version.activities.values_list("line_key", flat=True)
        if left := sum(key not in done for key in keys):
            raise errors.ActivitiesLeft(left)
    _step(use, UseStepKind(state.value), by, on, remarks=remarks.strip())
    use.state, use.closed_on, use.revision = state, on, use.revision + 1
    use.save()
    _about(use, state=state.label)
    return use


def _locked(
    use: ProcedureUse, by: Access, permission: str, sentence: str, seen: int | None
) -> ProcedureUse:
    """`seen`: the revision that the page was opened with."""
    procedure = lock(use.procedure_id)
    require(by, permission, procedure, sentence)
    found = ProcedureUse.objects.for_page().get(pk=use.pk)
    found.procedure = procedure
    if not found.is_going:
        raise errors.AlreadyClosed(found.get_state_display())
    if seen is not None and seen != found.revision:
        last = found.steps.select_related("actor").latest("pk")
        raise errors.ChangedMeanwhile(str(last.actor), last.get_kind_display(), last.on)
    return found


def _followed(use: ProcedureUse, activity: ProcedureActivity) -> ProcedureActivity:
    """The same line in the version that it follows now."""
    found = use.version.activities.filter(line_key=activity.line_key).first()
    if found is None:
        raise errors.NotFollowed(use.version.number)
    return found


def _step(use: ProcedureUse, kind: UseStepKind, by: Access, on: date, **more: Any) -> UseStep:
    step = UseStep(
        use=use, kind=kind, version_id=use.version_id, on=on, actor_id=by.actor_id, **more
    )
    step.save()
    return step


def _told(use: ProcedureUse, kind: UseStepKind, by: Access, on: date, **more: Any) -> UseStep:
    step = _step(use, kind, by, on, **more)
    use.revision += 1
    use.save(update_fields=["revision"])
    _about(use, activity=step.activity.number if step.activity else 0)
    return step


def _about(use: ProcedureUse, *, reason: str = "", **more: Any) -> None:
    code, number = use.procedure.code, use.version.number
    current_act().about(use, reason=reason, code=code, version=number, **more)
