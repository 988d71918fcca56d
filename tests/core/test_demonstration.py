"""The demonstration lives in a day that its administrator changes; a real installation does not."""

from datetime import date
from typing import Any

import pytest

from minga.core.clock import day_of
from minga.core.demonstration import (
    DayOutOfReach,
    NotADemonstration,
    choose_day,
    open_demonstration,
)
from minga.core.errors import NotAllowed
from minga.core.models import Chain, Event
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded

OPENING, OTHER = date(2007, 11, 30), date(2007, 12, 15)


@pytest.fixture
def demonstration(cast: Cast, settings: Any) -> Cast:
    settings.TODAY = None
    open_demonstration(OPENING, by=SCRIBE)
    return cast


def day() -> date:
    return day_of(Chain.objects.get())


def test_it_opens_in_its_day_and_the_record_says_so(demonstration: Cast) -> None:
    event = Event.objects.latest("sequence")

    assert day() == OPENING
    assert event.kind == "demonstration.opened"
    assert event.data == {"day": "30-11-2007", "opening_day": "2007-11-30"}


def test_its_administrator_takes_it_to_another_day_and_back(demonstration: Cast) -> None:
    choose_day(OTHER, by=demonstration.nora.access)
    assert day() == OTHER

    choose_day(None, by=demonstration.nora.access)
    assert day() == OPENING
    assert Event.objects.latest("sequence").data == {"day": "30-11-2007", "chosen_day": None}


def test_nobody_else_changes_its_day(demonstration: Cast) -> None:
    for name, somebody in demonstration.everybody().items():
        if name != "nora":
            with nothing_recorded(), pytest.raises(NotAllowed, match="Solo quien administra"):
                choose_day(OTHER, by=somebody.access)

    assert day() == OPENING


@pytest.mark.parametrize("refused", [date(1999, 12, 31), date(2101, 1, 1)])
def test_a_day_out_of_reach_is_refused(demonstration: Cast, refused: date) -> None:
    with nothing_recorded(), pytest.raises(DayOutOfReach, match="entre los años 2000 y 2100"):
        choose_day(refused, by=demonstration.nora.access)

    assert day() == OPENING


@pytest.mark.parametrize("edge", [date(2000, 1, 1), date(2100, 12, 31)])
def test_the_first_and_the_last_day_are_within_reach(demonstration: Cast, edge: date) -> None:
    choose_day(edge, by=demonstration.nora.access)

    assert day() == edge


def test_a_real_installation_lives_by_the_clock(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotADemonstration, match="aquí rige la fecha del reloj"):
        choose_day(OTHER, by=cast.nora.access)


def test_the_header_changes_the_day_for_everybody(demonstration: Cast) -> None:
    answer = demonstration.nora.client().post(
        "/demostracion/dia/", {"day": "2007-12-15", "next": "/buscar/"}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/buscar/")
    assert demonstration.ana.client().get("/").context["shell"]["day"] == OTHER


def test_the_day_may_be_typed_as_people_write_it(demonstration: Cast) -> None:
    demonstration.nora.client().post("/demostracion/dia/", {"day": "15-12-2007"})

    assert day() == OTHER


def test_an_empty_day_goes_back_to_the_opening_one(demonstration: Cast) -> None:
    choose_day(OTHER, by=demonstration.nora.access)

    demonstration.nora.client().post("/demostracion/dia/", {"day": ""})

    assert day() == OPENING


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("mañana", "Escriba la fecha como dd-mm-aaaa"),
        ("31-02-2007", "Escriba la fecha como dd-mm-aaaa"),
        ("1999-12-31", "Elija un día entre los años 2000 y 2100."),
    ],
)
def test_a_day_that_does_not_serve_is_answered_with_a_sentence(
    demonstration: Cast, typed: str, sentence: str
) -> None:
    client = demonstration.nora.client()

    with nothing_recorded():
        page = client.post("/demostracion/dia/", {"day": typed}, follow=True)

    assert sentence in page.content.decode()
    assert day() == OPENING


def test_only_its_administrator_sees_where_to_change_the_day(demonstration: Cast) -> None:
    assert demonstration.nora.client().get("/").context["shell"]["may_change_day"]
    assert not demonstration.ana.client().get("/").context["shell"]["may_change_day"]
    assert demonstration.ana.client().post("/demostracion/dia/", {"day": ""}).status_code == 403


def test_in_a_real_installation_nobody_is_offered_another_day(cast: Cast) -> None:
    assert not cast.nora.client().get("/").context["shell"]["may_change_day"]


def test_changing_the_day_never_leads_to_another_site(demonstration: Cast) -> None:
    client = demonstration.nora.client()

    answer = client.post("/demostracion/dia/", {"day": "", "next": "https://malo.example/"})

    assert answer["Location"] == "/"
    assert day() == OPENING == TODAY
