"""`@action`: one function, one transaction, one event."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minga.core import anchors
from minga.core.actions import action
from minga.core.acts import NoActionInCourse, current_act
from minga.core.models import Chain, Event
from minga.people.actions import add_person
from minga.people.models import Organisation
from minga.territory.actions import load_territories
from minga.territory.tables import rows
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.database import commit
from tests.core.deeds import Enough, crash, refuse, rename


def test_one_action_is_one_event_at_the_head_of_the_chain(cast: Cast) -> None:
    before = Chain.objects.get()

    rename(cast.unit, "Control", by=cast.ana.access)

    chain = Chain.objects.get()
    event = Event.objects.get(sequence=before.sequence + 1)
    assert (chain.sequence, chain.head) == (event.sequence, event.hash)
    assert event.previous == before.head
    assert Event.objects.count() == chain.sequence


def test_the_event_says_who_did_what_where_and_about_which_record(cast: Cast) -> None:
    rename(cast.unit, "Control", by=cast.ana.access)

    event = Event.objects.latest("sequence")
    assert (event.actor_id, event.actor) == (cast.ana.pk, "A. Soto")
    assert event.role == "profesional de la unidad"
    assert event.organisation == "SERVIU Región de Tarapacá"
    assert (event.kind, event.data) == ("tests.renamed", {"name": "Control"})
    assert (event.subject_model, event.subject_id) == ("people.organisation", cast.unit.pk)
    assert event.subject_public_id == event.service == cast.unit.public_id


def test_the_fact_has_its_day_and_the_record_the_clock(cast: Cast) -> None:
    rename(cast.unit, "Control", by=SCRIBE, on=date(2007, 3, 1))

    event = Event.objects.latest("sequence")
    assert event.on == date(2007, 3, 1)
    assert abs(datetime.now(UTC) - event.recorded_at) < timedelta(minutes=1)


def test_without_a_day_the_fact_is_of_today(cast: Cast) -> None:
    rename(cast.unit, "Control", by=SCRIBE)

    assert Event.objects.latest("sequence").on == TODAY


def test_each_row_keeps_the_event_that_wrote_it_last(cast: Cast) -> None:
    first = cast.unit.event_id

    rename(cast.unit, "Control", by=SCRIBE)

    stored = Organisation.objects.get(pk=cast.unit.pk)
    assert stored.name == "Control"
    assert stored.event_id == Event.objects.latest("sequence").pk != first


@pytest.mark.parametrize(("then", "error"), [(refuse, Enough), (crash, ZeroDivisionError)])
def test_what_ends_in_the_middle_leaves_no_row_no_event_and_no_anchor(
    cast: Cast, then: object, error: type[Exception]
) -> None:
    commit()
    chain_id = Chain.objects.get().chain_id
    anchored = list(anchors.read(chain_id))

    with nothing_recorded(), pytest.raises(error):
        rename(cast.unit, "Control", by=SCRIBE, then=then)  # type: ignore[arg-type]

    commit()
    assert Organisation.objects.get(pk=cast.unit.pk).name == "Control de Gestión"
    assert list(anchors.read(chain_id)) == anchored


def test_after_a_crash_the_next_action_goes_on(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        rename(cast.unit, "Control", by=SCRIBE, then=crash)

    rename(cast.unit, "Gestión", by=SCRIBE)

    assert Organisation.objects.get(pk=cast.unit.pk).name == "Gestión"


def test_an_action_inside_another_is_refused_and_neither_happens(cast: Cast) -> None:
    def again() -> None:
        rename(cast.serviu, "Otro", by=SCRIBE)

    with nothing_recorded(), pytest.raises(RuntimeError, match="one action, one event"):
        rename(cast.unit, "Control", by=SCRIBE, then=again)

    assert not Organisation.objects.filter(name__in=["Control", "Otro"]).exists()


def test_an_action_that_does_not_say_what_it_is_about_leaves_nothing(cast: Cast) -> None:
    @action("tests.silent", says="no dijo de qué trata")
    def silent(*, by: object, on: date | None = None) -> None:
        cast.unit.name = "Control"
        cast.unit.save()

    with nothing_recorded(), pytest.raises(AssertionError, match=r"tests\.silent"):
        silent(by=SCRIBE)

    assert not Organisation.objects.filter(name="Control").exists()


def test_the_names_of_a_person_are_in_no_event(cast: Cast) -> None:
    add_person(
        given_names="Wenceslao",
        family_names="Huenchumilla",
        username="whuenchu",
        password="una clave larga",
        rut="12.345.678-5",
        by=SCRIBE,
    )

    written = repr(list(Event.objects.values()))
    for personal in ("Wenceslao", "Huenchumilla", "whuenchu", "12345678", "12.345.678"):
        assert personal not in written


@pytest.mark.django_db(transaction=True)
def test_a_committed_action_is_anchored_outside_the_database() -> None:
    load_territories(rows(), by=SCRIBE)

    chain = Chain.objects.get()
    assert list(anchors.read(chain.chain_id)) == [(1, chain.head)]


def test_outside_an_action_there_is_no_act() -> None:
    with pytest.raises(NoActionInCourse, match="only inside an @action"):
        current_act()
