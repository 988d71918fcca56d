"""Attentions by channel: counted once, median in working days, no person told."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from minga.core.reports import FORMATS
from minga.people.citizens import actions
from minga.territory.models import Territory
from minga.workplan.diffusion.attending import Line, One, Told, median, told_of
from tests.conftest import TODAY, Cast
from tests.people.citizens import factories

EARLY, TERM = date(2007, 11, 2), date(2007, 11, 16)
ADDRESS = "diffusion:attentions"


def counted(cast: Cast, day: date = TODAY) -> Told:
    return told_of(cast.serviu, 2007, day, cast.celia.access)


def figures(line: Line) -> tuple[int, ...]:
    return (line.received, line.in_time, line.late, line.pending, line.overdue)


def some(cast: Cast) -> None:
    """At once, in time on the last day, late, pending, overdue, voided."""
    factories.attention(cast, channel="office")
    in_time, late, _overdue, voided = (
        factories.referred(cast, on=EARLY, channel="telephone") for _ in range(4)
    )
    factories.referred(cast, channel="internet")
    actions.answer_attention(in_time, note="Sí.", by=cast.bruno.on(TERM), on=TERM)
    actions.answer_attention(late, note="Sí.", by=cast.bruno.access)
    actions.void_attention(voided, reason="Error.", by=cast.celia.access)


def test_each_is_counted_once_by_how_it_was_answered(cast: Cast) -> None:
    some(cast)
    told = counted(cast)

    assert figures(told.total) == (5, 2, 1, 1, 1)
    assert told.voided == 1
    by_channel = {line.key: figures(line) for line in told.channels}
    assert by_channel == {
        "office": (1, 1, 0, 0, 0),
        "telephone": (3, 1, 1, 0, 1),
        "internet": (1, 0, 0, 1, 0),
        "field": (0, 0, 0, 0, 0),
        "outsourced": (0, 0, 0, 0, 0),
    }


def test_it_is_told_as_it_was_known_on_a_day(cast: Cast) -> None:
    some(cast)

    # On its last day it is not overdue yet; what was answered later was still pending.
    assert figures(counted(cast, TERM).total) == (3, 1, 0, 2, 0)
    assert figures(counted(cast, date(2007, 11, 17)).total) == (3, 1, 0, 0, 2)


def test_the_median_counts_working_days_of_the_region(cast: Cast) -> None:
    some(cast)
    told = counted(cast)

    # 2 to 16 November: ten working days; to the 30th, twenty.
    assert told.total.days == Fraction(15)
    assert next(line for line in told.channels if line.key == "office").days is None


def test_by_subject_and_by_place_in_the_division_of_the_day(cast: Cast) -> None:
    iquique = Territory.objects.get(key="iquique")
    factories.attention(cast, territory=iquique)
    factories.attention(cast, territory=iquique)
    factories.attention(cast, subject=factories.subject(cast, "Certificado"))
    told = counted(cast)

    assert [(line.label, line.received) for line in told.places] == [
        ("Iquique", 2),
        ("Sin territorio", 1),
    ]
    assert [(line.label, line.received) for line in told.subjects] == [
        ("Postulación a subsidio", 2),
        ("Certificado", 1),
    ]


def test_another_year_and_another_service_are_left_out(cast: Cast) -> None:
    factories.attention(cast)

    assert told_of(cast.serviu, 2006, TODAY, cast.celia.access).total.received == 0
    assert told_of(cast.other, 2007, TODAY, cast.hugo.access).total.received == 0
    assert told_of(cast.serviu, 2007, TODAY, cast.hugo.access).total.received == 0


@given(st.lists(st.integers(0, 9), max_size=12))
def test_half_took_the_median_or_less(values: list[int]) -> None:
    found = median(values)

    if found is None:
        assert values == []
        return
    assert 2 * sum(value <= found for value in values) >= len(values)
    assert 2 * sum(value >= found for value in values) >= len(values)
    assert (found * 2).denominator == 1
    assert median([-value for value in values]) == -found


STATES = st.builds(
    One,
    channel=st.just("office"),
    subject=st.just("x"),
    place=st.just("y"),
    answered_on=st.one_of(st.none(), st.dates(date(2007, 11, 28), date(2007, 12, 2))),
    due_on=st.one_of(st.none(), st.dates(date(2007, 11, 28), date(2007, 12, 2))),
    took=st.none(),
    day=st.just(TODAY),
)


@given(st.lists(STATES, max_size=20))
def test_the_parts_add_up_to_what_was_received(rows: list[One]) -> None:
    line = Line.of("x", rows)

    assert line.in_time + line.late + line.pending + line.overdue == line.received == len(rows)
    assert line.overdue == sum(
        row.answered_on is None and row.due_on is not None and row.due_on < TODAY for row in rows
    )


@pytest.mark.parametrize("who", ["celia", "emilio", "diana", "aldo", "ana"])
def test_the_page_tells_figures_and_no_person(cast: Cast, who: str) -> None:
    factories.referred(cast, factories.rosa(cast), on=EARLY, note="Pregunta por su subsidio.")
    page = getattr(cast, who).client().get(reverse(ADDRESS))

    said = page.content.decode()
    assert page.status_code == 200
    assert "1 atención recibida" in said
    assert "1 vencida" in said
    assert "Mamani" not in said
    assert "Pregunta por" not in said


def test_its_links_lead_to_the_same_rows_of_the_list(cast: Cast) -> None:
    some(cast)
    client = cast.celia.client()
    page = client.get(reverse(ADDRESS))
    shown = next(row for row in page.context["channels"] if row.line.key == "telephone")

    listed = client.get(shown.url).context["list"].found
    # Without the one that was voided.
    assert listed.total == shown.line.received
    assert client.get(shown.overdue_url).context["list"].found.total == shown.line.overdue


@pytest.mark.parametrize("who", ["gaby", "nora", "pia"])
def test_who_may_not_see_attentions_does_not_see_their_figures(cast: Cast, who: str) -> None:
    client = getattr(cast, who).client()

    assert client.get(reverse(ADDRESS)).status_code == 403
    assert client.get(reverse("diffusion:attentions_report", args=["pdf"])).status_code == 403


def test_a_service_of_others_is_not_found(cast: Cast) -> None:
    factories.attention(cast)

    assert (
        cast.hugo.client().get(reverse(ADDRESS), {"servicio": cast.serviu.key}).status_code == 404
    )
    assert (
        cast.aldo.client().get(reverse(ADDRESS), {"servicio": cast.serviu.key}).status_code == 200
    )


@pytest.mark.parametrize("year", ["x", "99999999999999999999", "1", ""])
def test_a_year_that_cannot_be_read_is_todays(cast: Cast, year: str) -> None:
    page = cast.celia.client().get(reverse(ADDRESS), {"ano": year})

    assert (page.status_code, page.context["told"].year) == (200, 2007)


@pytest.mark.parametrize("fmt", [*FORMATS])
def test_it_is_handed_over_in_three_formats(cast: Cast, fmt: str) -> None:
    some(cast)
    answer = cast.celia.client().get(reverse("diffusion:attentions_report", args=[fmt]))

    assert (answer.status_code, answer["Content-Type"]) == (200, FORMATS[fmt].content_type)
    assert cast.celia.client().get(
        reverse("diffusion:attentions_report", args=["exe"])
    ).status_code == 404  # fmt: skip
