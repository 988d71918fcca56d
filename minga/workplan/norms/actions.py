"""Registering a regulatory change and telling each of its steps, in order."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed, StaleForm
from minga.core.folios import take_number
from minga.people.models import Organisation
from minga.territory.models import Territory
from minga.workplan.models import ActivityLine
from minga.workplan.norms import errors
from minga.workplan.norms.models import NormCertainty, NormStage, NormStep, RegulatoryChange
from minga.workplan.norms.permissions import ABANDON, REGISTER
from minga.workplan.norms.rulesets import rule_sets

KEEPS = "Solo las unidades del servicio llevan su registro de cambios normativos."
LABELS = {
    "title": "Título",
    "norm": "Programa o norma",
    "observed": "Resultado observado",
    "observed_where": "Dónde se observó",
    "observed_on": "Observado el",
    "certainty": "Certeza de las cifras",
    "territory": "Lugar",
    "line": "Actividad del programa",
}


@dataclass(frozen=True)
class Observed:
    """What somebody saw, with its figures, and which norm it asks to change."""

    title: str
    norm: str
    observed: str
    observed_where: str
    observed_on: date
    certainty: str = NormCertainty.UNSURE
    territory: Territory | None = None
    line: ActivityLine | None = None


@dataclass(frozen=True)
class Step:
    """What is told of one step. `rules_set` and `rules_version`: of the last one, both or none."""

    kind: str
    on: date
    remarks: str = ""
    decree: str = ""
    rules_set: str = ""
    rules_version: str = ""


@action("norms.registered", says="registró el cambio normativo {folio}: {title}")
def register_change(
    service: Organisation, observed: Observed, *, by: Access, on: date | None = None
) -> RegulatoryChange:
    assert on is not None
    _require(by, REGISTER, service.pk, KEEPS)
    if by.actor_id is None:
        raise NotAllowed("Un cambio normativo lo registra una persona.")
    _judge(observed, service.pk, on)
    change = RegulatoryChange(
        service=service,
        year=on.year,
        number=take_number(f"{service.key}/cambio-normativo", on.year),
        created_by_id=by.actor_id,
        created_on=on,
        **_columns(observed),
    )
    change.save()
    current_act().about(change, folio=change.folio, title=change.title)
    return change


@action("norms.corrected", says="corrigió el cambio normativo {folio}")
def correct_change(
    change: RegulatoryChange,
    observed: Observed,
    *,
    revision: int,
    by: Access,
    on: date | None = None,
) -> RegulatoryChange:
    """While nobody has proposed it."""
    change = _locked(change)
    _require(by, REGISTER, change.service_id, KEEPS)
    if change.stage != NormStage.OBSERVED:
        raise errors.AlreadyProposed(change)
    pairs = _differences(change, observed)
    if change.revision != revision:
        raise StaleForm(change.event.actor, pairs)
    _judge(observed, change.service_id, change.created_on)
    for name, value in _columns(observed).items():
        setattr(change, name, value)
    change.revision += 1
    change.save()
    changes = [[label, *pair] for label, pair in pairs.items()]
    current_act().about(change, folio=change.folio, changes=changes)
    return change


@action("norms.moved", says="anotó «{stage}» del cambio normativo {folio}")
def tell_step(
    change: RegulatoryChange,
    step: Step,
    *,
    seen: str | None = None,
    by: Access,
    on: date | None = None,
) -> NormStep:
    """The step that comes next, and no other. `seen`: the stage that the page showed."""
    assert on is not None
    change = _locked(change)
    _require(by, REGISTER, change.service_id, KEEPS)
    if seen is not None and seen != change.stage:
        raise errors.ChangedMeanwhile(change.get_stage_display())
    if change.next_stage is None or step.kind != change.next_stage:
        raise errors.NotItsTurn(change)
    _judge_step(change, step, on)
    return _add(change, step, by, on)


@action("norms.abandoned", says="abandonó el cambio normativo {folio}")
def abandon(
    change: RegulatoryChange,
    *,
    reason: str,
    seen: str | None = None,
    by: Access,
    on: date | None = None,
) -> NormStep:
    """The head decides; what rules already is not given up."""
    assert on is not None
    change = _locked(change)
    _require(by, ABANDON, change.service_id, "Solo la dirección del servicio lo abandona.")
    if seen is not None and seen != change.stage:
        raise errors.ChangedMeanwhile(change.get_stage_display())
    if not change.may_be_abandoned:
        raise errors.NoLongerOpen(change)
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba por qué se abandona.")
    return _add(change, Step(NormStage.ABANDONED, on, remarks=reason), by, on)


def _require(by: Access, permission: str, service_id: int, sentence: str) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, service_id)


def _locked(change: RegulatoryChange) -> RegulatoryChange:
    found = RegulatoryChange.objects.select_for_update(of=("self",)).for_page()
    return found.select_related("event").get(pk=change.pk)


def _judge(observed: Observed, service_id: int, on: date) -> None:
    for name in ("title", "norm", "observed", "observed_where"):
        if not getattr(observed, name).strip():
            raise errors.FieldMissing(name, f"Complete «{LABELS[name]}».")
    if observed.observed_on > on:
        raise errors.FieldMissing("observed_on", "El resultado se observó antes de registrarlo.")
    line = observed.line
    if line is not None and line.plan.service_id != service_id:
        raise errors.LineElsewhere


def _judge_step(change: RegulatoryChange, step: Step, on: date) -> None:
    last = change.steps.order_by("-on", "-pk").first()
    label, since = (
        (last.get_kind_display(), last.on)
        if last
        else (NormStage.OBSERVED.label, change.observed_on)
    )
    if step.on < since:
        raise errors.BeforeTheLast(label, since)
    # A decree says from which day it rules, and that day may be to come.
    if step.on > on and step.kind != NormStage.IN_FORCE:
        raise errors.InTheFuture
    if step.kind == NormStage.DECREED and not step.decree.strip():
        raise errors.FieldMissing("decree", "Escriba el número del decreto.")
    if step.kind == NormStage.UPDATED:
        _judge_rules(step)


def _judge_rules(step: Step) -> None:
    if not step.rules_set:
        if not step.remarks.strip():
            raise errors.FieldMissing("remarks", "Escriba por qué no cambia ninguna regla.")
        return
    if step.rules_set not in rule_sets():
        raise errors.UnknownRules(step.rules_set)
    if not step.rules_version.strip():
        raise errors.FieldMissing("rules_version", "Escriba la versión de las reglas.")


def _add(change: RegulatoryChange, step: Step, by: Access, on: date) -> NormStep:
    if by.actor_id is None:
        raise NotAllowed("Los pasos de un cambio normativo los anota una persona.")
    last = step.kind == NormStage.UPDATED and bool(step.rules_set)
    made = NormStep(
        change=change,
        kind=step.kind,
        on=step.on,
        remarks=step.remarks.strip(),
        decree=step.decree.strip() if step.kind == NormStage.DECREED else "",
        rules_set=step.rules_set if last else "",
        rules_version=step.rules_version.strip() if last else "",
        actor_id=by.actor_id,
        told_on=on,
    )
    made.save()
    change.stage = step.kind
    if step.kind == NormStage.IN_FORCE:
        change.in_force_on = step.on
    change.revision += 1
    change.save()
    current_act().about(
        change,
        reason=made.remarks,
        folio=change.folio,
        stage=made.get_kind_display(),
    )
    return made


def _columns(observed: Observed) -> dict[str, Any]:
    given = {field.name: getattr(observed, field.name) for field in fields(observed)}
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in given.items()
    }


def _differences(change: RegulatoryChange, observed: Observed) -> dict[str, tuple[str, str]]:
    """Label → (stored, typed), of what differs."""
    typed = _columns(observed)
    pairs = {
        label: (_shown(getattr(change, name)), _shown(typed[name]))
        for name, label in LABELS.items()
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if value in NormCertainty.values:
        return str(NormCertainty(value).label)
    return "" if value is None else str(value)
