"""What a project needs before it can begin: named, met, or no longer needed."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.documents.actions import file_document
from minga.works import errors
from minga.works.actions.common import unfinished
from minga.works.models import Precondition, PreconditionKind, Project
from minga.works.permissions import FORMULATE


@action("works.precondition_added", says="agregó a {bip} la condición «{text}»")
def add_precondition(
    project: Project,
    *,
    kind: str,
    text: str,
    due_on: date,
    stops_start: bool,
    by: Access,
    on: date | None = None,
) -> Precondition:
    project = unfinished(project, by, FORMULATE)
    made = Precondition(project=project)
    _write(made, kind, text, due_on, stops_start)
    current_act().about(project, bip=project.bip, text=made.text)
    return made


@action("works.precondition_changed", says="cambió en {bip} la condición «{text}»")
def change_precondition(
    condition: Precondition,
    *,
    kind: str,
    text: str,
    due_on: date,
    stops_start: bool,
    by: Access,
    on: date | None = None,
) -> Precondition:
    condition = _locked(condition, by)
    if condition.met_on is not None:
        raise errors.AlreadyMet
    _write(condition, kind, text, due_on, stops_start)
    current_act().about(condition.project, bip=condition.project.bip, text=condition.text)
    return condition


@action("works.precondition_met", says="dio por cumplida en {bip} la condición «{text}»")
def meet_precondition(
    condition: Precondition,
    *,
    met_on: date,
    file: UploadedFile | None = None,
    by: Access,
    on: date | None = None,
) -> Precondition:
    """With the paper that proves it, where there is one: it stays in the dossier."""
    assert on is not None
    condition = _locked(condition, by)
    if condition.met_on is not None:
        raise errors.AlreadyMet
    if met_on > on:
        raise errors.FieldMissing("met_on", "La fecha es posterior a hoy.")
    condition.met_on = met_on
    if file is not None:
        condition.document = file_document(
            condition.project.dossier, file, title=condition.text[:160], dated_on=met_on,
            by=by, on=on,
        )  # fmt: skip
    condition.save()
    current_act().about(condition.project, bip=condition.project.bip, text=condition.text)
    return condition


@action("works.precondition_dropped", says="quitó de {bip} la condición «{text}»")
def drop_precondition(
    condition: Precondition, *, reason: str, by: Access, on: date | None = None
) -> None:
    """It was not needed after all, or was not met: why stays in the history."""
    condition = _locked(condition, by)
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba el motivo: queda en el registro.")
    project, text = condition.project, condition.text
    condition.delete()
    current_act().about(project, reason=reason.strip(), bip=project.bip, text=text)


def _locked(condition: Precondition, by: Access) -> Precondition:
    """The project first: one change of a project, and of what hangs from it, at a time."""
    project = unfinished(condition.project, by, FORMULATE)
    found = Precondition.objects.select_related("document").filter(pk=condition.pk).first()
    if found is None:
        raise errors.ConditionGone
    found.project = project
    return found


def _write(condition: Precondition, kind: str, text: str, due_on: date, stops_start: bool) -> None:
    if not text.strip():
        raise errors.FieldMissing("text", "Escriba qué se necesita.")
    same = condition.project.preconditions.filter(kind=kind, text=text.strip())
    if same.exclude(pk=condition.pk).exists():
        label = PreconditionKind(kind).label
        raise errors.FieldMissing("text", f"El proyecto ya tiene esa condición ({label}).")
    condition.kind, condition.text = kind, text.strip()
    condition.due_on, condition.stops_start = due_on, stops_start
    condition.save()
