"""es-CL on the page, identifiers, and a history as people read it."""

from datetime import UTC, date, datetime

import pytest

from minga.core.actions import SENTENCES
from minga.core.history import Change, lines, sentence
from minga.core.ids import ALPHABET, new_event_id, new_public_id
from minga.core.models import Chain, Event
from minga.core.templatetags import minga as words
from tests.conftest import Cast
from tests.core.deeds import rename


@pytest.mark.parametrize(
    ("bytes_", "said"),
    [
        (1, "1 kB"),
        (499, "1 kB"),
        (17_600, "18 kB"),
        (1_000_000, "1 MB"),
        (1_250_000, "1,2 MB"),
        (20_000_000, "20 MB"),
        (20_100_000, "20,1 MB"),
    ],
)
def test_a_size_is_said_as_a_person_compares_it(bytes_: int, said: str) -> None:
    assert words.size(bytes_) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (999, "999"), (1234, "1.234"), (1_234_567, "1.234.567"), (-1234, "\u22121.234")],
)
def test_thousands_have_a_point_and_a_minus_is_one(number: int, said: str) -> None:
    assert words.integer(number) == said


@pytest.mark.parametrize(
    ("number", "counted", "chosen"),
    [
        (0, "0 evidencias", "faltan"),
        (1, "1 evidencia", "falta"),
        (2000, "2.000 evidencias", "faltan"),
    ],
)
def test_a_number_agrees_with_its_word(number: int, counted: str, chosen: str) -> None:
    assert words.counted(number, "evidencia,evidencias") == counted
    assert words.choose(number, "falta,faltan") == chosen


def test_a_day_is_shown_as_in_chile_and_kept_in_iso() -> None:
    assert words.day(date(2007, 11, 3)) == '<time datetime="2007-11-03">03-11-2007</time>'
    assert words.day(None) == "–"
    assert words.long_day(date(2007, 11, 30)) == "viernes 30 de noviembre de 2007"


def test_an_item_that_is_not_there_is_nothing() -> None:
    assert words.item({"a": 1}, "a") == 1
    assert words.item({"a": 1}, "b") == ""


def test_a_public_id_is_twelve_letters_that_make_no_word() -> None:
    made = {new_public_id() for _ in range(500)}

    assert len(made) == 500
    assert {len(public_id) for public_id in made} == {12}
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("aeiou01l") & set(ALPHABET)


def test_the_ids_of_events_grow_with_time_and_fit_in_a_bigint() -> None:
    made = [new_event_id() for _ in range(500)]

    assert len(set(made)) > 450
    assert [number >> 22 for number in made] == sorted(number >> 22 for number in made)
    assert all(0 < number < 2**63 for number in made)
    assert datetime.fromtimestamp((made[-1] >> 22) / 1000, UTC).year >= 2024


def test_an_event_reads_as_a_sentence() -> None:
    event = Event(kind="demonstration.day_chosen", data={"day": "15-12-2007"})

    assert sentence(event) == "llevó la demostración al 15-12-2007"


def test_an_event_of_an_area_that_is_gone_still_reads() -> None:
    assert sentence(Event(kind="gone.done", data={})) == "gone.done"
    assert sentence(Event(kind="demonstration.day_chosen", data={})) == "llevó la demostración al …"


def test_a_line_of_history_says_who_when_what_and_what_changed(cast: Cast) -> None:
    rename(cast.unit, "Control", by=cast.ana.access)
    event = Event.objects.latest("sequence")
    event.data["changes"] = [["Título", "Uno", "Dos"]]

    (line,) = lines([event])

    assert (line.who, line.what) == ("A. Soto", "cambió el nombre a Control")
    assert line.role == "profesional de la unidad"
    assert line.changes == (Change("Título", "Uno", "Dos"),)


def test_the_history_of_a_record_is_its_own_and_begins_with_the_last(cast: Cast) -> None:
    rename(cast.unit, "Uno", by=cast.ana.access)
    rename(cast.serviu, "Otro", by=cast.ana.access)
    rename(cast.unit, "Dos", by=cast.ana.access)

    said = [sentence(event) for event in Event.objects.about(cast.unit)[:2]]

    assert said == ["cambió el nombre a Dos", "cambió el nombre a Uno"]
    assert Event.objects.about(Chain.objects.get()).count() == 0


def test_every_sentence_of_the_history_goes_after_a_name() -> None:
    assert SENTENCES
    for says in SENTENCES.values():
        assert says[0].islower()
        assert not says.endswith(".")
