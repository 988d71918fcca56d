"""What can be done with tender rounds, contracts and their statements."""

from minga.works.contracts.actions.changing import Change, Penalty, apply_fine, change_contract
from minga.works.contracts.actions.charging import (
    Charge,
    Invoice,
    approve_statement,
    correct_statement,
    due_day,
    pay_statement,
    receive_invoice,
    receive_statement,
    return_statement,
    review_statement,
)
from minga.works.contracts.actions.contracting import (
    Mark,
    Opening,
    Terms,
    bring_contract,
    correct_contract,
    mark_day,
    sign_contract,
)
from minga.works.contracts.actions.spending import commit_year
from minga.works.contracts.actions.tendering import (
    Call,
    Outcome,
    call_round,
    correct_call,
    resolve_round,
)

__all__ = [
    "Call",
    "Change",
    "Charge",
    "Invoice",
    "Mark",
    "Opening",
    "Outcome",
    "Penalty",
    "Terms",
    "apply_fine",
    "approve_statement",
    "bring_contract",
    "call_round",
    "change_contract",
    "commit_year",
    "correct_call",
    "correct_contract",
    "correct_statement",
    "due_day",
    "mark_day",
    "pay_statement",
    "receive_invoice",
    "receive_statement",
    "resolve_round",
    "return_statement",
    "review_statement",
    "sign_contract",
]
