"""What a project costs and who pays it: written together, and they agree."""

from collections.abc import Sequence

import pytest

from minga.core.errors import DomainError
from minga.works import errors
from minga.works.actions import Cost, Source, write_money
from tests.budget.factories import line_item
from tests.conftest import Cast
from tests.works.factories import ADMINISTRATION, cost, paid_for, programmer, project, source


def test_sources_that_pay_it_all(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    costs = [cost(480_000), cost(20_000, ADMINISTRATION, 2007)]
    write_money(made, costs, [source(350_000), source(150_000, "municipality")], by=by.access)

    assert sum(made.costs.values_list("amount", flat=True)) == 500_000_000
    assert sum(made.sources.values_list("amount", flat=True)) == 500_000_000


def test_sources_that_do_not_reach_are_refused(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)

    with pytest.raises(errors.SourcesDoNotAddUp, match=r"faltan M\$ 50\.000"):
        write_money(made, [cost(500_000)], [source(450_000)], by=by.access)
    with pytest.raises(errors.SourcesDoNotAddUp, match=r"sobran M\$ 1\."):
        write_money(made, [cost(500_000)], [source(500_001)], by=by.access)
    assert not made.costs.exists()


def test_sources_may_wait(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = write_money(project(cast, by=by), [cost(500_000)], [], by=by.access)

    assert not made.sources.exists()


def test_a_row_that_says_the_same_keeps_its_event(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = paid_for(project(cast, by=by), by)
    before = made.costs.get()
    write_money(made, [cost(500_000), cost(10_000, ADMINISTRATION)], [], by=by.access)

    assert made.costs.get(pk=before.pk).event_id == before.event_id
    assert not made.sources.exists()
    write_money(made, [cost(490_000)], [], by=by.access)
    assert made.costs.get().amount == 490_000_000


@pytest.mark.parametrize("amount", [0, -1000, 1500, 999])
def test_amounts_are_whole_thousands(cast: Cast, amount: int) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    item = line_item("31-02-004")

    with pytest.raises(errors.NotInThousands):
        write_money(made, [Cost(item, 2008, amount)], [], by=by.access)
    with pytest.raises(errors.NotInThousands):
        write_money(made, [cost(5)], [Source("sector", amount)], by=by.access)


@pytest.mark.parametrize(
    ("costs", "sources", "sentence"),
    [
        ((5, 7), (), "«31-02-004, 2008» aparece dos veces"),
        ((5,), (2, 3), "«sector .MINVU., sin institución» aparece dos veces"),
    ],
)
def test_the_same_twice_is_refused(
    cast: Cast, costs: Sequence[int], sources: Sequence[int], sentence: str
) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)

    with pytest.raises(DomainError, match=sentence):
        write_money(made, [cost(n) for n in costs], [source(n) for n in sources], by=by.access)
    assert not made.costs.exists()


def test_a_whole_item_takes_no_cost(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    line_item("31-02-004")
    whole = type(line_item("31-02-004")).objects.get(subtitle="31", item="02", allocation="")

    with pytest.raises(errors.NotALineItemOfProjects, match="31-02"):
        write_money(made, [Cost(whole, 2008, 1000)], [], by=by.access)


def test_money_and_record_do_not_overwrite_each_other(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = paid_for(project(cast, by=by), by)

    with pytest.raises(DomainError, match="guardó cambios aquí"):
        write_money(made, [cost(1)], [], seen=0, by=by.access)
    assert made.costs.get().amount == 500_000_000
