"""Rows that one may see: every query of an area begins with `visible_to(access)`."""

from typing import Any, ClassVar, Self, TypeVar

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
        own, joined = Q(pk__in=[]), Q(pk__in=[])
        paths = [(path, access.institutions) for path in self.organisations]
        paths += [(path, access.territories) for path in self.territories]
        for path, keys in paths:
            condition = Q(**{f"{path}__in": keys})
            if _is_single(self.model, path):
                own |= condition
            else:
                joined |= condition
        if joined == Q(pk__in=[]):
            # By the row's own columns, and so by their indexes.
            return self.filter(own)
        # In a subquery: a row reached by two paths comes once, and joins don't multiply.
        return self.filter(own | Q(pk__in=self.model._base_manager.filter(joined).values("pk")))


def _is_single(model: type[models.Model], path: str) -> bool:
    """Whether each row has at most one at the end of the path."""
    for step in path.split("__"):
        field: Any = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if field.many_to_many or field.one_to_many:
            return False
        model = field.related_model
    return True
