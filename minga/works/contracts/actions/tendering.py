"""Calling a round of a tender and telling how it ended."""

from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.works.contracts import errors
from minga.works.contracts.actions.common import (
    active_project,
    require_order,
    require_past,
    require_unchanged,
    written,
)
from minga.works.contracts.foreseen import named
from minga.works.contracts.models import Contract, RoundOutcome, TenderModality, TenderRound
from minga.works.contracts.models.round import FAILED
from minga.works.models import Project


@dataclass(frozen=True)
class Call:
    """What is told of a round when it is called. `grounds`: of a direct award."""

    modality: str
    called_on: date
    opens_on: date | None = None
    grounds: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a round ended. `remarks`: why it failed."""

    outcome: str
    resolved_on: date
    resolution: str
    remarks: str = ""


@action("contracts.called", says="registró la ronda {number} de «{slot}»")
def call_round(
    project: Project,
    slot: str,
    call: Call,
    *,
    number: int | None = None,
    by: Access,
    on: date | None = None,
) -> TenderRound:
    """The next round of a foreseen contract. `number`: the one that the form was about."""
    assert on is not None
    project = active_project(project, by)
    slot = named(project, written("slot", "Contrato previsto", slot))
    last = TenderRound.objects.filter(project=project, slot=slot).order_by("number").last()
    _require_failed(project, slot, last, number)
    found = TenderRound(
        project=project,
        slot=slot,
        number=last.number + 1 if last else 1,
        prepared_by_id=by.actor_id,
    )
    _write_call(found, call, last, on)
    found.save()
    current_act().about(found, slot=slot, number=found.number)
    return found


def _require_failed(
    project: Project, slot: str, last: TenderRound | None, number: int | None
) -> None:
    if last is None:
        kept = Contract.objects.filter(project=project, slot=slot).first()
        if kept is not None:
            raise errors.SlotTaken(slot, kept.code)
        return
    if number is not None and number <= last.number:
        raise errors.DoneMeanwhile(f"la ronda {last.number}")
    if not last.has_failed:
        raise errors.RoundStillStands(last)


def _write_call(found: TenderRound, call: Call, last: TenderRound | None, on: date) -> None:
    require_past("called_on", call.called_on, on)
    if last is not None:
        ended = f"el término de la ronda {last.number}"
        require_order("called_on", "El llamado", call.called_on, ended, last.resolved_on)
    require_order("opens_on", "La apertura", call.opens_on, "el llamado", call.called_on)
    is_direct = call.modality == TenderModality.DIRECT
    if is_direct and not call.grounds.strip():
        raise errors.Refused("grounds", "Escriba la causal del trato directo.")
    if not is_direct and call.opens_on is None:
        raise errors.Refused("opens_on", "Escriba la fecha de la apertura.")
    found.modality = call.modality
    found.called_on = call.called_on
    found.opens_on = call.opens_on
    found.grounds = " ".join(call.grounds.split()) if is_direct else ""
    found.reference = call.reference.strip()


@action("contracts.call_corrected", says="corrigió el llamado de la ronda {number} de «{slot}»")
def correct_call(
    found: TenderRound, call: Call, *, seen: int | None = None, by: Access, on: date | None = None
) -> TenderRound:
    """While nothing follows from it."""
    assert on is not None
    found = _open_to_change(found, by, seen)
    before = TenderRound.objects.filter(
        project=found.project_id, slot=found.slot, number=found.number - 1
    ).first()
    _write_call(found, call, before, on)
    _require_outcome_in_order(found, found.outcome, found.resolved_on)
    return _kept(found)


@action("contracts.resolved", says="anotó la ronda {number} de «{slot}» como {outcome}")
def resolve_round(
    found: TenderRound,
    outcome: Outcome,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> TenderRound:
    """Also again, while nothing follows from it: an award may be revoked, a mistake put right."""
    assert on is not None
    found = _open_to_change(found, by, seen)
    if outcome.outcome not in RoundOutcome.values or outcome.outcome == RoundOutcome.OPEN:
        raise errors.Refused("outcome", "Elija cómo terminó la ronda.")
    require_past("resolved_on", outcome.resolved_on, on)
    _require_outcome_in_order(found, outcome.outcome, outcome.resolved_on)
    if outcome.outcome in FAILED and not outcome.remarks.strip():
        raise errors.Refused("remarks", "Escriba por qué quedó desierta o se revocó.")
    found.outcome = outcome.outcome
    found.resolved_on = outcome.resolved_on
    found.resolution = written("resolution", "Resolución", outcome.resolution)
    found.remarks = outcome.remarks.strip()
    return _kept(found, outcome=found.get_outcome_display())


def _require_outcome_in_order(found: TenderRound, outcome: str, day: date | None) -> None:
    require_order("resolved_on", "El resultado", day, "el llamado", found.called_on)
    if outcome != RoundOutcome.REVOKED:
        require_order("resolved_on", "El resultado", day, "la apertura", found.opens_on)


def _open_to_change(found: TenderRound, by: Access, seen: int | None) -> TenderRound:
    active_project(found.project, by)
    found = TenderRound.objects.for_page().select_related("event").get(pk=found.pk)
    require_unchanged(found, seen)
    later = TenderRound.objects.filter(
        project=found.project_id, slot=found.slot, number__gt=found.number
    )
    if later.exists() or Contract.objects.filter(round=found).exists():
        raise errors.RoundFollowed(found)
    return found


def _kept(found: TenderRound, **said: str) -> TenderRound:
    found.revision += 1
    found.save()
    current_act().about(found, slot=found.slot, number=found.number, **said)
    return found
