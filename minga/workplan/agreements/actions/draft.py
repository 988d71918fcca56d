"""Preparing an agreement: the draft and its goals."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals.rounds import was_sent
from minga.core.errors import NotAllowed, StaleForm
from minga.core.months import Month
from minga.core.versions import prepared_by, preparers_of
from minga.documents.models import Dossier
from minga.people.models import Organisation
from minga.rules.agreements import FULL_WEIGHT, TENTHS
from minga.workplan.agreements import errors
from minga.workplan.agreements.actions.locks import PREPARES, lock_agreement, open_draft, require
from minga.workplan.agreements.announced import measurer_of
from minga.workplan.agreements.models import (
    Agreement,
    AgreementVersion,
    Goal,
    GoalLine,
    GoalPart,
)
from minga.workplan.agreements.models.agreement import FORMULA, LARGEST
from minga.workplan.agreements.permissions import PREPARE


@dataclass(frozen=True)
class GoalValues:
    """What a person writes of a goal. Without an indicator it is measured by documents."""

    statement: str
    numerator_words: str
    target: Decimal
    weight: int
    due: Month
    responsible: Organisation
    verification: str
    denominator_words: str = ""
    unit: str = Goal.Unit.PERCENT
    direction: str = Goal.Direction.AT_LEAST
    indicator: str = ""
    parts: tuple[str, ...] = ()


@action("agreements.created", says="comenzó a preparar el convenio {kind} {year}")
def create_agreement(
    organisation: Organisation, *, year: int, kind: str, by: Access, on: date | None = None
) -> Agreement:
    """An agreement of an institution or of a team of it, with an empty first draft."""
    institution = organisation.institution or organisation
    if not by.may(PREPARE, institution.pk):
        raise NotAllowed(PREPARES)
    existing = Agreement.objects.for_page().filter(organisation=organisation, year=year, kind=kind)
    if found := existing.first():
        raise errors.AgreementExists(found)
    dossier = Dossier(service=institution, territory=institution.territory)
    dossier.save()
    agreement = Agreement(
        organisation=organisation, institution=institution, territory=institution.territory,
        year=year, kind=kind, dossier=dossier,
    )  # fmt: skip
    agreement.save()
    version = AgreementVersion(agreement=agreement, number=1)
    version.save()
    prepared_by(version, by)
    current_act().by = by.acting(PREPARE, institution.pk)
    current_act().about(agreement, year=year, kind=agreement.get_kind_display())
    return agreement


@action("agreements.draft_started", says="abrió la versión {version} para modificar el convenio")
def start_draft(agreement: Agreement, *, by: Access, on: date | None = None) -> AgreementVersion:
    """A draft with everything the version in force says, line by line."""
    agreement = lock_agreement(agreement.pk)
    require(by, PREPARE, agreement, PREPARES)
    versions = list(agreement.versions.order_by("number"))
    for version in versions:
        if version.is_open:
            raise errors.OpenVersionExists(version)
    source = next(version for version in versions if version.status == "in_force")
    agreement.last_version += 1
    agreement.save(update_fields=["last_version"])
    draft = AgreementVersion(agreement=agreement, number=agreement.last_version)
    draft.save()
    for goal in source.goals.for_page():
        _copy(goal, draft)
    prepared_by(draft, by)
    current_act().touch(AgreementVersion, draft.pk)
    current_act().about(agreement, version=draft.number)
    return AgreementVersion.objects.get(pk=draft.pk)


def _copy(old: Goal, draft: AgreementVersion) -> None:
    kept = {
        field.attname: getattr(old, field.attname)
        for field in Goal._meta.concrete_fields
        if field.name not in ("id", "event", "version", "revision")
    }
    goal = Goal(version=draft, **kept)
    goal.save()
    _write_parts(goal, tuple(part.text for part in old.parts.all()))


@action("agreements.goal_added", says="agregó la meta {goal}")
def add_goal(
    version: AgreementVersion, values: GoalValues, *, by: Access, on: date | None = None
) -> Goal:
    agreement, draft = open_draft(version, by)
    _judge(values, agreement)
    line = GoalLine(agreement=agreement)
    line.save()
    last = draft.goals.aggregate(last=Max("number"))["last"] or 0
    goal = Goal(version=draft, line=line, number=last + 1, **_columns(values))
    goal.save()
    _write_parts(goal, values.parts)
    current_act().about(agreement, version=draft.number, goal=goal.number)
    return goal


@action("agreements.goal_changed", says="cambió la meta {goal}")
def change_goal(
    goal: Goal, values: GoalValues, *, revision: int, by: Access, on: date | None = None
) -> Goal:
    """Write the values, unless somebody saved since the form was opened."""
    agreement, draft = open_draft(goal.version, by)
    goal = _still_there(goal)
    changes = differences(values_of(goal), values)
    if goal.revision != revision:
        raise StaleForm(goal.event.actor, changes)
    _judge(values, agreement)
    _keep_formula(goal, values)
    for name, value in _columns(values).items():
        setattr(goal, name, value)
    goal.revision += 1
    goal.save()
    for part in goal.parts.all():
        part.delete()
    _write_parts(goal, values.parts)
    told = [[label, *pair] for label, pair in changes.items()]
    current_act().about(agreement, version=draft.number, goal=goal.number, changes=told)
    return goal


def _still_there(goal: Goal) -> Goal:
    """Read again, under the lock of its agreement."""
    found = Goal.objects.for_page().select_related("event", "responsible", "line")
    still = found.filter(pk=goal.pk).first()
    if still is None:
        raise errors.GoalRemoved
    return still


def _keep_formula(goal: Goal, values: GoalValues) -> None:
    """What was measured says how much of this formula, and of no other."""
    changed = [name for name in FORMULA if getattr(goal, name) != getattr(values, name)]
    if changed and goal.line.measurements.exists():
        raise errors.MeasuredByAnotherFormula(goal.number, changed[0])


@action("agreements.goal_removed", says="quitó la meta {goal}")
def remove_goal(goal: Goal, *, by: Access, on: date | None = None) -> None:
    """From the draft: its line and what was measured of it stay."""
    agreement, draft = open_draft(goal.version, by)
    goal = _still_there(goal)
    number = goal.number
    _delete(goal)
    current_act().about(agreement, version=draft.number, goal=number)


@action("agreements.draft_discarded", says="descartó el borrador de la versión {version}")
def discard_draft(version: AgreementVersion, *, by: Access, on: date | None = None) -> None:
    """Only its author's own draft, never sent: everything else is kept. With the first one goes
    its agreement, which never said anything."""
    agreement, draft = open_draft(version, by)
    others = preparers_of(draft).exclude(actor_id=by.actor_id or 0)
    if draft.remarks or was_sent(draft) or others.exists():
        raise errors.DraftOfAnother
    for goal in draft.goals.all():
        _delete(goal)
    number = draft.number
    draft.delete()
    current_act().about(agreement, version=number)
    if not agreement.versions.exists():
        _forget(agreement)


def _forget(agreement: Agreement) -> None:
    for line in agreement.lines.all():
        line.delete()
    dossier, key = agreement.dossier, agreement.pk
    agreement.delete()
    dossier.delete()
    # The event that is about to be written still says of which agreement it was.
    agreement.pk = key


def _delete(goal: Goal) -> None:
    for part in goal.parts.all():
        part.delete()
    goal.delete()


def _write_parts(goal: Goal, parts: tuple[str, ...]) -> None:
    for number, text in enumerate(parts, start=1):
        GoalPart(goal=goal, number=number, text=text).save()


def _judge(values: GoalValues, agreement: Agreement) -> None:
    _judge_formula(values)
    _judge_target(values)
    if not 1 <= values.weight <= FULL_WEIGHT:
        raise errors.WeightOutOfRange
    if values.due.year != agreement.year:
        raise errors.DueOutOfYear(agreement.year)
    if values.responsible.institution_pk != agreement.institution_id:
        raise errors.ResponsibleOfAnother(agreement)
    if values.indicator:
        _judge_indicator(values)


def _judge_formula(values: GoalValues) -> None:
    if not values.numerator_words.strip():
        raise errors.FormulaMissing("numerator_words")
    divides = bool(values.denominator_words.strip())
    if values.unit == Goal.Unit.PERCENT and not divides:
        raise errors.FormulaMissing("denominator_words")
    if values.unit == Goal.Unit.COUNT and divides:
        raise errors.CountHasNoDenominator


def _judge_target(values: GoalValues) -> None:
    tenths = values.target * TENTHS
    if not 0 <= tenths <= LARGEST:
        raise errors.TargetOutOfRange("Escriba un valor desde cero.")
    if tenths != int(tenths):
        raise errors.TargetOutOfRange("Use a lo más un decimal.")
    if values.unit == Goal.Unit.COUNT and values.target != int(values.target):
        raise errors.TargetOutOfRange("Una cantidad se escribe entera.")


def _judge_indicator(values: GoalValues) -> None:
    measurer = measurer_of(values.indicator)
    if measurer is None:
        raise errors.UnknownIndicator
    if (measurer.unit == "%") != (values.unit == Goal.Unit.PERCENT):
        raise errors.IndicatorInAnotherUnit(measurer.label, measurer.unit)


def _columns(values: GoalValues) -> dict[str, Any]:
    columns = {field.name: getattr(values, field.name) for field in fields(values)}
    target = columns.pop("target")
    del columns["parts"]
    by = Goal.MeasuredBy
    return columns | {
        "target_tenths": int(target * TENTHS),
        "measured_by": by.INDICATOR if values.indicator else by.EVIDENCE,
    }


def values_of(goal: Goal) -> GoalValues:
    """The goal as it was written, for its form and for what changed."""
    names = [field.name for field in fields(GoalValues) if field.name not in ("target", "parts")]
    return GoalValues(
        target=Decimal(goal.target_tenths) / TENTHS,
        parts=tuple(part.text for part in goal.parts.all()),
        **{name: getattr(goal, name) for name in names},
    )


LABELS = {
    "statement": "Meta",
    "numerator_words": "Qué se cuenta",
    "denominator_words": "Entre qué se divide",
    "unit": "Unidad",
    "direction": "Sentido",
    "target": "Valor por alcanzar",
    "weight": "Ponderación",
    "due": "Mes en que se cumple",
    "responsible": "Unidad responsable",
    "verification": "Medio de verificación",
    "indicator": "Indicador",
    "parts": "Partes",
}


def differences(old: GoalValues, new: GoalValues) -> Mapping[str, tuple[str, str]]:
    """Label → (stored, typed), as a person reads them, of what is not the same."""
    pairs = {
        label: (_shown(name, getattr(old, name)), _shown(name, getattr(new, name)))
        for name, label in LABELS.items()
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}


def _shown(name: str, value: Any) -> str:
    if name in ("unit", "direction"):
        choices = {"unit": Goal.Unit, "direction": Goal.Direction}[name]
        return str(choices(value).label)
    if name == "indicator":
        measurer = measurer_of(value)
        return measurer.label if measurer else value or "documentos verificados"
    if name == "target":
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, Month):
        return value.name
    return "; ".join(value) if isinstance(value, tuple) else str(value)
