"""What every page here asks: the project that the person may see, with the versions of its
programme."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404

from minga.core.access import StaffRequest
from minga.works.models import Project
from minga.works.schedules.contents import Contents
from minga.works.schedules.history import sees_drafts
from minga.works.schedules.models import Schedule, ScheduleVersion
from minga.works.schedules.models.months import FIRST_DAY, LAST_DAY


@dataclass(frozen=True)
class SchedulePage:
    """A project with the versions of its programme, newest first; open ones, only of who sees
    drafts."""

    project: Project
    drafts: bool

    @cached_property
    def schedule(self) -> Schedule | None:
        """With its versions, open ones too."""
        return self._all[0].schedule if self._all else None

    @cached_property
    def _all(self) -> list[ScheduleVersion]:
        found = ScheduleVersion.objects.filter(schedule__project=self.project)
        versions = list(found.select_related("schedule", "approved_by").order_by("-number"))
        for version in versions:
            version.schedule.project = self.project
        return versions

    @cached_property
    def versions(self) -> list[ScheduleVersion]:
        return [one for one in self._all if self.drafts or not one.is_open]

    @property
    def in_force(self) -> ScheduleVersion | None:
        return next((one for one in self.versions if one.status == "in_force"), None)

    @property
    def open(self) -> ScheduleVersion | None:
        return next((one for one in self.versions if one.is_open), None)

    def numbered(self, number: int) -> ScheduleVersion:
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise Http404
        return found


def schedule_page(request: StaffRequest, public_id: str) -> SchedulePage:
    rows = Project.objects.visible_to(request.access).for_page()
    project = get_object_or_404(rows, public_id=public_id)
    return SchedulePage(project, sees_drafts(request.access, project))


def draft_page(request: StaffRequest, public_id: str) -> tuple[SchedulePage, ScheduleVersion]:
    """With the open version or, when nothing is open any more, the newest: the action says why
    not."""
    page = schedule_page(request, public_id)
    if not page.drafts or not page.versions:
        raise Http404
    return page, page.open or page.versions[0]


def last_version(request: StaffRequest, public_id: str) -> ScheduleVersion:
    return draft_page(request, public_id)[1]


def year_asked(request: StaffRequest, contents: Contents) -> int:
    """`?ano=2008`; else the one in which something happens."""
    asked = request.GET.get("ano", "")
    known = asked.isascii() and asked.isdigit() and len(asked) == 4
    if known and FIRST_DAY.year <= int(asked) <= LAST_DAY.year:
        return int(asked)
    return contents.year_to_show(request.day.year)


def years_of(contents: Contents, shown: int, today: int) -> list[int]:
    """To choose from: also the one that is shown and its neighbours, within those of ours."""
    found = {*contents.years(today), shown - 1, shown, shown + 1}
    return [year for year in sorted(found) if FIRST_DAY.year <= year <= LAST_DAY.year]
