"""Where a person works on a day: the units that what is referred may await."""

from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from minga.core.access import Access
from minga.core.validity import holds_on
from minga.people.models import Membership, Organisation

# Who also attends in the name of a service: municipalities, and the entities that organise the
# demand and give technical assistance (EGIS, PSAT).
OUTSOURCED = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.SPONSOR)


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


def within(service_id: int) -> Q:
    """The service and its units."""
    return Q(pk=service_id) | Q(institution=service_id)


def referral_targets(service: Organisation, day: date) -> "QuerySet[Organisation]":
    """Those in force to whom an attention may be referred: the service, its units, and then who
    attends in its name, by name."""
    own = within(service.pk)
    outside = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Organisation.objects.filter(own | Q(kind__in=OUTSOURCED), holds_on(day))
    return found.order_by(outside, "institution_id", "name")
