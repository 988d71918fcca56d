"""The first lines of every action on a schedule: lock the project, read again, ask who may."""

from typing import Any

from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by, require_draft
from minga.works import errors as project_errors
from minga.works.models import Project
from minga.works.schedules import errors
from minga.works.schedules.models import Schedule, ScheduleVersion
from minga.works.schedules.permissions import PREPARE

ONLY = "El programa lo preparan los profesionales de programación del servicio."


def lock(project_id: int) -> Project:
    """One change of a project, and of all that hangs from it, at a time."""
    Project.objects.select_for_update().get(pk=project_id)
    return Project.objects.for_page().get(pk=project_id)


def require(by: Access, project: Project) -> None:
    if by.actor_id is None or not by.may(PREPARE, project.service_id):
        raise NotAllowed(ONLY)
    current_act().by = by.acting(PREPARE, project.service_id)


def unfinished(project_id: int, by: Access) -> Project:
    project = lock(project_id)
    require(by, project)
    if not project.is_active:
        raise project_errors.NoLongerActive(project.get_state_display())
    return project


def open_draft(version: ScheduleVersion, by: Access) -> ScheduleVersion:
    """The draft read again under the lock of its project, and of its programme, where approvals
    queue; `by` is noted as who prepared it."""
    project = unfinished(version.schedule.project_id, by)
    schedule = Schedule.objects.select_for_update().get(pk=version.schedule_id)
    draft = ScheduleVersion.objects.select_related("event").get(pk=version.pk)
    require_draft(draft)
    schedule.project = project
    draft.schedule = schedule
    prepared_by(draft, by)
    return draft


def in_force(schedule: Schedule) -> ScheduleVersion:
    found = schedule.versions.filter(status="in_force").first()
    if found is None:
        raise errors.NothingInForce
    return found


def tell(draft: ScheduleVersion, **more: Any) -> None:
    schedule = draft.schedule
    current_act().about(schedule, bip=schedule.project.bip, version=draft.number, **more)
