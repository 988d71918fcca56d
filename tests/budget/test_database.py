"""What the database itself refuses of the budget, whoever writes in it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from minga.budget.actions import return_guarantee
from minga.budget.models import (
    BudgetLaw,
    Ceiling,
    DossierBalance,
    Guarantee,
    LawLine,
    LedgerEntry,
    LineItem,
)
from tests.budget import guarantees, laws, ledger
from tests.budget.factories import line_item
from tests.conftest import SCRIBE, TODAY, Cast
from tests.core.database import refused
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update


@dataclass
class Made:
    """A law with the one that replaced it, a line of each, and a line item; a guarantee in custody
    and one that was returned; 1.000 pesos committed of one line."""

    cast: Cast
    first: BudgetLaw
    law: BudgetLaw
    line: LawLine
    item: LineItem
    kept: Guarantee
    gone: Guarantee
    ceiling: Ceiling
    balance: DossierBalance
    entry: LedgerEntry


Break = Callable[[Made], object]


@written_once
def made(cast: Cast) -> Made:
    first, law = laws.loaded(cast), laws.loaded(cast, laws.corrected())
    line = law.lines.get(allocation="023")
    kept, gone = guarantees.guarantee(cast), guarantees.guarantee(cast)
    return_guarantee(gone, document="Ord. 7", ended_on=TODAY, by=SCRIBE, on=TODAY)
    item = line_item("31-02-004")
    entry = ledger.recorded("commitment", kept.dossier, 1000)
    spent = (ledger.ceiling(cast), DossierBalance.objects.get(), entry)
    return Made(cast, first, law, line, item, kept, guarantees.read(gone), *spent)


def again(made: Made, **changes: object) -> None:
    """A first load of another year."""
    insert(made.first, **({"year": 2010} | changes))


def next_one(made: Made, **changes: object) -> None:
    """A load that replaces the last one."""
    insert(made.law, **({"number": 3, "replaces_id": made.law.pk} | changes))


def another(made: Made, **changes: object) -> None:
    """A guarantee that comes in."""
    insert(made.kept, **({"number": "B-otra"} | changes))


def leaves(made: Made, **changes: object) -> None:
    how = {"state": "cashed", "ended_on": TODAY, "ended_by_document": "Ord. 8"}
    update(made.kept, **(how | changes))


def enters(made: Made, **changes: object) -> None:
    insert(made.entry, **({"amount": 5} | changes))


def opposite(made: Made, **changes: object) -> None:
    insert(made.entry, **({"amount": -1000, "reverses_id": made.entry.pk} | changes))


def other_balance(made: Made, **changes: object) -> None:
    zero = {"committed": 0, "dossier_id": made.gone.dossier_id}
    insert(made.balance, **(zero | changes))


BREAKS: dict[str, Break] = {
    "budget_lineitem_stays_on_record_delete": lambda m: delete(m.item),
    "budget_lineitem_keeps_its_code_update": lambda m: update(m.item, kind="land"),
    "lineitem_one_in_force": lambda m: insert(m.item, valid_from="2006-01-01"),
    "lineitem_code_once_per_start": lambda m: insert(m.item, valid_until="2005-06-01"),
    "lineitem_validity_in_order": lambda m: insert(
        m.item, valid_from="2006-01-01", valid_until="2006-01-01"
    ),
    "lineitem_from_the_whole_to_the_part": lambda m: insert(m.item, item=""),
    "budget_budgetlaw_no_update": lambda m: update(m.law, source="otra"),
    "budget_budgetlaw_no_delete": lambda m: delete(m.law),
    "budget_budgetlaw_replaces_one_of_its_own_insert": lambda m: next_one(m, year=2010),
    "budgetlaw_numbered_once": lambda m: insert(m.first),
    "budgetlaw_first_replaces_none": lambda m: again(m, number=2),
    "budgetlaw_year_of_ours": lambda m: again(m, year=2004),
    "budgetlaw_programme_as_written": lambda m: again(m, programme="18-99-1"),
    "budgetlaw_from_a_file": lambda m: again(m, file_sha256=""),
    "budgetlaw_total_in_thousands": lambda m: again(m, total=1001),
    "budget_lawline_no_update": lambda m: update(m.line, amount=1000),
    "budget_lawline_no_delete": lambda m: delete(m.line),
    "budget_lawline_comes_with_its_law_insert": lambda m: insert(
        m.line, allocation="001", event_id=m.first.event_id
    ),
    "lawline_code_once": lambda m: insert(m.line),
    "lawline_code_as_written": lambda m: insert(m.line, item=""),
    "lawline_side_of_its_subtitle": lambda m: insert(m.line, subtitle="13"),
    "lawline_has_a_name": lambda m: insert(m.line, allocation="001", name=""),
    "lawline_in_whole_thousands": lambda m: insert(m.line, allocation="001", amount=1),
    "budget_guarantee_stays_on_record_delete": lambda m: delete(m.kept),
    "budget_guarantee_says_what_it_says_update": lambda m: update(m.kept, amount=1),
    "budget_guarantee_leaves_once_update": lambda m: update(m.gone, state="cashed"),
    "budget_guarantee_begins_in_custody_insert": lambda m: insert(m.gone, number="B-otra"),
    "guarantee_number_once_per_issuer": lambda m: another(m, number=m.gone.number),
    "guarantee_in_pesos_or_in_uf": lambda m: another(m, amount_uf=1),
    "guarantee_expires_after_it_begins": lambda m: another(m, valid_until=None),
    "guarantee_names_its_parts": lambda m: another(m, holder_name=""),
    "guarantee_received_once_issued": lambda m: another(m, received_on="2007-01-01"),
    "guarantee_leaves_with_date_and_document": lambda m: leaves(m, ended_by_document=""),
    "guarantee_cashed_while_it_holds": lambda m: leaves(m, ended_on="2010-01-01"),
    "budget_ceiling_stays_on_record_delete": lambda m: delete(m.ceiling),
    "budget_ceiling_keeps_its_code_update": lambda m: update(m.ceiling, allocation="004"),
    "budget_ceiling_begins_untouched_insert": lambda m: insert(m.ceiling, allocation="004"),
    "ceiling_once": lambda m: insert(m.ceiling, committed=0),
    "ceiling_committed_within_the_law": lambda m: update(m.ceiling, changes=-299_001),
    "ceiling_accrued_within_committed": lambda m: update(m.ceiling, accrued=1001),
    "ceiling_paid_within_accrued": lambda m: update(m.ceiling, paid=1),
    "ceiling_never_below_zero": lambda m: update(m.ceiling, paid=-1),
    "budget_dossierbalance_stays_on_record_delete": lambda m: delete(m.balance),
    "budget_dossierbalance_keeps_what_it_is_of_update": lambda m: update(
        m.balance, dossier_id=m.gone.dossier_id
    ),
    "budget_dossierbalance_begins_untouched_insert": lambda m: other_balance(m, committed=1),
    "budget_dossierbalance_of_its_line_insert": lambda m: other_balance(
        m, ceiling_id=ledger.ceiling(m.cast, "21").pk
    ),
    "dossierbalance_once": lambda m: other_balance(m, dossier_id=m.balance.dossier_id),
    "dossierbalance_accrued_within_committed": lambda m: update(m.balance, accrued=1001),
    "dossierbalance_paid_within_accrued": lambda m: update(m.balance, paid=1),
    "dossierbalance_never_below_zero": lambda m: update(m.balance, paid=-1),
    "budget_ledgerentry_no_update": lambda m: update(m.entry, amount=1),
    "budget_ledgerentry_no_delete": lambda m: delete(m.entry),
    "budget_ledgerentry_of_its_balance_insert": lambda m: enters(
        m, ceiling_id=ledger.ceiling(m.cast, "21").pk
    ),
    "budget_ledgerentry_of_its_year_insert": lambda m: enters(m, dated_on="2009-01-01"),
    "budget_ledgerentry_opposes_what_it_reverses_insert": lambda m: opposite(m, amount=-999),
    "ledgerentry_moves_something": lambda m: enters(m, amount=0),
    "ledgerentry_has_a_document": lambda m: enters(m, document=""),
}


@pytest.mark.parametrize("guard", BREAKS)
def test_the_database_refuses(made: Made, guard: str) -> None:
    with barred("budget", guard):
        BREAKS[guard](made)


def test_each_guard_was_tried() -> None:
    assert set(guards("budget")) == set(BREAKS)


@pytest.mark.parametrize(
    "changes",
    [{"programme": "18-99-02"}, {"number": 4}, {"service_id": "other"}],
)
def test_a_law_replaces_only_the_last_of_its_own(made: Made, changes: dict[str, object]) -> None:
    if "service_id" in changes:
        changes = {"service_id": made.cast.other.pk}
    with barred("budget", "budget_budgetlaw_replaces_one_of_its_own_insert"):
        next_one(made, **changes)


def test_a_law_is_replaced_once(made: Made) -> None:
    next_one(made)
    with pytest.raises(Exception, match=r"(?i)unique"):
        insert(made.law, number=2, replaces_id=made.first.pk, programme="18-99-01", year=2008)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "B-otra"}, {"amount": 1}, {"valid_until": None}, {"valid_until": "2009-01-01"},
        {"holder_name": "Otra"}, {"received_on": TODAY}, {"public_id": "otro-de-doce"},
    ],
)  # fmt: skip
def test_what_a_guarantee_says_is_not_changed_by_anybody(
    made: Made, change: dict[str, object]
) -> None:
    with barred("budget", "budget_guarantee_says_what_it_says_update"):
        update(made.kept, **change)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 0}, {"amount": -1}, {"amount": 0, "amount_uf": -1},
    ],
)  # fmt: skip
def test_an_amount_is_more_than_nothing(made: Made, changes: dict[str, object]) -> None:
    with barred("budget", "guarantee_in_pesos_or_in_uf"):
        another(made, **changes)


@pytest.mark.parametrize("day", ["2007-01-01", None])
def test_what_leaves_has_its_day(made: Made, day: str | None) -> None:
    with barred("budget", "guarantee_leaves_with_date_and_document"):
        leaves(made, ended_on=day)


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({"amount": 299_001}, "ceiling_committed_within_the_law"),
        ({"stage": "accrual", "amount": 1001}, "accrued_within_committed"),
        ({"stage": "payment", "amount": 1}, "paid_within_accrued"),
        ({"amount": -1001}, "never_below_zero|accrued_within_committed"),
    ],
)
def test_an_entry_past_its_balance_does_not_enter(
    made: Made, changes: dict[str, object], guard: str
) -> None:
    with refused(guard):
        enters(made, **changes)


def test_an_entry_does_not_use_what_another_dossier_committed(made: Made) -> None:
    """The line has room for it; the project has not."""
    other = DossierBalance.objects.get(
        dossier=ledger.recorded("commitment", made.gone.dossier, 7).balance.dossier
    )

    with refused("dossierbalance_accrued_within_committed"):
        enters(made, balance_id=other.pk, stage="accrual", amount=8)


def test_an_entry_within_its_balance_moves_both(made: Made) -> None:
    enters(made, amount=299_000)
    enters(made, stage="accrual", amount=300_000)
    enters(made, stage="payment", amount=300_000)

    for row in (made.ceiling, made.balance):
        assert ledger.counters(row) == (300_000, 300_000, 300_000)


@pytest.mark.parametrize("changes", [{"stage": "accrual"}, {"amount": 1000}, {"amount": -999}])
def test_a_reversal_says_the_opposite(made: Made, changes: dict[str, object]) -> None:
    with barred("budget", "budget_ledgerentry_opposes_what_it_reverses_insert"):
        opposite(made, **changes)


def test_an_entry_is_reversed_once(made: Made) -> None:
    opposite(made)
    enters(made, amount=1000)
    with refused("(?i)unique"):
        opposite(made)
