"""A non-conformity: found, its cause, the commitments that correct it, and whether they worked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minga.commitments.actions.promising import Promise, enter, judge
from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.folios import take_number
from minga.people.models import Organisation, Person
from minga.workplan.procedures import errors
from minga.workplan.procedures.actions.common import lock, not_after, require, said
from minga.workplan.procedures.models import (
    CorrectiveAction,
    NonConformity,
    NonConformityStep,
    Procedure,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureVersion,
)
from minga.workplan.procedures.models.fault import FaultState, FaultStepKind
from minga.workplan.procedures.origins import NONCONFORMITY
from minga.workplan.procedures.permissions import APPROVE, CHECK, PREPARE, REPORT


@dataclass(frozen=True)
class Found:
    """What was found, in which version, and of which part of it, if of one."""

    version: ProcedureVersion
    found_on: date
    description: str
    severity: str
    source: str
    activity: ProcedureActivity | None = None
    output: ProcedureOutput | None = None


@action("procedures.fault_found", says="anotó la no conformidad {folio} en {code}")
def report_fault(
    procedure: Procedure, found: Found, *, by: Access, on: date | None = None
) -> NonConformity:
    assert on is not None
    procedure = lock(procedure.pk)
    require(by, REPORT, procedure, "Anota no conformidades quien trabaja en el servicio.")
    _judge(procedure, found, on)
    fault = NonConformity(
        service=procedure.service,
        year=on.year,
        number=take_number(f"{procedure.service.key}/no-conformidad", on.year),
        procedure=procedure,
        version=found.version,
        activity=found.activity,
        output=found.output,
        found_on=found.found_on,
        recorded_on=on,
        found_by_id=by.actor_id,
        description=found.description.strip(),
        severity=found.severity,
        source=found.source,
    )
    fault.save()
    _step(fault, FaultStepKind.FOUND, by, on, fault.description)
    current_act().about(fault, folio=fault.folio, code=procedure.code)
    return fault


def _judge(procedure: Procedure, found: Found, on: date) -> None:
    said(found.description, "description", "Escriba qué se detectó.")
    not_after(found.found_on, on, "found_on")
    version = found.version
    if version.procedure_id != procedure.pk or version.approved_on is None:
        raise errors.NotInForce
    if found.found_on < version.approved_on:
        raise errors.DayTooEarly("found_on", version.approved_on, "se aprobó esa versión")
    if found.activity is not None and found.output is not None:
        raise errors.OneOrTheOther


@action("procedures.cause_analysed", says="analizó la causa de la no conformidad {folio}")
def analyse_cause(
    fault: NonConformity, *, cause: str, seen: int | None = None, by: Access, on: date | None = None
) -> NonConformity:
    assert on is not None
    fault = _locked(fault, by, PREPARE, "Analiza la causa quien trabaja en el servicio.", seen)
    text = said(cause, "cause", "Escriba por qué ocurrió.")
    _step(fault, FaultStepKind.ANALYSED, by, on, text)
    # What was agreed already keeps running: the cause is written again beside it.
    _move(fault, FaultState(fault.state) if fault.state == "acting" else FaultState.ANALYSED)
    return fault


@dataclass(frozen=True)
class Correction:
    """What will be done, who answers for it and until when."""

    what: str
    responsible: Organisation
    due_on: date
    person: Person | None = None


@action("procedures.correction_agreed", says="acordó una acción correctiva de {folio}")
def agree_correction(
    fault: NonConformity,
    correction: Correction,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> CorrectiveAction:
    """A commitment like any other, which is told and proved as they are."""
    assert on is not None
    fault = _locked(fault, by, PREPARE, "Acuerda la corrección quien trabaja en el servicio.", seen)
    if fault.state == FaultState.FOUND:
        raise errors.CauseMissing
    promise = Promise(
        promise=said(correction.what, "what", "Escriba qué se hará."),
        responsible=correction.responsible,
        promised_to=fault.service.short_name,
        made_on=on,
        due_on=correction.due_on,
        origin=NONCONFORMITY,
        origin_reference=f"{fault}, {fault.procedure.code}",
        origin_public_id=fault.public_id,
        person=correction.person,
    )
    judge(promise, on)
    agreed = CorrectiveAction(fault=fault, commitment=enter(fault.service, promise, by, on))
    agreed.save()
    _step(fault, FaultStepKind.CORRECTED, by, on, promise.promise)
    _move(fault, FaultState.ACTING)
    return agreed


@action("procedures.effect_checked", says="comprobó la corrección de {folio}: {outcome}")
def check_effect(
    fault: NonConformity,
    *,
    effective: bool,
    text: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> NonConformity:
    """By another person than who corrected. What did not work is analysed again."""
    assert on is not None
    fault = _locked(fault, by, CHECK, "Comprueba la corrección otra persona del servicio.", seen)
    if not may_be_checked(fault):
        raise errors.CorrectionsOpen
    if corrected_by(fault, by.actor_id):
        raise errors.CorrectedByChecker
    kind = FaultStepKind.EFFECTIVE if effective else FaultStepKind.NOT_EFFECTIVE
    _step(fault, kind, by, on, said(text, "text", "Escriba qué comprobó."))
    _move(fault, FaultState.CLOSED if effective else FaultState.FOUND, on)
    current_act().data["outcome"] = kind.label
    return fault


@action("procedures.fault_dismissed", says="desestimó la no conformidad {folio}")
def dismiss_fault(
    fault: NonConformity,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> NonConformity:
    assert on is not None
    fault = _locked(fault, by, APPROVE, "Desestima una no conformidad la dirección.", seen)
    if fault.found_by_id == by.actor_id:
        raise errors.DismissedByFinder
    text = said(reason, "reason", "Escriba el motivo: queda en el registro.")
    _step(fault, FaultStepKind.DISMISSED, by, on, text)
    _move(fault, FaultState.DISMISSED, on)
    return fault


def may_be_checked(fault: NonConformity) -> bool:
    """Every correction is over, and one at least of those agreed since was done."""
    return _is_over(fault) and "fulfilled" in _states(standing(fault))


def lacks_correction(fault: NonConformity) -> bool:
    """It is being corrected, and nothing of what was agreed was done nor is still to be done."""
    return _is_over(fault) and "fulfilled" not in _states(standing(fault))


def standing(fault: NonConformity) -> list[CorrectiveAction]:
    """What was agreed since the last time that the corrections were found to be of no use."""
    steps = list(fault.steps.all())
    last = max((s.pk for s in steps if s.kind == FaultStepKind.NOT_EFFECTIVE), default=0)
    # A correction and its step are of the same event.
    since = {s.event_id for s in steps if s.kind == FaultStepKind.CORRECTED and s.pk > last}
    return [agreed for agreed in fault.corrections.all() if agreed.event_id in since]


def _is_over(fault: NonConformity) -> bool:
    is_acting = fault.state == FaultState.ACTING
    return is_acting and not _states(fault.corrections.all()) & {"pending", "reported"}


def _states(agreed: Iterable[CorrectiveAction]) -> set[str]:
    return {one.commitment.state for one in agreed}


def corrected_by(fault: NonConformity, actor_id: int | None) -> bool:
    """In charge of a correction, now or before, or who reported it done."""
    rows = [agreed.commitment for agreed in fault.corrections.all()]
    steps = [step for row in rows for step in row.steps.all()]
    return any(row.person_id == actor_id for row in rows) or any(
        step.before_person_id == actor_id or (step.kind == "reported" and step.actor_id == actor_id)
        for step in steps
    )


def _locked(
    fault: NonConformity, by: Access, permission: str, sentence: str, seen: int | None
) -> NonConformity:
    found = NonConformity.objects.select_for_update(of=("self",)).for_page().get(pk=fault.pk)
    require(by, permission, found.procedure, sentence)
    if not found.is_open:
        raise errors.AlreadyClosed(found.get_state_display())
    if seen is not None and seen != found.revision:
        last = found.steps.select_related("actor").latest("pk")
        raise errors.ChangedMeanwhile(str(last.actor), last.get_kind_display(), last.on)
    return found


def _step(fault: NonConformity, kind: FaultStepKind, by: Access, on: date, text: str) -> None:
    NonConformityStep(fault=fault, kind=kind, on=on, actor_id=by.actor_id, text=text).save()


def _move(fault: NonConformity, state: FaultState, on: date | None = None) -> None:
    fault.state, fault.revision = state, fault.revision + 1
    fault.closed_on = None if fault.is_open else on
    fault.save()
    current_act().about(fault, folio=fault.folio)
