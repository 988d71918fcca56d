"""The catalogue of initiatives: added once, renamed with a reason, closed and never erased."""

from datetime import date

import pytest

from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Event
from minga.people.roles import Role
from minga.strategy.catalogue import (
    ONLY,
    add_initiative,
    close_initiative,
    rename_initiative,
)
from minga.strategy.models import Initiative
from tests.commitments.factories import member
from tests.conftest import TODAY, Cast, Somebody

SINCE = date(2006, 1, 1)


@pytest.fixture
def keeper(cast: Cast) -> Somebody:
    return member(cast.serviu, Role.PLANNING_OFFICER)


def add(cast: Cast, by: Somebody, name: str = "Plan 2006-2010", **more: object) -> Initiative:
    given = {"kind": "regional_plan", "part": "frame", "valid_from": SINCE} | more
    return add_initiative(cast.serviu, name=name, by=by.access, **given)  # type: ignore[arg-type]


def test_it_is_added_with_its_event(cast: Cast, keeper: Somebody) -> None:
    made = add(cast, keeper, "  Plan   2006-2010 ")

    assert made.name == "Plan 2006-2010"
    assert Event.objects.latest("sequence").data["name"] == "Plan 2006-2010"


def test_only_those_who_keep_it_write_in_it(cast: Cast, keeper: Somebody) -> None:
    made = add(cast, keeper)

    for somebody in (cast.ana, cast.diana, member(cast.other, Role.PLANNING_OFFICER)):
        with pytest.raises(NotAllowed, match=ONLY):
            add(cast, somebody, "Otro")
        with pytest.raises(NotAllowed, match=ONLY):
            close_initiative(made, valid_until=TODAY, reason="No.", by=somebody.access)


def test_the_same_is_not_there_twice_and_the_other_part_is_another(
    cast: Cast, keeper: Somebody
) -> None:
    add(cast, keeper)

    with pytest.raises(DomainError, match="ya está en el catálogo"):
        add(cast, keeper)
    add(cast, keeper, part="commitment")
    assert Initiative.objects.count() == 2


def test_a_name_and_an_order_of_dates_are_asked_for(cast: Cast, keeper: Somebody) -> None:
    with pytest.raises(DomainError, match="Escriba el nombre"):
        add(cast, keeper, "  ")
    with pytest.raises(DomainError, match="después de comenzar"):
        add(cast, keeper, valid_until=SINCE)


def test_a_name_changes_with_its_reason(cast: Cast, keeper: Somebody) -> None:
    made = add(cast, keeper)

    with pytest.raises(DomainError, match="motivo"):
        rename_initiative(made, name="Plan regional", reason="", by=keeper.access)
    rename_initiative(made, name="Plan regional", reason="Así se publicó.", by=keeper.access)

    made.refresh_from_db()
    assert made.name == "Plan regional"
    assert Event.objects.latest("sequence").reason == "Así se publicó."


def test_it_is_closed_once_and_stays(cast: Cast, keeper: Somebody) -> None:
    made = add(cast, keeper)

    close_initiative(made, valid_until=TODAY, reason="Terminó.", by=keeper.access)

    assert not Initiative.objects.valid_on(TODAY).exists()
    with pytest.raises(DomainError, match="ya se cerró"):
        close_initiative(made, valid_until=TODAY, reason="Otra vez.", by=keeper.access)
