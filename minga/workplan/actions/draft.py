"""Preparing a plan: the draft, its objectives and its activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals.rounds import was_sent
from minga.core.errors import NotAllowed, StaleForm
from minga.core.versions import prepared_by, preparers_of
from minga.documents.models import Dossier
from minga.people.models import Organisation
from minga.rules.workplan import FULL_WEIGHT
from minga.territory.models import Territory
from minga.workplan import errors
from minga.workplan.actions.locks import lock_open, open_draft, require
from minga.workplan.models import Activity, ActivityLine, Objective, WorkPlan, WorkPlanVersion
from minga.workplan.permissions import PREPARE


@dataclass(frozen=True)
class ActivityValues:
    """What a person writes of an activity."""

    title: str
    weight: int
    responsible: Organisation
    starts_on: date
    ends_on: date
    expected_evidence: str
    evidence_needed: int = 1


@action("workplan.plan_created", says="comenzó a preparar el programa {year}")
def create_plan(
    service: Organisation, territory: Territory, *, year: int, by: Access, on: date | None = None
) -> WorkPlan:
    """A plan with an empty first draft and its dossier."""
    if not by.may(PREPARE, service.pk):
        raise NotAllowed("Solo las unidades del servicio preparan su programa de trabajo.")
    existing = WorkPlan.objects.filter(service=service, territory=territory, year=year).first()
    if existing:
        raise errors.PlanExists(existing)
    dossier = Dossier(service=service, territory=territory)
    dossier.save()
    plan = WorkPlan(service=service, territory=territory, year=year, dossier=dossier)
    plan.save()
    version = WorkPlanVersion(plan=plan, number=1)
    version.save()
    prepared_by(version, by)
    current_act().about(plan, year=year)
    return plan


@action("workplan.draft_started", says="abrió la versión {version} para modificar el programa")
def start_draft(plan: WorkPlan, *, by: Access, on: date | None = None) -> WorkPlanVersion:
    """A draft with everything the version in force says, line by line."""
    plan = lock_open(plan.pk)
    require(by, PREPARE, plan, "Solo las unidades del servicio preparan su programa de trabajo.")
    versions = list(plan.versions.order_by("number"))
    for version in versions:
        if version.is_open:
            raise errors.OpenVersionExists(version)
    source = next(version for version in versions if version.status == "in_force")
    plan.last_version += 1
    plan.save(update_fields=["last_version"])
    draft = WorkPlanVersion(plan=plan, number=plan.last_version)
    draft.save()
    for objective in source.objectives.order_by("number"):
        _copy_objective(objective, draft)
    prepared_by(draft, by)
    current_act().touch(WorkPlanVersion, draft.pk)
    current_act().about(plan, version=draft.number)
    return WorkPlanVersion.objects.get(pk=draft.pk)


def _copy_objective(source: Objective, draft: WorkPlanVersion) -> None:
    objective = Objective(version=draft, number=source.number, title=source.title)
    objective.save()
    for old in source.activities.order_by("number"):
        Activity(
            version=draft,
            objective=objective,
            line_id=old.line_id,
            number=old.number,
            title=old.title,
            weight=old.weight,
            responsible_id=old.responsible_id,
            starts_on=old.starts_on,
            ends_on=old.ends_on,
            expected_evidence=old.expected_evidence,
            evidence_needed=old.evidence_needed,
        ).save()


@action("workplan.objective_added", says="agregó el objetivo {objective}")
def add_objective(
    version: WorkPlanVersion, *, title: str, by: Access, on: date | None = None
) -> Objective:
    plan, draft = open_draft(version, by)
    last = draft.objectives.aggregate(last=Max("number"))["last"] or 0
    objective = Objective(version=draft, number=last + 1, title=title)
    objective.save()
    current_act().about(plan, version=draft.number, objective=objective.number)
    return objective


@action("workplan.objective_changed", says="cambió el objetivo {objective}")
def change_objective(
    objective: Objective, *, title: str, revision: int, by: Access, on: date | None = None
) -> Objective:
    plan, draft = open_draft(objective.version, by)
    objective = Objective.objects.select_related("event").get(pk=objective.pk)
    if objective.revision != revision:
        raise StaleForm(objective.event.actor, _differences({"Título": (objective.title, title)}))
    changes = _changes({"Título": (objective.title, title)})
    objective.title, objective.revision = title, objective.revision + 1
    objective.save()
    current_act().about(plan, version=draft.number, objective=objective.number, changes=changes)
    return objective


@action("workplan.objective_removed", says="quitó el objetivo {objective}")
def remove_objective(objective: Objective, *, by: Access, on: date | None = None) -> None:
    """An empty one: what it groups is taken out first, one by one, by who decides it."""
    plan, draft = open_draft(objective.version, by)
    if objective.activities.exists():
        raise errors.ObjectiveNotEmpty(objective.number)
    number = objective.number
    objective.delete()
    current_act().about(plan, version=draft.number, objective=number)


@action("workplan.activity_added", says="agregó la actividad {activity}")
def add_activity(
    objective: Objective, values: ActivityValues, *, by: Access, on: date | None = None
) -> Activity:
    plan, draft = open_draft(objective.version, by)
    _judge(values, plan.year)
    line = ActivityLine(plan=plan)
    line.save()
    last = objective.activities.aggregate(last=Max("number"))["last"] or 0
    activity = Activity(
        version=draft, objective=objective, line=line, number=last + 1, **_columns(values)
    )
    activity.save()
    current_act().about(plan, version=draft.number, activity=activity.code)
    return activity


@action("workplan.activity_changed", says="cambió la actividad {activity}")
def change_activity(
    activity: Activity, values: ActivityValues, *, revision: int, by: Access, on: date | None = None
) -> Activity:
    """Write the values, unless somebody saved since the form was opened."""
    plan, draft = open_draft(activity.version, by)
    activity = Activity.objects.select_related("objective", "responsible", "event").get(
        pk=activity.pk
    )
    pairs = _pairs(activity, values)
    if activity.revision != revision:
        raise StaleForm(activity.event.actor, _differences(pairs))
    _judge(values, plan.year)
    for name, value in _columns(values).items():
        setattr(activity, name, value)
    activity.revision += 1
    activity.save()
    current_act().about(plan, version=draft.number, activity=activity.code, changes=_changes(pairs))
    return activity


@action("workplan.activity_removed", says="quitó la actividad {activity}")
def remove_activity(activity: Activity, *, by: Access, on: date | None = None) -> None:
    """From the draft: its line and what was proved of it stay."""
    plan, draft = open_draft(activity.version, by)
    code = activity.code
    activity.delete()
    current_act().about(plan, version=draft.number, activity=code)


@action("workplan.draft_discarded", says="descartó el borrador de la versión {version}")
def discard_draft(version: WorkPlanVersion, *, by: Access, on: date | None = None) -> None:
    """Only its author's own draft, never sent: everything else is kept."""
    plan, draft = open_draft(version, by)
    if draft.number == 1:
        raise errors.FirstVersionStays
    if (
        draft.remarks
        or was_sent(draft)
        or preparers_of(draft).exclude(actor_id=by.actor_id or 0).exists()
    ):
        raise errors.DraftOfAnother
    for activity in draft.activities.all():
        activity.delete()
    for objective in draft.objectives.all():
        objective.delete()
    number = draft.number
    draft.delete()
    current_act().about(plan, version=number)


def _judge(values: ActivityValues, year: int) -> None:
    if not 1 <= values.weight <= FULL_WEIGHT:
        raise errors.WeightOutOfRange
    for field in ("starts_on", "ends_on"):
        day: date = getattr(values, field)
        if day.year != year:
            raise errors.DatesOutOfYear(field, day, year)
    if values.ends_on < values.starts_on:
        raise errors.EndsBeforeStart(values.starts_on)


def _columns(values: ActivityValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in values.__dataclass_fields__}


LABELS = {
    "title": "Actividad",
    "weight": "Ponderación",
    "responsible": "Unidad responsable",
    "starts_on": "Comienza el",
    "ends_on": "Termina el",
    "expected_evidence": "Medio de verificación esperado",
    "evidence_needed": "Evidencias necesarias",
}


def differences_between(old: Activity, new: Activity) -> dict[str, tuple[str, str]]:
    """Label → (before, after), of what the same activity says in two versions."""
    return _differences(_pairs(old, new))


def _pairs(activity: Activity, values: ActivityValues | Activity) -> dict[str, tuple[str, str]]:
    """Label → (stored, typed), as a person reads them."""
    return {
        label: (_shown(getattr(activity, name)), _shown(getattr(values, name)))
        for name, label in LABELS.items()
    }


def _shown(value: Any) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _differences(pairs: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}


def _changes(pairs: Mapping[str, tuple[str, str]]) -> list[list[str]]:
    return [[label, *pair] for label, pair in _differences(pairs).items()]
