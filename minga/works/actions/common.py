"""The first lines of every action: lock the project, read again, ask who may."""

from collections.abc import Callable, Mapping

from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.errors import NotAllowed, StaleForm
from minga.works import errors
from minga.works.models import Project
from minga.works.permissions import FORMULATE

ONLY = {FORMULATE: "Los proyectos los formulan los profesionales de programación del servicio."}


def require(by: Access, permission: str, service_id: int) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(ONLY[permission])
    current_act().by = by.acting(permission, service_id)


def locked(project: Project) -> Project:
    """One change of a project, and of all that hangs from it, at a time."""
    Project.objects.select_for_update().get(pk=project.pk)
    return Project.objects.for_page().get(pk=project.pk)


def unfinished(project: Project, by: Access, permission: str) -> Project:
    """In the portfolio, to be written by who may."""
    found = locked(project)
    require(by, permission, found.service_id)
    if not found.is_active:
        raise errors.NoLongerActive(found.get_state_display())
    return found


def require_unchanged(
    project: Project, seen: int | None, texts: Callable[[], Mapping[str, tuple[str, str]]] = dict
) -> None:
    """Whoever sends a form saw the project as it is now. `texts`: what is kept and what was typed,
    where they differ."""
    if seen is not None and seen != project.revision:
        written = Project.objects.select_related("event").get(pk=project.pk)
        raise StaleForm(str(written.event.actor), texts())
