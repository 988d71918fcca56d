"""Which accounts an administrator answers for."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from minga.core.access import Access
from minga.core.errors import NotAllowed
from minga.people import whom
from minga.people.actions import MANAGE
from minga.people.models import Membership, Person


def own_institutions(access: Access) -> list[int]:
    return [pk for pk in access.institutions if access.may(MANAGE, pk)]


def manageable(access: Access, day: date) -> QuerySet[Person]:
    """People with an account: those with a function in an institution that one administers, those
    invited by it and those whose last functions were there, while another service has not
    taken them on."""
    people = Person.objects.filter(user__isnull=False).select_related("user__details", "party")
    if access.everything:
        return people
    own = own_institutions(access)
    held = Membership.objects.filter(person=OuterRef("pk"))
    now, ever = held.on(day), held.of_institutions(own)
    elsewhere = Q(Exists(whom.elsewhere(access, day).filter(person=OuterRef("pk"))))
    return people.filter(
        Q(Exists(now.of_institutions(own)))
        | (Q(user__details__service__in=own) & ~elsewhere)
        | (Q(Exists(ever)) & ~Q(Exists(now)) & ~elsewhere)
    )


def acts_elsewhere(person: Person, by: Access, day: date) -> bool:
    return whom.elsewhere(by, day).filter(person=person).exists()


def require_nowhere_else(person: Person, by: Access, day: date) -> None:
    """Whoever can set how somebody enters can enter as them, with all their functions: also those
    that another administrator answers for."""
    if acts_elsewhere(person, by, day):
        raise NotAllowed(
            "Esta persona también tiene funciones en otro servicio: su forma de entrar la cambia "
            "quien opera el sistema."
        )


def require_manager(person: Person, by: Access, day: date) -> None:
    """The action decides again, whatever page it was asked from."""
    if not manageable(by, day).filter(pk=person.pk).exists():
        raise NotAllowed("Solo quien administra el servicio de esta persona cambia su cuenta.")
