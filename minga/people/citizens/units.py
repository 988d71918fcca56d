"""Where a person works on a day: the units that what is referred may await."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from minga.core.access import Access
from minga.core.validity import holds_on
from minga.people.models import Membership, Organisation


def units_of(access: Access, day: date) -> "QuerySet[Any, int]":
    """The organisations and units where the person has a function; to be asked within a query."""
    held = Membership.objects.on(day).filter(person=access.actor_id or 0)
    return held.values_list("organisation_id", flat=True)


def office_of(access: Access, permission: str, day: date) -> Organisation | None:
    """Where the person does what the permission lets: the unit before the service."""
    held = Membership.objects.on(day).filter(
        person=access.actor_id, role__in=access.holders(permission)
    )
    found = held.select_related("organisation__institution__party", "organisation__party")
    first = found.order_by("pk").first()
    return first.organisation if first else None


def service_for(access: Access, permission: str) -> Organisation:
    """The institution in whose name the person acts: the first where a role allows it."""
    found = (pk for pk in access.institutions if access.may(permission, pk))
    return Organisation.objects.select_related("party").get(pk=min(found, default=0))


def units_within(service: Organisation, day: date) -> "QuerySet[Organisation]":
    """The service and its units in force, by name."""
    own = Q(pk=service.pk) | Q(institution=service.pk)
    return Organisation.objects.filter(own, holds_on(day)).order_by("institution_id", "name")
