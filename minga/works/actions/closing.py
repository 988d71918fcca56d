"""How a project leaves the portfolio, one or many, and how it comes back."""

from collections.abc import Sequence
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation
from minga.works import errors
from minga.works.actions.common import locked, require, require_unchanged, unfinished
from minga.works.models import Project, ProjectState
from minga.works.permissions import FORMULATE


@action("works.finished", says="dio por terminado el proyecto {bip}")
def finish_project(
    project: Project,
    *,
    closed_on: date,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    """What had to be done was done; its record stays as it is."""
    assert on is not None
    project = unfinished(project, by, FORMULATE)
    require_unchanged(project, seen)
    _close(project, ProjectState.FINISHED, closed_on, reason, on)
    current_act().about(project, reason=reason.strip(), bip=project.bip)
    return project


@action("works.withdrawn", says="retiró de la cartera el proyecto {bip}")
def withdraw_project(
    project: Project,
    *,
    closed_on: date,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    """It will not be done, or not by this service."""
    assert on is not None
    project = unfinished(project, by, FORMULATE)
    require_unchanged(project, seen)
    _close(project, ProjectState.WITHDRAWN, closed_on, reason, on)
    current_act().about(project, reason=reason.strip(), bip=project.bip)
    return project


@action("works.withdrawn_together", says="retiró {count} proyectos de la cartera")
def withdraw_projects(
    keys: Sequence[int], *, reason: str, by: Access, on: date | None = None
) -> list[Project]:
    """Each is decided again; one that can't be withdrawn stops all."""
    assert on is not None
    found = [unfinished(project, by, FORMULATE) for project in _ordered(keys)]
    for project in found:
        _close(project, ProjectState.WITHDRAWN, on, reason, on)
    current_act().about(found[0], reason=reason.strip(), count=len(found))
    return found


@action("works.returned", says="devolvió a la cartera el proyecto {bip}")
def return_project(
    project: Project,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Project:
    """Withdrawn or finished by mistake, or wanted again."""
    project = locked(project)
    require(by, FORMULATE, project.service_id)
    require_unchanged(project, seen)
    if project.is_active:
        raise errors.AlreadyActive
    _require_reason(reason)
    project.state, project.closed_on, project.closed_because = ProjectState.ACTIVE, None, ""
    project.revision += 1
    project.save()
    current_act().about(project, reason=reason.strip(), bip=project.bip)
    return project


@action("works.unit_assigned", says="asignó {count} proyectos a {unit}")
def assign_unit(
    keys: Sequence[int], unit: Organisation, *, reason: str, by: Access, on: date | None = None
) -> list[Project]:
    found = [unfinished(project, by, FORMULATE) for project in _ordered(keys)]
    for project in found:
        if unit.institution_pk != project.service_id:
            raise errors.UnitOfAnother(str(unit))
        project.unit = unit
        project.revision += 1
        project.save()
    current_act().about(found[0], reason=reason.strip(), count=len(found), unit=str(unit))
    return found


def _ordered(keys: Sequence[int]) -> list[Project]:
    """The same order for everybody: two who write many at once do not wait for each other."""
    return list(Project.objects.filter(pk__in=keys).order_by("pk"))


def _close(project: Project, state: ProjectState, closed_on: date, reason: str, on: date) -> None:
    _require_reason(reason)
    if closed_on > on:
        raise errors.FieldMissing("closed_on", "La fecha es posterior a hoy.")
    if project.starts_on and state is ProjectState.FINISHED and closed_on < project.starts_on:
        raise errors.FieldMissing("closed_on", "El proyecto termina después de su inicio previsto.")
    project.state, project.closed_on = state, closed_on
    project.closed_because = reason.strip()
    project.revision += 1
    project.save()


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba el motivo: queda en el registro.")
