"""What contracts know of carry-over: those in force when a year begins."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from minga.works.contracts.models import Contract


def in_force_before(year: int) -> QuerySet[Any, Any]:
    """The projects of contracts signed before the year and not received for good by then."""
    begins = date(year, 1, 1)
    ended = Q(final_on__lt=begins)
    return Contract.objects.filter(signed_on__lt=begins).exclude(ended).values("project")
