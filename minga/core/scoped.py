"""Rows that one may see: every query of an area begins with `visible_to(access)`."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from minga.core.access import Access
from minga.core.models import FactQuerySet

M = TypeVar("M", bound=models.Model, covariant=True)


class ScopedQuerySet(FactQuerySet[M]):
    """`organisations` and `territories` name the paths from a row to whom it concerns."""

    organisations: ClassVar[tuple[str, ...]] = ()
    territories: ClassVar[tuple[str, ...]] = ()

    def visible_to(self, access: Access) -> Self:
        if access.reads_all:
            return self
        condition = Q(pk__in=[])
        for path in self.organisations:
            condition |= Q(**{f"{path}__in": access.institutions})
        for path in self.territories:
            condition |= Q(**{f"{path}__in": access.territories})
        # In a subquery: a row reached by two paths comes once, and joins don't multiply.
        return self.filter(pk__in=self.model._base_manager.filter(condition).values("pk"))
