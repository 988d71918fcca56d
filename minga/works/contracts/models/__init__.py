"""What is contracted for a project, and what is charged for it."""

from minga.works.contracts.models.changes import ContractChange, ContractChangeKind, Fine
from minga.works.contracts.models.contract import Contract
from minga.works.contracts.models.entry import ContractEntry
from minga.works.contracts.models.round import RoundOutcome, TenderModality, TenderRound
from minga.works.contracts.models.statement import PaymentStatement, StatementState

__all__ = [
    "Contract",
    "ContractChange",
    "ContractChangeKind",
    "ContractEntry",
    "Fine",
    "PaymentStatement",
    "RoundOutcome",
    "StatementState",
    "TenderModality",
    "TenderRound",
]
