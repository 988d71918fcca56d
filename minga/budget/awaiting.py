"""What waits in «Mi trabajo» because of the budget: guarantees that expire in custody."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from minga.budget.expiry import days_of, left
from minga.budget.models import Guarantee
from minga.budget.models.guarantees import GuaranteeQuerySet
from minga.budget.permissions import KEEP
from minga.core.access import Access, StaffRequest
from minga.core.registries import Awaiting

# More than so many are read in the list.
MOST = 40


def expiring(access: Access, day: date) -> GuaranteeQuerySet:
    """Of each service where the person keeps them, with the days that rule there."""
    found = Guarantee.objects.none()
    for service in sorted(pk for pk in access.institutions if access.may(KEEP, pk)):
        found |= Guarantee.objects.filter(service=service).expiring(day, days_of(service, day))
    return found


def count(request: StaffRequest) -> Any:
    return expiring(request.access, request.day) if request.access.may(KEEP) else 0


def find(access: Access, day: date) -> Iterator[Awaiting]:
    if access.actor_id is None or not access.may(KEEP):
        return
    for guarantee in expiring(access, day).order_by("valid_until", "pk")[:MOST]:
        yield Awaiting(
            label=str(guarantee),
            note=f"{guarantee.get_purpose_display().capitalize()} de {guarantee.holder_name}: "
            f"{left(guarantee, day)}.",
            place="",
            verb="Pedir la renovación o cobrarla",
            url=reverse("budget:guarantee", args=[guarantee.public_id]),
            due=guarantee.valid_until,
            kind="Garantías en custodia",
        )
