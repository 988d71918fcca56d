"""How much of the portfolio that a year expects is loaded, and how much of that is complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from minga.core.access import Access
from minga.works.completeness import COMPLETE, REQUIREMENTS, Requirement, with_completeness
from minga.works.models import ExpectedProject, Project, ProjectState


@dataclass(frozen=True)
class Lack:
    """How many of the loaded projects lack something."""

    requirement: Requirement
    count: int


@dataclass(frozen=True)
class Portfolio:
    """The list of a year against what is in the portfolio, by BIP code."""

    year: int
    expected: Sequence[ExpectedProject]
    projects: Sequence[Any]

    @classmethod
    def of(cls, year: int, day: date, access: Access, services: Iterable[int] = ()) -> "Portfolio":
        listed = ExpectedProject.objects.visible_to(access).filter(year=year)
        projects = Project.objects.visible_to(access).exclude(state=ProjectState.WITHDRAWN)
        if services:
            listed = listed.filter(service__in=services)
            projects = projects.filter(service__in=services)
        whole = with_completeness(projects, day).select_related("service")
        return cls(
            year,
            list(listed.select_related("service").order_by("service", "bip")),
            list(whole.order_by("service", "bip", "stage")),
        )

    @cached_property
    def _by_code(self) -> dict[tuple[int, str], list[Any]]:
        found: dict[tuple[int, str], list[Any]] = {}
        for project in self.projects:
            found.setdefault((project.service_id, project.bip), []).append(project)
        return found

    def projects_of(self, row: ExpectedProject) -> list[Any]:
        """Those of its code: one for each stage."""
        return self._by_code.get((row.service_id, row.bip), [])

    @cached_property
    def loaded(self) -> list[Any]:
        """Projects that the list expects."""
        return [project for row in self.expected for project in self.projects_of(row)]

    @cached_property
    def rows_loaded(self) -> list[ExpectedProject]:
        return [row for row in self.expected if self.projects_of(row)]

    @cached_property
    def missing(self) -> list[ExpectedProject]:
        return [row for row in self.expected if not self.projects_of(row)]

    @cached_property
    def complete(self) -> list[Any]:
        return [project for project in self.loaded if project.met == COMPLETE]

    @cached_property
    def incomplete(self) -> list[Any]:
        return sorted(
            (project for project in self.loaded if project.met < COMPLETE),
            key=lambda project: (project.met, project.bip),
        )

    @cached_property
    def unexpected(self) -> list[Any]:
        """In the portfolio and not in the list."""
        listed = {(row.service_id, row.bip) for row in self.expected}
        active = (one for one in self.projects if one.state == ProjectState.ACTIVE)
        return [one for one in active if (one.service_id, one.bip) not in listed]

    @property
    def lacks(self) -> list[Lack]:
        """What most of them lack goes first."""
        counted = [
            Lack(one, sum(not getattr(project, f"has_{one.key}") for project in self.loaded))
            for one in REQUIREMENTS
        ]
        return sorted((lack for lack in counted if lack.count), key=lambda lack: -lack.count)

    @property
    def percent_loaded(self) -> int | None:
        return _percent(len(self.rows_loaded), len(self.expected))

    @property
    def percent_complete(self) -> int | None:
        return _percent(len(self.complete), len(self.loaded))


def _percent(part: int, whole: int) -> int | None:
    """Whole, half up; never 100 while something is missing."""
    if not whole:
        return None
    return 99 if part < whole and 200 * part >= 199 * whole else (200 * part + whole) // (2 * whole)
