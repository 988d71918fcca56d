"""Two people of one service, and one of another: the whole cast takes longer."""

from datetime import date

import pytest

from minga.people.roles import Role
from tests.conftest import Somebody, _body, _somebody


@pytest.fixture
def ana(db: None) -> Somebody:
    return _somebody("ana", ("Ana", "Soto"), Role.UNIT_OFFICER, _body("serviu", "SERVIU", "serviu"))


@pytest.fixture
def bruno(ana: Somebody) -> Somebody:
    """Of Ana's service."""
    from minga.people.models import Organisation  # noqa: PLC0415

    serviu = Organisation.objects.get(key="serviu")
    return _somebody("bruno", ("Bruno", "Díaz"), Role.UNIT_OFFICER, serviu)


@pytest.fixture
def carla(db: None) -> Somebody:
    """Of another service."""
    other = _body("otro", "Otro SERVIU", "serviu")
    return _somebody("carla", ("Carla", "Rojas"), Role.UNIT_OFFICER, other)


@pytest.fixture
def gaby(db: None) -> Somebody:
    """Reads, and imports nothing."""
    gore = _body("gore", "GORE", "gore")
    return _somebody("gaby", ("Gaby", "Mora"), Role.REGIONAL_READER, gore)


DAY = date(2007, 11, 30)
