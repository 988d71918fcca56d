"""Preparing a procedure: begin it, open its next version, write its texts, its parts in order."""

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
from minga.people.models import Organisation
from minga.workplan.procedures import errors
from minga.workplan.procedures.actions.common import in_force, lock, open_draft, require, said
from minga.workplan.procedures.models import (
    OutputRequirement,
    Procedure,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureVersion,
    ReviewPeriod,
)
from minga.workplan.procedures.models.procedure import TEXTS
from minga.workplan.procedures.parts import TEXT_LABELS, PartKind, differences, kind_of
from minga.workplan.procedures.permissions import PREPARE

FIRST_PERIOD = 12


@dataclass(frozen=True)
class Named:
    """What a procedure is called and whose it is."""

    code: str
    title: str
    process: str
    owner: Organisation
    months: int = FIRST_PERIOD


@action("procedures.created", says="comenzó a preparar el procedimiento {code}")
def create_procedure(
    service: Organisation, named: Named, *, by: Access, on: date | None = None
) -> Procedure:
    """With an empty first version and how often it will be reviewed."""
    assert on is not None
    if by.actor_id is None or not by.may(PREPARE, service.pk):
        raise NotAllowed("Solo las unidades del servicio preparan sus procedimientos.")
    current_act().by = by.acting(PREPARE, service.pk)
    _judge_named(service, named, on)
    procedure = Procedure(
        service=service,
        code=named.code.strip(),
        title=named.title.strip(),
        process=named.process.strip(),
        owner=named.owner,
    )
    procedure.save()
    version = ProcedureVersion(procedure=procedure, number=1)
    version.save()
    ReviewPeriod(
        procedure=procedure, months=named.months, since=on, reason="Al comenzar el procedimiento."
    ).save()
    prepared_by(version, by)
    current_act().about(procedure, code=procedure.code, version=1)
    return procedure


def _judge_named(service: Organisation, named: Named, on: date) -> None:
    said(named.code, "code", "Escriba el código.")
    said(named.title, "title", "Escriba el nombre.")
    said(named.process, "process", "Escriba el proceso.")
    if not 1 <= named.months <= 60:
        raise errors.PeriodOutOfRange
    if named.owner.institution_pk != service.pk or not named.owner.holds_on(on):
        raise errors.OwnerElsewhere
    if Procedure.objects.filter(service=service, code=named.code.strip()).exists():
        raise errors.CodeTaken(named.code.strip())


@action("procedures.draft_started", says="abrió la versión {version} del procedimiento {code}")
def start_draft(procedure: Procedure, *, by: Access, on: date | None = None) -> ProcedureVersion:
    """A draft with everything that the version in force says, line by line."""
    procedure = lock(procedure.pk)
    require(by, PREPARE, procedure, "Solo las unidades del servicio preparan sus procedimientos.")
    open_one = procedure.versions.filter(status__in=("draft", "submitted")).first()
    if open_one:
        raise errors.OpenVersionExists(open_one)
    draft = copy_in_force(procedure)
    prepared_by(draft, by)
    current_act().about(procedure, code=procedure.code, version=draft.number)
    return draft


def copy_in_force(procedure: Procedure) -> ProcedureVersion:
    """Inside an action, with the procedure locked and nothing open."""
    source = in_force(procedure)
    procedure.last_version += 1
    procedure.save(update_fields=["last_version"])
    texts = {name: getattr(source, name) for name in TEXTS} | {"change": ""}
    draft = ProcedureVersion(procedure=procedure, number=procedure.last_version, **texts)
    draft.save()
    for activity in source.activities.order_by("number"):
        _copy(activity, version=draft)
    for output in source.outputs.order_by("number"):
        copied = _copy(output, version=draft)
        for requirement in output.requirements.order_by("number"):
            _copy(requirement, output=copied)
    return draft


def _copy(part: Any, **parent: Any) -> Any:
    names = ("line_key", "number", *kind_of(part).names)
    copied = type(part)(**{name: getattr(part, name) for name in names}, **parent)
    copied.save()
    return copied


@action("procedures.text_changed", says="cambió los textos de la versión {version} de {code}")
def change_text(
    version: ProcedureVersion,
    texts: Mapping[str, Any],
    *,
    revision: int,
    by: Access,
    on: date | None = None,
) -> ProcedureVersion:
    """What the version says by itself, unless somebody saved since the form was opened."""
    procedure, draft = open_draft(version, by)
    found = differences(draft, texts, TEXT_LABELS)
    if draft.revision != revision:
        raise StaleForm(draft.event.actor, found)
    if not 1 <= texts["retention_years"] <= 100:
        raise errors.RetentionOutOfRange
    for name in TEXTS:
        setattr(draft, name, texts[name])
    draft.revision += 1
    draft.save()
    _about(procedure, draft, found)
    return draft


@action("procedures.part_added", says="agregó {part} a la versión {version} de {code}")
def add_part(
    version: ProcedureVersion,
    kind: PartKind,
    values: Mapping[str, Any],
    *,
    output: ProcedureOutput | None = None,
    by: Access,
    on: date | None = None,
) -> Any:
    """The last of its kind; a requirement is of an output of the same draft."""
    assert on is not None
    procedure, draft = open_draft(version, by)
    parent = draft if kind.parent == "version" else _output_of(draft, output)
    _judge(kind, values, on)
    siblings = kind.model._default_manager.filter(**{kind.parent: parent})
    last = siblings.aggregate(last=Max("number"))["last"] or 0
    part: Any = kind.model(number=last + 1, **{kind.parent: parent}, **_columns(kind, values))
    part.save()
    _about(procedure, draft, part=f"{kind.noun} {part.number}")
    return part


def _output_of(draft: ProcedureVersion, output: ProcedureOutput | None) -> ProcedureOutput:
    found = draft.outputs.filter(pk=output.pk).first() if output else None
    if found is None:
        raise errors.FieldMissing("output", "Elija el producto que debe cumplirlo.")
    return found


@action("procedures.part_changed", says="cambió {part} de la versión {version} de {code}")
def change_part(
    part: Any, values: Mapping[str, Any], *, revision: int, by: Access, on: date | None = None
) -> Any:
    """Write the values, unless somebody saved since the form was opened."""
    assert on is not None
    kind = kind_of(part)
    procedure, draft, part = _locked(part, by)
    found = differences(part, values, kind.labels)
    if part.revision != revision:
        raise StaleForm(part.event.actor, found)
    _judge(kind, values, on)
    for name, value in _columns(kind, values).items():
        setattr(part, name, value)
    part.revision += 1
    part.save()
    _about(procedure, draft, found, part=f"{kind.noun} {part.number}")
    return part


@action("procedures.part_moved", says="movió {part} en la versión {version} de {code}")
def move_part(part: Any, *, up: bool, by: Access, on: date | None = None) -> Any:
    """One place up or down; at the end of the list it stays where it is."""
    kind = kind_of(part)
    procedure, draft, part = _locked(part, by)
    siblings = _siblings(part)
    at = next(index for index, one in enumerate(siblings) if one.pk == part.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(siblings):
        part = _swap(siblings[at], siblings[other], len(siblings) + 1)
    _about(procedure, draft, part=f"{kind.noun} {part.number}")
    return part


def _swap(part: Any, other: Any, spare: int) -> Any:
    """By a number that nobody has: two rows never hold the same one, not even for a moment."""
    wanted, left = other.number, part.number
    for row, number in ((part, spare), (other, left), (part, wanted)):
        row.number = number
        row.save(update_fields=["number"])
    return part


@action("procedures.part_removed", says="quitó {part} de la versión {version} de {code}")
def remove_part(part: Any, *, by: Access, on: date | None = None) -> None:
    """From the draft; those after it move one place up."""
    kind = kind_of(part)
    procedure, draft, part = _locked(part, by)
    siblings, number = _siblings(part), part.number
    for requirement in part.requirements.all() if isinstance(part, ProcedureOutput) else ():
        requirement.delete()
    part.delete()
    for row in siblings:
        if row.number > number:
            row.number -= 1
            row.save(update_fields=["number"])
    _about(procedure, draft, part=f"{kind.noun} {number}")


@action("procedures.draft_discarded", says="descartó el borrador de la versión {version} de {code}")
def discard_draft(version: ProcedureVersion, *, by: Access, on: date | None = None) -> None:
    """Only its author's own draft, never sent: everything else is kept."""
    procedure, draft = open_draft(version, by)
    if draft.number == 1:
        raise errors.FirstVersionStays
    others = preparers_of(draft).exclude(actor_id=by.actor_id or 0)
    if draft.remarks or was_sent(draft) or others.exists():
        raise errors.DraftOfAnother
    rows = [
        *OutputRequirement.objects.filter(output__version=draft),
        *ProcedureOutput.objects.filter(version=draft),
        *ProcedureActivity.objects.filter(version=draft),
    ]
    for row in rows:
        row.delete()
    number = draft.number
    draft.delete()
    current_act().about(procedure, code=procedure.code, version=number)


def _siblings(part: Any) -> list[Any]:
    parent = f"{kind_of(part).parent}_id"
    return list(type(part).objects.filter(**{parent: getattr(part, parent)}).order_by("number"))


def _locked(part: Any, by: Access) -> tuple[Procedure, ProcedureVersion, Any]:
    """The draft of a part, and the part read again under its lock."""
    version = part.output.version if isinstance(part, OutputRequirement) else part.version
    procedure, draft = open_draft(version, by)
    found = type(part).objects.select_related("event").filter(pk=part.pk).first()
    if found is None:
        raise errors.PartGone
    return procedure, draft, found


def _judge(kind: PartKind, values: Mapping[str, Any], on: date) -> None:
    if kind.model is not ProcedureActivity:
        for name, label in kind.labels.items():
            said(values[name], name, f"Complete «{label}».")
        return
    said(values["what"], "what", "Escriba qué se hace.")
    unit: Organisation | None = values["responsible"]
    if unit is None and not values["responsible_words"].strip():
        raise errors.NoResponsible
    if unit is not None and not unit.holds_on(on):
        raise errors.UnitEnded(unit.name)
    if values["working_days"] is not None and not 1 <= values["working_days"] <= 500:
        raise errors.TermOutOfRange


def _columns(kind: PartKind, values: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: values[name] for name in kind.names}
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in found.items()
    }


def _about(
    procedure: Procedure,
    draft: ProcedureVersion,
    found: Mapping[str, tuple[str, str]] | None = None,
    **more: Any,
) -> None:
    if found:
        more["changes"] = [[label, *pair] for label, pair in found.items()]
    current_act().about(procedure, code=procedure.code, version=draft.number, **more)
