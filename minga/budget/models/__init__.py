"""Tables of the budget: the classification, the laws written in its words, what guarantees it."""

from minga.budget.models.guarantees import (
    CustodyState,
    Guarantee,
    GuaranteeKind,
    GuaranteePurpose,
    GuaranteeQuerySet,
)
from minga.budget.models.laws import BudgetLaw, BudgetLawQuerySet, LawLine, LawSide
from minga.budget.models.ledger import (
    Ceiling,
    CeilingQuerySet,
    DossierBalance,
    LedgerEntry,
    LedgerEntryQuerySet,
    Stage,
)
from minga.budget.models.line_items import LineItem, LineItemQuerySet, SpendKind

__all__ = [
    "BudgetLaw",
    "BudgetLawQuerySet",
    "Ceiling",
    "CeilingQuerySet",
    "CustodyState",
    "DossierBalance",
    "Guarantee",
    "GuaranteeKind",
    "GuaranteePurpose",
    "GuaranteeQuerySet",
    "LawLine",
    "LawSide",
    "LedgerEntry",
    "LedgerEntryQuerySet",
    "LineItem",
    "LineItemQuerySet",
    "SpendKind",
    "Stage",
]
