"""What can be done with the budget."""

from minga.budget.actions.classification import NothingNew, load_classification
from minga.budget.actions.guarantees import (
    GivenGuarantee,
    cash_guarantee,
    enter_guarantee,
    receive_guarantee,
    renew_guarantee,
    return_guarantee,
    void_guarantee,
)
from minga.budget.actions.laws import GivenLaw, GivenLine, enter_law, load_law
from minga.budget.actions.ledger import (
    Spend,
    accrue,
    ceiling_of,
    commit,
    pay,
    record_entry,
    reverse,
    reverse_entry,
)

__all__ = [
    "GivenGuarantee",
    "GivenLaw",
    "GivenLine",
    "NothingNew",
    "Spend",
    "accrue",
    "cash_guarantee",
    "ceiling_of",
    "commit",
    "enter_guarantee",
    "enter_law",
    "load_classification",
    "load_law",
    "pay",
    "receive_guarantee",
    "record_entry",
    "renew_guarantee",
    "return_guarantee",
    "reverse",
    "reverse_entry",
    "void_guarantee",
]
