"""What the database itself refuses of contracts, whoever writes in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from minga.works.contracts import actions
from minga.works.contracts.models import (
    Contract,
    ContractChange,
    ContractEntry,
    Fine,
    PaymentStatement,
    TenderRound,
)
from tests.budget import ledger
from tests.budget.factories import line_item
from tests.conftest import Cast
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import NEXT, Site
from tests.works.factories import CIVIL_WORKS

DAY = timedelta(days=1)


@dataclass
class Made:
    """A contract with a change, a fine and two statements, the first one approved; one that was
    signed and moved by nothing; one received and settled; a round in course and one deserted."""

    works: Site
    contract: Contract
    change: ContractChange
    fine: Fine
    first: PaymentStatement
    second: PaymentStatement
    quiet: Contract
    settled: Contract
    open: TenderRound
    deserted: TenderRound

    @property
    def cast(self) -> Cast:
        return self.works.cast


Break = Callable[[Made], object]


def linked(made: Made, **changes: Any) -> None:
    """An entry that somebody made by hand, as one of the contract."""
    of = made.contract
    assert of.dossier is not None
    entry = ledger.recorded("commitment", of.dossier, 1, dated_on=make.FIRST)
    given = {"contract_id": of.pk, "statement_id": made.first.pk, "entry_id": entry.pk}
    insert(ContractEntry(event_id=of.event_id), **(given | changes))


def link(made: Made) -> ContractEntry:
    found = ContractEntry.objects.first()
    assert found is not None
    return found


@written_once
def made(works: Site) -> Made:
    by, project = works.inspector, works.project
    make.law_of_works(works.cast, 1_000_000)
    contract = works.running(advance=10_000_000)
    change, fine = make.changed(contract, by), make.fined(contract, by)
    bank = make.contractor("banco-del-norte", "bank")
    bill = make.invoice(cession_to=bank, cession_on=make.FIRST)
    first = works.approved(contract, bill=bill)
    second = works.received(contract, on=NEXT)
    quiet = make.signed(project, by, "Consultoría")
    settled = make.running(project, by, "Mobiliario")
    for mark in (actions.Mark.PROVISIONAL, actions.Mark.FINAL, actions.Mark.SETTLEMENT):
        actions.mark_day(settled, mark, NEXT, by=by.access)
    deserted = make.called(project, by, "Luminarias")
    actions.resolve_round(deserted, make.outcome("deserted"), by=by.access)
    late = {"called_on": make.AWARDED, "opens_on": make.AWARDED}
    opened = make.called(project, by, "Luminarias", **late)
    rows = (contract, change, fine, first, second, quiet, settled, opened, deserted)
    for row in rows:
        row.refresh_from_db()
    return Made(works, *rows)


def round_again(made: Made, **changes: Any) -> None:
    """A first round of another foreseen contract, in course."""
    insert(made.open, **({"slot": "Otra", "number": 1} | changes))


def migrated(made: Made, **changes: Any) -> None:
    """The contract that nothing moved, as one that was running already."""
    given = {
        "code": "OB-VIEJO", "slot": "Otra", "round_id": None, "is_migrated": True,
        "opening_on": "2007-09-30", "opening_document": "Oficio 4", "dossier_id": None,
    }  # fmt: skip
    insert(made.quiet, **(given | changes))


def statement(made: Made, **changes: Any) -> None:
    """A third statement of the contract."""
    given = {"number": 3, "dated_on": "2007-08-06", "month": "2007-08-01"}
    insert(made.second, **(given | changes))


def change(made: Made, **changes: Any) -> None:
    insert(made.change, **({"number": 2} | changes))


def fine(made: Made, **changes: Any) -> None:
    insert(made.fine, **({"number": 2} | changes))


def whole_item(made: Made) -> int:
    model = type(line_item(CIVIL_WORKS))
    return int(model.objects.get(subtitle="31", item="02", allocation="").pk)


def alone(made: Made) -> PaymentStatement:
    """The only statement of a contract."""
    return made.works.received(made.works.running(slot="Sola"))


def by_preparer(made: Made) -> None:
    """Somebody who only wrote in it once."""
    other = make.inspector(made.cast.serviu, ("Berta", "Ríos"))
    actions.correct_statement(made.second, make.charge(9, on=NEXT), by=other.access)
    update(made.second, reviewed_by_id=other.pk, reviewed_on="2007-07-05")


RETURNED = {"state": "returned", "returned_on": "2007-11-01", "returned_because": "Mal medido"}
NONE_YET = {
    "reviewed_by_id": None, "reviewed_on": None, "approved_by_id": None, "approved_on": None,
}  # fmt: skip
BREAKS: dict[str, Break] = {
    # Rounds.
    "contracts_tenderround_stays_on_record_delete": lambda m: delete(m.open),
    "contracts_tenderround_begins_open_insert": lambda m: round_again(
        m, outcome="awarded", resolved_on="2007-11-01", resolution="Res. 1"
    ),
    "contracts_tenderround_keeps_its_place_update": lambda m: update(m.open, slot="Otra"),
    "contracts_tenderround_after_one_that_failed_insert": lambda m: insert(m.open, number=3),
    "contracts_tenderround_called_after_the_last_insert": lambda m: insert(
        m.open, number=2, called_on="2007-04-19"
    ),
    "contracts_tenderround_called_after_the_last_update": lambda m: update(
        m.open, called_on="2007-04-19"
    ),
    "contracts_tenderround_stays_when_followed_update": lambda m: update(
        m.deserted, reference="1-22-LP07"
    ),
    "tenderround_number_once": lambda m: insert(m.open, number=2),
    "tenderround_of_a_contract": lambda m: round_again(m, slot=""),
    "tenderround_direct_with_its_grounds": lambda m: round_again(m, modality="direct"),
    "tenderround_days_in_order": lambda m: round_again(m, opens_on="2007-04-19"),
    "tenderround_resolved_on_a_day": lambda m: update(m.open, outcome="awarded"),
    "tenderround_failed_says_why": lambda m: update(
        m.open, outcome="deserted", resolved_on="2007-11-01", resolution="Res. 1"
    ),
    # Contracts.
    "contracts_contract_stays_on_record_delete": lambda m: delete(m.quiet),
    "contracts_contract_begins_at_zero_insert": lambda m: migrated(m, charged=1),
    "contracts_contract_of_its_project_insert": lambda m: migrated(m, service_id=m.cast.other.pk),
    "contracts_contract_of_its_project_update": lambda m: update(
        m.quiet, service_id=m.cast.other.pk
    ),
    "contracts_contract_out_of_its_round_insert": lambda m: insert(
        m.quiet, code="X", slot="Luminarias", round_id=m.open.pk
    ),
    "contracts_contract_out_of_its_round_update": lambda m: update(m.quiet, signed_on="2007-04-19"),
    "contracts_contract_in_a_line_item_of_projects_insert": lambda m: migrated(
        m, line_item_id=whole_item(m)
    ),
    "contracts_contract_in_a_line_item_of_projects_update": lambda m: update(
        m.quiet, line_item_id=whole_item(m)
    ),
    "contracts_contract_keeps_what_was_signed_update": lambda m: update(
        m.contract, amount=m.contract.amount + 1
    ),
    "contracts_contract_begins_before_its_statements_update": lambda m: update(
        m.contract, starts_on="2007-06-06"
    ),
    "contracts_contract_received_after_its_statements_update": lambda m: update(
        m.contract, provisional_on="2007-07-01", final_on="2007-07-04"
    ),
    "contracts_contract_settled_stays_update": lambda m: update(m.settled, settled_on=None),
    "contract_code_once": lambda m: migrated(m, code=m.contract.code),
    "contract_one_for_each_foreseen": lambda m: migrated(m, slot=m.contract.slot),
    "contract_says_what_it_is": lambda m: update(m.contract, resolution=""),
    "contract_amount_and_term": lambda m: migrated(m, advance=m.quiet.amount + 1),
    "contract_term_stays_above_zero": lambda m: change(m, days=-195),
    "contract_never_charged_beyond": lambda m: update(m.second, gross=115_000_001),
    "contract_retains_what_it_returns": lambda m: update(m.second, retention=-1),
    "contract_amortises_its_advance": lambda m: update(
        m.second, gross=20_000_000, advance_amortised=10_000_001
    ),
    "contract_discounts_fines_applied": lambda m: update(m.second, fines=300_001),
    "contract_handed_over_and_started_in_order": lambda m: update(
        m.quiet, handed_over_on="2007-05-01"
    ),
    "contract_received_in_order": lambda m: update(m.contract, final_on="2007-11-01"),
    "contract_ends_when_started": lambda m: update(m.quiet, starts_on="2007-05-14"),
    "contract_migrated_with_its_balance": lambda m: migrated(m, opening_document=""),
    # Changes and fines.
    "contracts_contractchange_no_update": lambda m: update(m.change, amount=1),
    "contracts_contractchange_no_delete": lambda m: delete(m.change),
    "contracts_contractchange_while_it_runs_insert": lambda m: change(m, contract_id=m.settled.pk),
    "contractchange_number_once": lambda m: insert(m.change),
    "contractchange_by_resolution": lambda m: change(m, resolution=""),
    "contractchange_changes_something": lambda m: change(m, kind="term"),
    "contracts_fine_no_update": lambda m: update(m.fine, amount=1),
    "contracts_fine_no_delete": lambda m: delete(m.fine),
    "contracts_fine_before_it_is_settled_insert": lambda m: fine(m, contract_id=m.settled.pk),
    "fine_number_once": lambda m: insert(m.fine),
    "fine_by_resolution": lambda m: fine(m, amount=0),
    # Their entries in the ledger.
    "contracts_contract_keeps_its_dossier_update": lambda m: update(m.contract, dossier_id=None),
    "contracts_contractentry_no_update": lambda m: update(link(m), statement_id=None),
    "contracts_contractentry_no_delete": lambda m: delete(link(m)),
    "contracts_contractentry_of_its_contract_insert": lambda m: linked(
        m, contract_id=m.quiet.pk, statement_id=None
    ),
    "contracts_contractentry_of_its_statement_insert": lambda m: linked(
        m, statement_id=alone(m).pk
    ),
    # Statements.
    "contracts_paymentstatement_stays_on_record_delete": lambda m: delete(m.second),
    "contracts_paymentstatement_begins_received_insert": lambda m: statement(m, **RETURNED),
    "contracts_paymentstatement_keeps_its_number_update": lambda m: update(m.second, number=3),
    "contracts_paymentstatement_next_number_insert": lambda m: statement(m, number=4),
    "contracts_paymentstatement_each_one_later_insert": lambda m: statement(
        m, dated_on="2007-07-05", month="2007-07-01"
    ),
    "contracts_paymentstatement_each_one_later_update": lambda m: update(
        m.second, dated_on="2007-06-05", month="2007-06-01"
    ),
    "contracts_paymentstatement_while_it_runs_insert": lambda m: insert(
        m.second, contract_id=m.quiet.pk, number=1
    ),
    "contracts_paymentstatement_while_it_runs_update": lambda m: update(
        alone(m), dated_on="2007-05-13", month="2007-05-01"
    ),
    "contracts_paymentstatement_none_after_final_acceptance_insert": lambda m: insert(
        m.second, contract_id=m.settled.pk, number=1
    ),
    "contracts_paymentstatement_stays_as_approved_update": lambda m: update(m.first, gross=1),
    "contracts_paymentstatement_step_by_step_update": lambda m: update(
        m.first, state="received", **NONE_YET
    ),
    "contracts_paymentstatement_not_by_who_prepared_update": by_preparer,
    "paymentstatement_month_is_a_month": lambda m: update(m.second, month="2007-07-02"),
    "paymentstatement_of_a_month_begun": lambda m: update(m.second, month="2007-08-01"),
    "paymentstatement_charges_something": lambda m: update(m.second, gross=0),
    "paymentstatement_discounts_within_it": lambda m: update(m.second, readjustment=-10_000_001),
    "paymentstatement_invoice_is_whole": lambda m: update(m.second, invoice_number="9"),
    "paymentstatement_cession_is_whole": lambda m: update(m.second, cession_on="2007-07-06"),
    "paymentstatement_reviewed_by_another": lambda m: update(
        m.second, reviewed_by_id=m.works.head.pk
    ),
    "paymentstatement_approved_by_another": lambda m: update(
        m.second, state="approved", approved_by_id=m.cast.diana.pk, approved_on="2007-11-01"
    ),
    "paymentstatement_paid_with_its_invoice": lambda m: update(m.first, state="paid"),
    "paymentstatement_returned_says_why": lambda m: update(
        m.second, state="returned", returned_on="2007-11-01"
    ),
}


@pytest.mark.parametrize("guard", BREAKS)
def test_the_database_refuses(made: Made, guard: str) -> None:
    with barred("contracts", guard):
        BREAKS[guard](made)


def test_each_guard_was_tried() -> None:
    # The numbers follow one another, so two are the same only when two persons write at once.
    assert set(guards("contracts")) - set(BREAKS) == {"paymentstatement_number_once"}


@pytest.mark.parametrize(
    ("guard", "broken"),
    [
        # Without a date nothing is compared, and so the date itself is asked for.
        (
            "paymentstatement_paid_with_its_invoice",
            lambda m: update(m.first, state="paid", paid_on="2007-01-01"),
        ),
        (
            "paymentstatement_cession_is_whole",
            lambda m: update(m.first, cession_on=None),
        ),
        (
            "paymentstatement_invoice_is_whole",
            lambda m: update(m.first, due_on=None),
        ),
        (
            "paymentstatement_approved_by_another",
            lambda m: update(m.first, reviewed_by_id=None, reviewed_on=None),
        ),
        ("contract_received_in_order", lambda m: update(m.quiet, provisional_on="2007-11-01")),
        (
            "contract_migrated_with_its_balance",
            lambda m: update(m.quiet, opening_charged=1),
        ),
        ("contract_amount_and_term", lambda m: migrated(m, amount=0)),
        ("fine_by_resolution", lambda m: fine(m, reason="")),
        ("contractchange_changes_something", lambda m: change(m, kind="amount", days=1)),
        ("contract_never_charged_beyond", lambda m: change(m, amount=-105_000_001)),
    ],
)
def test_also_so(made: Made, guard: str, broken: Break) -> None:
    with barred("contracts", guard):
        broken(made)


def test_a_statement_that_is_returned_gives_back_all_it_had_moved(made: Made) -> None:
    update(made.first, **(RETURNED | NONE_YET))
    made.contract.refresh_from_db()
    assert made.contract.charged == made.second.gross
    update(made.first, state="received")
    made.contract.refresh_from_db()
    assert made.contract.charged == made.first.gross + made.second.gross
