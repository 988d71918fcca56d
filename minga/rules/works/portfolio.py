"""A portfolio of projects as columns of integers, whole or of one project.

Every table is a set of columns of one length; a row of another table names its project by its place
in `Projects`. Money: pesos. Percent: hundredths of one percent. Months: `year * 12 + month - 1`.
Days: days since 1970-01-01. What nobody said: `UNKNOWN`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
UNKNOWN = np.iinfo(np.int64).min
WHOLE = 10_000

SPEND_KINDS = (
    "", "administration", "consultancy", "land", "civil_works", "equipment", "devices", "vehicles",
    "programme", "other",
)  # fmt: skip
# SPEC 4: «administration, land, consultancy may precede» a contract.
BEFORE_A_CONTRACT = ("", "administration", "consultancy", "land")
STEPS = (
    "bidding", "opening", "award", "contract", "site_handover", "start", "end", "provisional",
    "final",
)  # fmt: skip
CONTRACT = STEPS.index("contract")
# A round that brings no contract: nobody came, or the service took it back.
PLANNED, FAILED = 0, 1

T = TypeVar("T", bound="Table")


def _none() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Table:
    """Columns of one length."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    @classmethod
    def of(cls: type[T], rows: Iterable[Sequence[int | None]]) -> T:
        """From rows in the order of the columns; None is unknown."""
        known = [[UNKNOWN if value is None else value for value in row] for row in rows]
        if not known:
            return cls()
        whole = np.asarray(known, dtype=np.int64)
        return cls(*(np.ascontiguousarray(whole[:, place]) for place in range(whole.shape[1])))


@dataclass(frozen=True)
class Projects(Table):
    """One row a project. `has_schedule`, `is_mandate`, `is_ready` (its RATE lets it be executed),
    `is_execution`: 0 or 1. `shares`: what its communes add to. `contracted`: the day of its first
    contract, as signed."""

    women: Ints = field(default_factory=_none)
    men: Ints = field(default_factory=_none)
    people: Ints = field(default_factory=_none)
    starts_on: Ints = field(default_factory=_none)
    ends_on: Ints = field(default_factory=_none)
    currency_month: Ints = field(default_factory=_none)
    is_execution: Ints = field(default_factory=_none)
    is_ready: Ints = field(default_factory=_none)
    is_mandate: Ints = field(default_factory=_none)
    shares: Ints = field(default_factory=_none)
    sources: Ints = field(default_factory=_none)
    principal_pays: Ints = field(default_factory=_none)
    has_schedule: Ints = field(default_factory=_none)
    contracted: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Costs(Table):
    """What a line item costs in a year. `kind`: place in SPEND_KINDS."""

    project: Ints = field(default_factory=_none)
    item: Ints = field(default_factory=_none)
    kind: Ints = field(default_factory=_none)
    year: Ints = field(default_factory=_none)
    amount: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Months(Table):
    """What a schedule programmes of a line item in a month."""

    project: Ints = field(default_factory=_none)
    item: Ints = field(default_factory=_none)
    kind: Ints = field(default_factory=_none)
    month: Ints = field(default_factory=_none)
    amount: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Physical(Table):
    """The physical programme, or the physical progress: accumulated at the end of a month."""

    project: Ints = field(default_factory=_none)
    month: Ints = field(default_factory=_none)
    accumulated: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Milestones(Table):
    """A step of a tender round. `slot`: which of the contracts that the project foresees; `step`:
    place in STEPS; `outcome`: PLANNED or FAILED, of the whole round."""

    project: Ints = field(default_factory=_none)
    slot: Ints = field(default_factory=_none)
    number: Ints = field(default_factory=_none)
    step: Ints = field(default_factory=_none)
    outcome: Ints = field(default_factory=_none)
    day: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Contracts(Table):
    """A contract signed. `limit`: amount with its changes less what was charged before Minga;
    `ends_on`: the term in force; `guaranteed_until`: of the faithful execution."""

    project: Ints = field(default_factory=_none)
    contract: Ints = field(default_factory=_none)
    limit: Ints = field(default_factory=_none)
    charged: Ints = field(default_factory=_none)
    awarded_on: Ints = field(default_factory=_none)
    signed_on: Ints = field(default_factory=_none)
    handed_over_on: Ints = field(default_factory=_none)
    starts_on: Ints = field(default_factory=_none)
    ends_on: Ints = field(default_factory=_none)
    provisional_on: Ints = field(default_factory=_none)
    final_on: Ints = field(default_factory=_none)
    settled_on: Ints = field(default_factory=_none)
    guaranteed_until: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Spending(Table):
    """What was spent of a line item in a month."""

    project: Ints = field(default_factory=_none)
    item: Ints = field(default_factory=_none)
    kind: Ints = field(default_factory=_none)
    month: Ints = field(default_factory=_none)
    amount: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Ceilings(Table):
    """What the budget of a year gives a line of the law, and what all the own projects of the
    service, those looked at among them, programme under it."""

    ceiling: Ints = field(default_factory=_none)
    year: Ints = field(default_factory=_none)
    amount: Ints = field(default_factory=_none)
    programmed: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Conditions(Table):
    """Pre-conditions that stop the start and are not met."""

    project: Ints = field(default_factory=_none)
    condition: Ints = field(default_factory=_none)
    due_on: Ints = field(default_factory=_none)


@dataclass(frozen=True)
class Portfolio:
    """What the catalogue looks at. `today`: the day of who looks. `closed_year`: the last year
    whose twelve months are closed, or UNKNOWN. `margin_days`: that a guarantee outlives its
    contract."""

    today: int
    projects: Projects
    costs: Costs = field(default_factory=Costs)
    months: Months = field(default_factory=Months)
    physical: Physical = field(default_factory=Physical)
    milestones: Milestones = field(default_factory=Milestones)
    contracts: Contracts = field(default_factory=Contracts)
    reports: Physical = field(default_factory=Physical)
    spending: Spending = field(default_factory=Spending)
    ceilings: Ceilings = field(default_factory=Ceilings)
    conditions: Conditions = field(default_factory=Conditions)
    closed_year: int = UNKNOWN
    margin_days: int = 0
