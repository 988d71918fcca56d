"""Somebody for each role, made in one action: the access table asks all of them."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.hashers import make_password

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.models import User
from minga.people.actions import add_organisation
from minga.people.models import Membership, Organisation, Party, Person
from minga.people.roles import fits
from minga.territory.models import Territory
from tests.conftest import PASSWORD, SCRIBE, Cast, Somebody

SINCE = date(2000, 1, 1)


def one_of_each(cast: Cast, roles: Iterable[str]) -> dict[str, Somebody]:
    """Each where the role is held: in the own service when it can, in the GORE of its region, in a
    municipality or a sponsor."""
    town = _body("muni", "municipality", Territory.objects.get(key="iquique"))
    bodies = [cast.serviu, Organisation.objects.get(key="gore-tarapaca"), town]
    bodies += [_body("egis", "sponsor", None), Organisation.objects.get(key="minvu")]
    places = {role: next(body for body in bodies if fits(role, body.kind)) for role in roles}
    return {role: Somebody(person) for role, person in _enter(places, by=SCRIBE).items()}


def _body(key: str, kind: str, territory: Territory | None) -> Organisation:
    return add_organisation(
        key=key, name=key, short_name=key, kind=kind, valid_from=SINCE, territory=territory,
        by=SCRIBE,
    )  # fmt: skip


@action("tests.roles", says="llenó las funciones")
def _enter(
    places: dict[str, Organisation], *, by: Access, on: date | None = None
) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for role, body in places.items():
        user = User(username=role, password=make_password(PASSWORD))
        user.save()
        party = Party(kind=Party.Kind.PERSON)
        party.save()
        found[role] = Person(party=party, given_names="Rol", family_names=role, user=user)
        found[role].save()
        Membership(person=found[role], role=role, organisation=body, valid_from=SINCE).save()
    current_act().about(next(iter(places.values())))
    return found
