"""Organisations: who follows whom, what ends with one, and what the database never lets be."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from minga.core.errors import NotAllowed, StaleForm
from minga.core.models import Event
from minga.people.actions import (
    RutTaken,
    add_membership,
    add_organisation,
    add_person,
    change_organisation,
    close_organisation,
)
from minga.people.actions.organisations import (
    AlreadyClosed,
    ClosedBeforeItBegan,
    ClosesOnesOwn,
    ClosingReasonMissing,
    SucceedsItself,
    SuccessorNotThere,
    closing_of,
)
from minga.people.models import Membership, Organisation
from minga.workplan.models import WorkPlan
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.database import refused, sql
from tests.workplan import factories

SPLIT = date(2007, 10, 8)
EVE = SPLIT - timedelta(days=1)


def body(key: str, since: date = date(2000, 1, 1), **more: Any) -> Organisation:
    values = {"name": key, "short_name": key, "kind": "agency", "valid_from": since, "by": SCRIBE}
    return add_organisation(key=key, **(values | more))


def closed(row: Organisation, **given: Any) -> Organisation:
    values = {"last_day": EVE, "reason": "Ley 20.175", "by": SCRIBE, "successor": None} | given
    return close_organisation(row, **values)


def test_one_ends_and_another_goes_on_the_next_day(db: None) -> None:
    old, new = body("vieja"), body("nueva", SPLIT)

    row = closed(old, successor=new)

    assert (row.valid_until, row.last_day, row.successor) == (SPLIT, EVE, new)
    assert (row.holds_on(EVE), row.holds_on(SPLIT), new.holds_on(SPLIT)) == (True, False, True)
    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason) == ("people.organisation_closed", "Ley 20.175")
    assert event.data["successor"] == "; sigue nueva"


def test_its_units_and_functions_end_with_it_and_are_told_before(cast: Cast) -> None:
    told = closing_of(cast.serviu, TODAY)

    closed(cast.serviu, last_day=TODAY)

    after = TODAY + timedelta(days=1)
    assert [unit.pk for unit in told.units] == [cast.unit.pk]
    ended = {row.pk for row in told.functions}
    assert {row.person_id for row in told.functions} >= {cast.ana.pk, cast.bruno.pk, cast.nora.pk}
    assert set(Membership.objects.filter(pk__in=ended).values_list("valid_until")) == {(after,)}
    assert Organisation.objects.get(pk=cast.unit.pk).valid_until == after
    assert cast.ana.on(TODAY).institutions == {cast.serviu.pk}
    assert cast.ana.on(after).institutions == frozenset()


def test_what_it_is_responsible_for_stays_its_own(cast: Cast) -> None:
    """Access follows the institution; the territory is geography."""
    plan = factories.approved(cast, ((10, 10),) * 5)

    closed(cast.serviu, last_day=TODAY, successor=body("sigue", TODAY))

    assert WorkPlan.objects.get(pk=plan.pk).service_id == cast.serviu.pk
    assert not WorkPlan.objects.visible_to(cast.carla.access).filter(pk=plan.pk).exists()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"reason": " "}, ClosingReasonMissing),
        ({"last_day": date(1999, 12, 30)}, ClosedBeforeItBegan),
    ],
)
def test_what_is_wrong_closes_nothing(db: None, given: Any, error: type[Exception]) -> None:
    row = body("una")

    with nothing_recorded(), pytest.raises(error):
        closed(row, **given)


def test_who_follows_must_be_there_that_day(db: None) -> None:
    old, late, gone = body("vieja"), body("tarde", SPLIT + timedelta(days=1)), body("ida")
    closed(gone)

    for wrong in (late, gone):
        with nothing_recorded(), pytest.raises(SuccessorNotThere):
            closed(old, successor=wrong)
    with nothing_recorded(), pytest.raises(SucceedsItself):
        closed(old, successor=old)


def test_it_closes_once(db: None) -> None:
    row = closed(body("una"))

    with nothing_recorded(), pytest.raises(AlreadyClosed, match="07-10-2007"):
        closed(row)


def test_nobody_closes_where_the_own_function_is(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(ClosesOnesOwn):
        closed(cast.serviu, last_day=TODAY, by=cast.nora.access)


def test_who_does_not_administer_it_closes_nothing(cast: Cast) -> None:
    for who in (cast.ana, cast.diana):
        with nothing_recorded(), pytest.raises(NotAllowed):
            closed(cast.unit, last_day=TODAY, by=who.access)
    with nothing_recorded(), pytest.raises(NotAllowed):
        closed(cast.other, last_day=TODAY, by=cast.nora.access)


def test_who_administers_adds_bodies_without_administrator_and_their_people(cast: Cast) -> None:
    town = body("muni", kind="municipality", by=cast.nora.access)

    held = add_membership(
        cast.pia.person, role="municipality", organisation=town, valid_from=TODAY,
        by=cast.nora.access,
    )  # fmt: skip

    assert held.organisation == town


def test_the_database_wants_a_successor_in_force(db: None) -> None:
    old, new = body("vieja"), body("nueva", SPLIT)
    other = body("otra", SPLIT + timedelta(days=1))
    set_ = "UPDATE people_organisation SET valid_until = %s, successor_id = %s WHERE party_id = %s"

    for successor in (other.pk, old.pk):
        with refused("La sucesora tiene que existir"):
            sql(set_, SPLIT, successor, old.pk)
    with refused("La sucesora tiene que existir"):
        sql("UPDATE people_organisation SET successor_id = %s WHERE party_id = %s", new.pk, old.pk)


def test_successors_never_come_back_to_where_they_began(db: None) -> None:
    old, new = body("vieja"), body("nueva", SPLIT)
    closed(old, successor=new)

    with nothing_recorded(), pytest.raises(SuccessorNotThere):
        closed(new, last_day=TODAY, successor=old)
    with refused("Es la sucesora de otra"):
        sql("UPDATE people_organisation SET valid_from = %s WHERE party_id = %s", TODAY, new.pk)


def test_an_ended_organisation_takes_no_function_after_its_end(cast: Cast) -> None:
    gone = closed(body("ida"))
    add = "INSERT INTO people_membership (person_id, role, organisation_id, is_substitute, "
    add += "delegated, act_reference, valid_from, valid_until, event_id) "
    add += "VALUES (%s, 'auditor', %s, %s, '', '', %s, %s, %s)"

    for since, until in ((SPLIT, None), (EVE, None), (EVE, TODAY), (date(1999, 1, 1), EVE)):
        with refused("Una función dura mientras existe la organización"):
            sql(add, cast.pia.pk, gone.pk, False, since, until, gone.event_id)


def test_a_unit_does_not_move_nor_outlive_what_it_is_of(cast: Cast) -> None:
    set_ = "UPDATE people_organisation SET {} WHERE party_id = %s"
    desk = body("mesa", kind="unit", parent=cast.unit)

    with refused("Una unidad no se muda"):
        sql(set_.format(f"parent_id = {cast.serviu.pk}"), desk.pk)
    empty = body("vacía")
    body("su-unidad", kind="unit", parent=empty)
    with refused("Antes de cerrar una organización se cierran sus unidades"):
        sql(set_.format("valid_until = '2009-01-01'"), empty.pk)
    with refused("Antes de cerrar una organización se terminan las funciones"):
        sql(set_.format("valid_until = '2009-01-01'"), cast.other.pk)


def test_a_closed_one_is_not_opened_again(db: None) -> None:
    row = closed(body("una"))

    with refused("Una organización cerrada no se abre de nuevo"):
        sql("UPDATE people_organisation SET valid_until = NULL WHERE party_id = %s", row.pk)


def test_the_rut_of_an_organisation_is_told_with_its_name_and_that_of_a_person_without(
    cast: Cast,
) -> None:
    body("bancos", rut="97.004.000-5")
    add_person(given_names="Eva", family_names="Paz", rut="12.345.678-5", by=SCRIBE)

    with nothing_recorded(), pytest.raises(RutTaken, match=r"97\.004\.000-5 ya es de bancos"):
        body("otro", rut="97004000-5")
    with nothing_recorded(), pytest.raises(RutTaken) as told:
        body("otro", rut="12345678-5")
    assert "persona registrada" in str(told.value)
    assert "Paz" not in str(told.value)


def test_changing_it_says_what_changed_and_two_at_once_meet(cast: Cast) -> None:
    values = {"short_name": "S", "territory": None, "rut": None, "reason": "Nuevo nombre."}
    seen = cast.serviu.event_id

    change_organisation(cast.serviu, name="SERVIU I", seen=seen, by=cast.nora.access, **values)

    changes = Event.objects.latest("sequence").data["changes"]
    assert ["Nombre", "SERVIU Región de Tarapacá", "SERVIU I"] in changes
    with nothing_recorded(), pytest.raises(StaleForm) as met:
        change_organisation(cast.serviu, name="Otro", seen=seen, by=cast.nora.access, **values)
    assert met.value.differences["Nombre"] == ("SERVIU I", "Otro")


def test_its_page_is_read_as_of_a_day(cast: Cast) -> None:
    old, new = body("vieja"), body("nueva", SPLIT)
    closed(old, successor=new)
    page, client = reverse("people:organisation", args=[old.public_id]), cast.ana.client()

    before = client.get(f"{page}?dia=2007-10-07").content.decode()
    after = client.get(f"{page}?dia=2007-10-08").content.decode()

    assert "trabajan en ella" in before
    assert "Terminó el" not in before
    assert "Terminó el" in after
    assert client.get(f"{page}?dia=ayer").status_code == 404
