"""A region with a service of Ana's and one of Carla's, without the rest of the cast."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from minga.people.models import Organisation
from minga.people.roles import Role
from tests.conftest import Somebody, _body, _somebody
from tests.core.lists.sample.models import House


@dataclass
class Two:
    """Ana may deliver in her service; Diana reads it; Carla is of the other one; Aldo audits."""

    own: Organisation
    other: Organisation

    def somebody(self, name: str, role: Role | None, other: bool = False) -> Somebody:
        return _somebody(name, (name.title(), "Soto"), role, self.other if other else self.own)


@pytest.fixture
def two(db: None) -> Two:
    return Two(_body("serviu-uno", "SERVIU Uno", "serviu"), _body("dos", "SERVIU Dos", "serviu"))


@pytest.fixture
def ana(two: Two) -> Somebody:
    return two.somebody("ana", Role.UNIT_OFFICER)


@pytest.fixture
def diana(two: Two) -> Somebody:
    return two.somebody("diana", Role.INSTITUTION_HEAD)


@pytest.fixture
def carla(two: Two) -> Somebody:
    return two.somebody("carla", Role.UNIT_OFFICER, other=True)


@pytest.fixture
def aldo(two: Two) -> Somebody:
    return two.somebody("aldo", Role.AUDITOR)


def houses(two: Two, count: int, **more: Any) -> list[House]:
    """Numbered from 1; each third one built, each tenth one of the other service."""
    made = [
        House(
            service_id=(two.other if number % 10 == 0 else two.own).pk,
            number=number,
            street=f"Calle {number:05d}",
            state=House.State.BUILT if number % 3 == 0 else House.State.PLANNED,
            price=None if number % 7 == 0 else number * 1_000_000,
            price_uf=number * 10_000 + 5_000,
            begun_on=date(2007, 1, 1) + timedelta(days=number % 360),
            is_corner=number % 4 == 0,
            **more,
        )
        for number in range(1, count + 1)
    ]
    return House._base_manager.bulk_create(made)
