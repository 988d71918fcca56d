"""From a login and a day to an `Access`: the memberships in force that day."""

from dataclasses import replace
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from minga.core.access import Access, Grant
from minga.core.permissions import Reach
from minga.people.models import Membership, MembershipQuerySet, Person
from minga.people.roles import reach_of
from minga.people.table import marks, table_of


def access_of(user: AbstractBaseUser | AnonymousUser, on: date) -> Access:
    """One query. Somebody without functions that day may enter and sees nothing; of whom had one,
    which it was."""
    found = _access(list(_memberships(on).filter(person__user=user.pk)), on)
    return found if found.actor_id else replace(found, farewell=_farewell(user, on))


def _farewell(user: AbstractBaseUser | AnonymousUser, on: date) -> str:
    past = Membership.objects.filter(person__user=user.pk, valid_until__lte=on)
    held = past.exclude(valid_until=F("valid_from")).select_related("organisation")
    last = held.order_by("valid_until", "pk").last()
    if last is None:
        return ""
    return (
        f"Su función de {last.role_label} en {last.organisation} terminó el "
        f"{last.last_day:%d-%m-%Y}."
    )


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
    related = ("person", "organisation__institution", "substitutes__person", "delegated_by__person")
    found = Membership.objects.on(on).select_related(*related).annotate(**marks())
    # One's own first: what the name of the role and the institution are taken from.
    own_first = ("is_substitute", F("delegated_by").asc(nulls_first=True), "pk")
    return found.order_by(*own_first)


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
        table=table_of(first),
    )


def _grant(membership: Membership) -> Grant:
    organisation = membership.organisation
    institution = organisation.institution or organisation
    return Grant(
        role=membership.role,
        role_label=membership.role_label,
        institution_id=institution.pk,
        institution_label=institution.name,
        # A delegation lets one decide, not read more than one's institution.
        reach=Reach.INSTITUTION if membership.delegated_by_id else reach_of(membership.role),
        territory_id=membership.territory_id or organisation.territory_id,
        is_substitute=membership.is_substitute,
        substituted=membership.substitutes.person.label if membership.substitutes else "",
        act_reference=membership.act_reference if _in_anothers_name(membership) else "",
        delegated=membership.delegated_by.person.label if membership.delegated_by else "",
        only=membership.permissions,
        seat_id=membership.territory_id or organisation.territory_id or institution.territory_id,
        organisation_id=organisation.pk,
    )


def _in_anothers_name(membership: Membership) -> bool:
    return membership.is_substitute or membership.delegated_by_id is not None
