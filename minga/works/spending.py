"""Where a contract tells what it spent; `progress` keeps the months and refuses a closed one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minga.core.models import Fact
from minga.core.months import Month

if TYPE_CHECKING:
    from minga.budget.models import LineItem
    from minga.works.models import Project


@dataclass(frozen=True)
class Spent:
    """`amount`: pesos charged to a line item in a month; less than zero takes it back. `because`:
    the row that spends, a statement of a contract. `migrated`: told by the sheet of an office."""

    project: "Project"
    line_item: "LineItem"
    month: Month
    amount: int
    because: Fact
    migrated: bool = False


Keeper = Callable[[Spent], None]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    assert keeper not in _keepers, keeper
    _keepers.append(keeper)


def tell(spent: Spent) -> None:
    """Within the action of whoever spends: what a keeper refuses, nobody spent."""
    for keeper in _keepers:
        keeper(spent)
