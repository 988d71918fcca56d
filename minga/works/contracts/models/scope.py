"""Whoever sees a project sees its contracts."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from minga.core.access import Access
from minga.core.models import FactQuerySet
from minga.works.models import Project

M = TypeVar("M", bound=models.Model, covariant=True)
MOST_TEXT = 600


class OfProjects(FactQuerySet[M]):
    """`project` is the path from a row to its project."""

    project: ClassVar[str] = "project"

    def visible_to(self, access: Access) -> Self:
        if access.reads_all:
            return self
        seen: Any = Project.objects.visible_to(access).values("pk")
        return self.filter(**{f"{self.project}__in": seen})
