"""Preparing the diffusion plan: its draft and its mechanisms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals.rounds import was_sent
from minga.core.errors import StaleForm
from minga.core.indicators.registry import indicator_of
from minga.core.versions import prepared_by, preparers_of
from minga.people.models import Organisation
from minga.workplan.actions.locks import lock_open, lock_plan, require_open
from minga.workplan.diffusion import errors
from minga.workplan.diffusion.actions.locks import ONLY_UNITS, lock_diffusion, open_draft, require
from minga.workplan.diffusion.models import (
    Audience,
    DiffusionPlan,
    DiffusionVersion,
    Frequency,
    Mechanism,
    MechanismKind,
    MechanismLine,
    PlannedDate,
    Publication,
)
from minga.workplan.diffusion.permissions import PREPARE
from minga.workplan.models import WorkPlan


@dataclass(frozen=True)
class Means:
    """What a person writes of a mechanism; `planned`: its days, none of a continuous one."""

    name: str
    audience: str
    kind: str
    responsible: Organisation
    tells: str
    frequency: str = Frequency.DATED
    planned: Sequence[date] = ()
    indicators: Sequence[str] = field(default=())

    @property
    def columns(self) -> dict[str, object]:
        return {
            "name": self.name.strip(),
            "audience": self.audience,
            "kind": self.kind,
            "responsible": self.responsible,
            "tells": self.tells.strip(),
            "frequency": self.frequency,
            "indicators": list(self.indicators),
        }


@action("diffusion.begun", says="comenzó a preparar el plan de difusión {year}")
def begin_diffusion(plan: WorkPlan, *, by: Access, on: date | None = None) -> DiffusionPlan:
    """With an empty first draft."""
    plan = lock_plan(plan.pk)
    require(by, PREPARE, plan.service_id, ONLY_UNITS)
    require_open(plan)
    if DiffusionPlan.objects.filter(plan=plan).exists():
        raise errors.DiffusionExists
    diffusion = DiffusionPlan(plan=plan)
    diffusion.save()
    version = DiffusionVersion(diffusion=diffusion, number=1)
    version.save()
    prepared_by(version, by)
    current_act().about(diffusion, year=plan.year)
    return diffusion


@action("diffusion.draft_started", says="abrió la versión {version} del plan de difusión")
def start_draft(
    diffusion: DiffusionPlan, *, by: Access, on: date | None = None
) -> DiffusionVersion:
    """A draft with everything the version in force says, line by line."""
    diffusion = lock_diffusion(diffusion.pk)
    require(by, PREPARE, diffusion.plan.service_id, ONLY_UNITS)
    lock_open(diffusion.plan_id)
    versions = list(diffusion.versions.all())
    for version in versions:
        if version.is_open:
            raise errors.OpenVersionExists(version.number)
    source = next((v for v in versions if v.status == "in_force"), None)
    if source is None:
        raise errors.NothingToCopy
    diffusion.last_version += 1
    diffusion.save(update_fields=["last_version"])
    draft = DiffusionVersion(diffusion=diffusion, number=diffusion.last_version)
    draft.save()
    for mechanism in source.mechanisms.prefetch_related("dates"):
        _copy(mechanism, draft)
    prepared_by(draft, by)
    current_act().about(diffusion, version=draft.number)
    return draft


def _copy(source: Mechanism, draft: DiffusionVersion, number: int = 0) -> Mechanism:
    """`number`: another than it had."""
    names = (
        "line_id", "name", "audience", "kind", "responsible_id", "tells", "frequency",
        "indicators",
    )  # fmt: skip
    number = number or source.number
    copied = Mechanism(
        version=draft, number=number, **{name: getattr(source, name) for name in names}
    )
    copied.save()
    _plan_dates(copied, source.planned)
    return copied


def _plan_dates(mechanism: Mechanism, planned: Sequence[date]) -> None:
    for day in sorted(planned):
        PlannedDate(mechanism=mechanism, on=day).save()


@action("diffusion.mechanism_added", says="agregó el mecanismo «{mechanism}» al plan de difusión")
def add_mechanism(
    version: DiffusionVersion, means: Means, *, by: Access, on: date | None = None
) -> Mechanism:
    diffusion, draft = open_draft(version, by)
    _judge(means, diffusion.plan.year)
    line = MechanismLine(diffusion=diffusion)
    line.save()
    mechanism = Mechanism(version=draft, line=line, number=_next(draft), **means.columns)
    mechanism.save()
    _plan_dates(mechanism, means.planned)
    current_act().about(diffusion, version=draft.number, mechanism=mechanism.name)
    return mechanism


def _next(draft: DiffusionVersion) -> int:
    last: int = draft.mechanisms.aggregate(last=Max("number"))["last"] or 0
    return last + 1


@action("diffusion.mechanism_changed", says="cambió el mecanismo «{mechanism}»")
def change_mechanism(
    mechanism: Mechanism, means: Means, *, revision: int, by: Access, on: date | None = None
) -> Mechanism:
    """Write it, unless somebody saved since the form was opened."""
    diffusion, draft = open_draft(mechanism.version, by)
    mechanism = Mechanism.objects.for_page().select_related("event").get(pk=mechanism.pk)
    pairs = differences(mechanism, means)
    if mechanism.revision != revision:
        raise StaleForm(mechanism.event.actor, pairs)
    _judge(means, diffusion.plan.year)
    for row in mechanism.dates.all():
        row.delete()
    for name, value in means.columns.items():
        setattr(mechanism, name, value)
    mechanism.revision += 1
    mechanism.save()
    _plan_dates(mechanism, means.planned)
    changes = [[label, *pair] for label, pair in pairs.items()]
    current_act().about(diffusion, version=draft.number, mechanism=mechanism.name, changes=changes)
    return mechanism


@action("diffusion.mechanism_removed", says="quitó el mecanismo «{mechanism}»")
def remove_mechanism(mechanism: Mechanism, *, by: Access, on: date | None = None) -> None:
    """From the draft; not while something was published by it."""
    diffusion, draft = open_draft(mechanism.version, by)
    published = Publication.objects.filter(line=mechanism.line_id).count()
    if published:
        raise errors.HasPublications(mechanism.name, published)
    _delete(mechanism)
    current_act().about(diffusion, version=draft.number, mechanism=mechanism.name)


def _delete(mechanism: Mechanism) -> None:
    for row in mechanism.dates.all():
        row.delete()
    mechanism.delete()


@action("diffusion.mechanism_restored", says="repuso el mecanismo «{mechanism}»")
def restore_mechanism(
    version: DiffusionVersion, line: MechanismLine, *, by: Access, on: date | None = None
) -> Mechanism:
    """One that was taken out of the draft, as the version in force says it."""
    diffusion, draft = open_draft(version, by)
    ruling = Mechanism.objects.in_force().filter(version__diffusion=diffusion, line=line)
    source = ruling.prefetch_related("dates").first()
    if source is None:
        raise errors.NotInForce
    if draft.mechanisms.filter(line=line).exists():
        raise errors.InTheDraft(source.name)
    restored = _copy(source, draft, _next(draft))
    current_act().about(diffusion, version=draft.number, mechanism=restored.name)
    return restored


@action("diffusion.draft_discarded", says="descartó la versión {version} del plan de difusión")
def discard_draft(version: DiffusionVersion, *, by: Access, on: date | None = None) -> None:
    """Only its author's own draft, never sent: everything else is kept."""
    diffusion, draft = open_draft(version, by)
    if draft.number == 1:
        raise errors.FirstVersionStays
    others = preparers_of(draft).exclude(actor_id=by.actor_id or 0)
    if draft.remarks or was_sent(draft) or others.exists():
        raise errors.DraftOfAnother
    for mechanism in draft.mechanisms.all():
        _delete(mechanism)
    number = draft.number
    draft.delete()
    current_act().about(diffusion, version=number)


def _judge(means: Means, year: int) -> None:
    if means.frequency == Frequency.CONTINUOUS and means.planned:
        raise errors.ContinuousHasNoDates
    if means.frequency == Frequency.DATED and not means.planned:
        raise errors.DatesMissing
    for day in means.planned:
        if day.year != year:
            raise errors.DateOutOfYear(day, year)


def differences(old: Mechanism, new: Mechanism | Means) -> dict[str, tuple[str, str]]:
    """Label → (before, after), of what differs, as a person reads it."""
    before, after = _shown(old), _shown(new)
    return {
        label: (before[label], after[label]) for label in before if before[label] != after[label]
    }


def _shown(row: Mechanism | Means) -> dict[str, str]:
    keys = [(key, indicator_of(key)) for key in row.indicators]
    return {
        "Mecanismo": row.name,
        "Audiencia": Audience(row.audience).label,
        "Tipo": MechanismKind(row.kind).label,
        "Unidad responsable": str(row.responsible),
        "Qué resultados informa": row.tells,
        "Frecuencia": Frequency(row.frequency).label,
        "Fechas": ", ".join(f"{day:%d-%m-%Y}" for day in sorted(row.planned)),
        "Indicadores": ", ".join(found.label if found else key for key, found in keys),
    }
