"""Whom an administrator administers: the people of the own institution, those of bodies without an
administrator, and those who have no function yet."""

from datetime import date
from typing import Any

from django.db.models import Q

from minga.core.access import Access
from minga.people.actions import MANAGE
from minga.people.models import Membership, MembershipQuerySet, Organisation, Person

Kind = Organisation.Kind
# With administrators of their own.
OWN = (Kind.MINISTRY, Kind.SERVIU, Kind.SEREMI)


def institutions(access: Access) -> list[int]:
    return [pk for pk in access.institutions if access.may(MANAGE, pk)]


def _ours(access: Access, path: str = "") -> Q:
    own = institutions(access)
    if not own:
        return Q(pk__in=[])
    at = f"{path}organisation"
    alone = Q(**{f"{at}__institution__isnull": True}) & ~Q(**{f"{at}__kind__in": OWN})
    within = Q(**{f"{at}__institution__isnull": False}) & ~Q(
        **{f"{at}__institution__kind__in": OWN}
    )
    return Q(**{f"{at}__in": own}) | Q(**{f"{at}__institution__in": own}) | alone | within


def memberships(access: Access) -> Any:
    """The functions that a person administers."""
    related = ("person__party", "organisation__institution", "substitutes__person")
    found = Membership.objects.filter(_ours(access))
    return found.select_related(*related, "delegated_by__person")


def administered(access: Access) -> Any:
    """The people; who was added for a function and never had one waits for it. Who is known only
    for having been attended is none of them: that record is opened at the counter, and noted."""
    if not institutions(access):
        return Person.objects.none()
    held = Membership.objects.filter(_ours(access)).values("person")
    ever = Membership.objects.values("person")
    waits = ~Q(pk__in=ever) & (Q(citizen=None) | Q(user__isnull=False))
    return Person.objects.filter(Q(pk__in=held) | waits).select_related("party", "user")


def works_elsewhere(access: Access, person: Person, day: date) -> bool:
    """Then what she has open is also of another service, and this administrator neither reads it
    nor passes it."""
    return elsewhere(access, day).filter(person=person).exists()


def elsewhere(access: Access, day: date) -> MembershipQuerySet:
    """The functions, in force or to come, where another administrator answers."""
    found = Membership.objects.during(day, None)
    ours = Membership.objects.filter(_ours(access)).values("pk")
    return found.none() if access.everything else found.exclude(pk__in=ours)
