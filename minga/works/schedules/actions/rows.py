"""Writing the rows of a draft. What says the same stays the row it was, with its event."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.budget.models import LineItem
from minga.core.months import Month
from minga.works.models.costs import THOUSAND
from minga.works.schedules import errors
from minga.works.schedules.cells import amount_cell, milestone_cell, progress_cell
from minga.works.schedules.models import (
    Milestone,
    MilestoneKind,
    MonthAmount,
    MonthProgress,
    RoundPlan,
    ScheduleVersion,
)
from minga.works.schedules.models.milestone import LAST_ROUND, OF_A_ROUND
from minga.works.schedules.models.months import FIRST_DAY, LAST_DAY, WHOLE

# Pesos of a month: what no project spends, and every sum still holds.
MOST = 10**15
Amounts = Mapping[tuple[LineItem, Month], int]


@dataclass(frozen=True)
class Dated:
    """A milestone as it is said. `round` and `outcome`, only of a call, an opening or an award."""

    slot: str
    kind: str
    on: date
    round: int = 0
    outcome: str = ""

    @property
    def key(self) -> tuple[str, int, str]:
        return (self.slot.strip(), self.round, self.kind)

    @property
    def cell(self) -> str:
        return milestone_cell(*self.key)

    def __str__(self) -> str:
        name = f"{MilestoneKind(self.kind).label.capitalize()} de «{self.slot.strip()}»"
        return f"{name}, ronda {self.round}" if self.round else name


def in_thousands(amounts: Amounts) -> dict[tuple[LineItem, Month], int]:
    """Pesos as they were spent, in whole thousands: of each line item what is accumulated by the
    end of each month is rounded half up, so that no remainder is lost on the way."""
    found: dict[tuple[LineItem, Month], int] = {}
    spent: dict[LineItem, int] = defaultdict(int)
    said: dict[LineItem, int] = defaultdict(int)
    for (item, month), amount in sorted(amounts.items(), key=lambda entry: entry[0][1]):
        spent[item] += amount
        rounded = (spent[item] + THOUSAND // 2) // THOUSAND * THOUSAND
        found[item, month] = rounded - said[item]
        said[item] = rounded
    return found


def put_amounts(
    draft: ScheduleVersion, amounts: Amounts, cells: Collection[tuple[int, Month]] | None = None
) -> int:
    """`cells`: line items and months that are written, and no others; None, all of the draft. A
    zero, or a cell that is not in `amounts`, leaves no row. Answers how many changed."""
    items = {item.pk: item for item, _ in amounts}
    for (item, month), amount in amounts.items():
        cell = amount_cell(item.code, month)
        _require_month(cell, month)
        if not 0 <= amount <= MOST or amount % THOUSAND:
            raise errors.AmountOutOfRange(cell, item.name.capitalize(), month, amount)
        if not item.kind:
            raise errors.NotALineItemOfProjects(cell, item.code)
    wanted = {(item.pk, month): amount for (item, month), amount in amounts.items() if amount}
    kept = {(row.line_item_id, row.month): row for row in draft.amounts.all()}
    if cells is not None:
        kept = {key: row for key, row in kept.items() if key in cells}
    return _put(
        kept,
        wanted,
        "amount",
        lambda key: MonthAmount(version=draft, line_item=items[key[0]], month=key[1]),
    )


def put_progress(
    draft: ScheduleVersion,
    progress: Mapping[Month, int],
    months: Collection[Month] | None = None,
) -> int:
    """Hundredths of a percent. `months`: those that are written; a zero is a row: nothing yet."""
    for month, accumulated in progress.items():
        cell = progress_cell(month)
        _require_month(cell, month)
        if not 0 <= accumulated <= WHOLE:
            raise errors.ProgressOutOfRange(cell, month, accumulated)
    kept = {row.month: row for row in draft.progress.all() if months is None or row.month in months}
    return _put(
        kept, progress, "accumulated", lambda month: MonthProgress(version=draft, month=month)
    )


def put_milestones(draft: ScheduleVersion, milestones: Sequence[Dated]) -> int:
    """All of the draft."""
    _require_sense(milestones)
    wanted = {one.key: (one.outcome, one.on) for one in milestones}
    kept = {(row.slot, row.round, row.kind): row for row in draft.milestones.all()}
    # A round that ends otherwise begins anew: its rows say one outcome at every moment.
    changed = {
        key[:2] for key, row in kept.items() if key in wanted and wanted[key][0] != row.outcome
    }
    count = 0
    for key in [key for key in kept if key not in wanted or key[:2] in changed]:
        count += key not in wanted
        kept.pop(key).delete()
    for key, (outcome, on) in wanted.items():
        slot, round_number, kind = key
        row = kept.get(key)
        if row is None:
            row = Milestone(
                version=draft, slot=slot, round=round_number, kind=kind, outcome=outcome, on=on
            )
        elif row.on == on:
            continue
        row.on = on
        row.save()
        count += 1
    return count


def _put(
    kept: dict[Any, Any],
    wanted: Mapping[Any, int],
    field: str,
    make: Callable[[Any], Any],
) -> int:
    gone = [key for key in kept if key not in wanted]
    for key in gone:
        kept[key].delete()
    changed = len(gone)
    for key, value in wanted.items():
        row = kept.get(key)
        if row is not None and getattr(row, field) == value:
            continue
        row = row or make(key)
        setattr(row, field, value)
        row.save()
        changed += 1
    return changed


def _require_month(cell: str, month: Month) -> None:
    if not FIRST_DAY <= month.first <= LAST_DAY:
        raise errors.MonthOutOfRange(cell, month)


def _require_sense(milestones: Iterable[Dated]) -> None:
    seen: set[tuple[str, int, str]] = set()
    outcomes: dict[tuple[str, int], str] = {}
    for one in milestones:
        if not one.slot.strip():
            raise errors.MilestoneRefused(one.cell, "Escriba el nombre del contrato previsto.")
        if one.key in seen:
            raise errors.WrittenTwice(one.cell, str(one))
        seen.add(one.key)
        if not FIRST_DAY <= one.on <= LAST_DAY:
            raise errors.MilestoneDayOutOfRange(one.cell, str(one), one.on)
        _require_round(one)
        if one.round and outcomes.setdefault(one.key[:2], one.outcome) != one.outcome:
            raise errors.MilestoneRefused(
                one.cell,
                f"La ronda {one.round} de «{one.slot.strip()}» termina de una sola manera.",
            )


def _require_round(one: Dated) -> None:
    """The call, the opening and the award are of a round that ends in some way; nothing else is."""
    of_a_round = one.kind in OF_A_ROUND
    if of_a_round and not (1 <= one.round <= LAST_ROUND and one.outcome in RoundPlan.values):
        raise errors.MilestoneRefused(
            one.cell, f"{one}: diga de qué ronda es, de 1 a {LAST_ROUND}, y cómo termina."
        )
    if not of_a_round and (one.round or one.outcome):
        raise errors.MilestoneRefused(one.cell, f"{one}: es del contrato, no de una ronda.")
    if one.outcome == RoundPlan.DESERTED and one.kind == MilestoneKind.AWARD:
        raise errors.MilestoneRefused(
            one.cell, f"{one}: una ronda desierta no se adjudica. Agregue otra ronda."
        )
    if one.outcome == RoundPlan.DIRECT and one.kind != MilestoneKind.AWARD:
        raise errors.MilestoneRefused(
            one.cell, f"{one}: un trato directo no se licita; solo lleva su adjudicación."
        )
