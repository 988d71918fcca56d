"""From a login and a day to an `Access`: the memberships in force that day."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from minga.core.access import Access, Grant
from minga.people.models import Membership, MembershipQuerySet, Person
from minga.people.roles import reach_of


def access_of(user: AbstractBaseUser | AnonymousUser, on: date) -> Access:
    """One query. Somebody without functions that day may enter and sees nothing."""
    return _access(list(_memberships(on).filter(person__user=user.pk)), on)


def access_of_actor(actor_id: int, on: date) -> Access:
    """Of the person that a job or a subscription names; nothing once the account is closed."""
    memberships = _memberships(on).filter(person=actor_id)
    return _access(list(memberships.exclude(person__user__is_active=False)), on)


def access_of_person(person: Person, on: date) -> Access:
    """The same for a person already at hand: what the demonstration and the tests act with."""
    access = _access(list(_memberships(on).filter(person=person)), on)
    if access.actor_id:
        return access
    return Access(person.pk, person.label, on=on, user_id=person.user_id)


def _memberships(on: date) -> MembershipQuerySet:
    related = ("person", "organisation__institution", "substitutes__person")
    return Membership.objects.on(on).select_related(*related).order_by("pk")


def _access(memberships: list[Membership], on: date) -> Access:
    if not memberships:
        return Access(None, "", on=on)
    first = memberships[0]
    return Access(
        actor_id=first.person_id,
        label=first.person.label,
        grants=tuple(_grant(membership) for membership in memberships),
        on=on,
        home_territory_id=next(
            filter(None, (m.organisation.territory_id for m in memberships)), None
        ),
        user_id=first.person.user_id,
    )


def _grant(membership: Membership) -> Grant:
    organisation = membership.organisation
    institution = organisation.institution or organisation
    return Grant(
        role=membership.role,
        role_label=membership.role_label,
        institution_id=institution.pk,
        institution_label=institution.name,
        reach=reach_of(membership.role),
        territory_id=membership.territory_id or organisation.territory_id,
        is_substitute=membership.is_substitute,
        substituted=membership.substitutes.person.label if membership.substitutes else "",
        act_reference=membership.act_reference if membership.is_substitute else "",
    )
