"""Loading a law: whole, by who programmes in the service, and never changed afterwards."""

from typing import Any

import pytest

from minga.budget.actions.laws import DoesNotAddUp, NoLines, SameLaw
from minga.budget.integrity import check
from minga.budget.models import BudgetLaw
from minga.budget.tables import changes, chart_of, lede, share, sides_of
from minga.core.errors import NotAllowed
from minga.core.models import Event
from tests.budget import laws
from tests.budget.laws import LINES, loaded
from tests.conftest import Cast, nothing_recorded
from tests.core.database import by_hand, sql


def test_it_is_loaded_and_recorded(cast: Cast) -> None:
    paula = laws.programmer(cast)

    law = loaded(cast, by=paula.access)

    event = Event.objects.get(pk=law.event_id)
    assert (event.kind, event.service) == ("budget.law_loaded", cast.serviu.public_id)
    assert (law.total, law.loaded_by, law.lines.count()) == (1_000_000, paula.person, len(LINES))
    assert list(check()) == []


def test_only_who_programmes_there_loads_it(cast: Cast) -> None:
    paula = laws.programmer(cast)

    for by, service in ((cast.ana, cast.serviu), (cast.nora, cast.serviu), (paula, cast.other)):
        with nothing_recorded(), pytest.raises(NotAllowed):
            loaded(cast, by=by.access, service=service)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        (laws.instead("15", 11), DoesNotAddUp),
        (laws.instead("33-01-127", 1), DoesNotAddUp),
        ([], NoLines),
    ],
)
def test_what_does_not_add_up_is_not_loaded(cast: Cast, lines: Any, refusal: type) -> None:
    with nothing_recorded(), pytest.raises(refusal):
        loaded(cast, lines)
    assert not BudgetLaw.objects.exists()


def test_the_same_law_twice_is_told(cast: Cast) -> None:
    loaded(cast)

    with nothing_recorded(), pytest.raises(SameLaw, match="ya está cargada"):
        loaded(cast, reversed(LINES))


def test_one_that_corrects_takes_the_place_of_the_last(cast: Cast) -> None:
    first, second, third = loaded(cast), loaded(cast, laws.corrected()), loaded(cast)

    assert [law.number for law in (first, second, third)] == [1, 2, 3]
    assert (second.replaces, third.replaces) == (first, second)
    assert list(BudgetLaw.objects.in_force()) == [third]


def test_each_programme_and_year_of_a_service_has_its_own(cast: Cast) -> None:
    loaded(cast)
    loaded(cast, year=2009)
    loaded(cast, programme="18-99-02")
    loaded(cast, service=cast.other)

    assert BudgetLaw.objects.in_force().count() == 4
    assert set(BudgetLaw.objects.values_list("number", flat=True)) == {1}


def test_the_sides_say_where_the_money_goes_and_comes_from(cast: Cast) -> None:
    law = loaded(cast)

    spent, received = sides_of(law)

    assert [line.subtitle for line in spent.subtitles] == ["21", "31", "33"]
    assert [line.subtitle for line in received.subtitles] == ["09", "13", "15"]
    assert chart_of(law, spent).title == "Transferencias de capital: 60,0 % del gasto"
    assert chart_of(law, received).title == "Aporte fiscal: 90,0 % de los ingresos"
    assert [p.y for p in chart_of(law, spent).series[0].points] == [600_000, 300_000, 100_000]
    assert lede(law, [spent, received]) == ("M$ 1.000", "60,0 % va a transferencias de capital")


def test_a_part_is_rounded_half_up_once() -> None:
    assert [share(1, 3), share(2, 3), share(1, 16), share(0, 0)] == [
        "33,3 %", "66,7 %", "6,3 %", "0,0 %",
    ]  # fmt: skip


def test_what_a_load_changed_is_said_line_by_line(cast: Cast) -> None:
    first = loaded(cast)
    lines = [line for line in laws.instead("33-01-023", 600) if line.allocation != "127"]
    second = loaded(cast, lines)

    told = changes(first, second)

    assert told is not None
    assert [(one.code, one.old, one.new, one.by) for one in told] == [
        ("33-01-023", 450_000, 600_000, 150_000),
        ("33-01-127", 150_000, None, -150_000),
    ]
    assert changes(None, first) is None


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("UPDATE budget_lawline SET amount = 451000 WHERE allocation = '023'", "suman M$ 601"),
        ("UPDATE budget_budgetlaw SET total = 999000", "Su total no es el de sus gastos."),
    ],
)
def test_the_check_tells_a_law_that_somebody_touched(cast: Cast, how: str, told: str) -> None:
    loaded(cast)
    with by_hand():
        sql(how)

    assert told in " ".join(finding.sentence for finding in check())
