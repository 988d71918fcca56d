"""Which entries of the budget ledger a contract, or one of its statements, made."""

from typing import ClassVar

from django.db import models

from minga.budget.models import LedgerEntry
from minga.core.models import Fact
from minga.core.triggers import append_only, refuse
from minga.works.contracts.models.contract import Contract
from minga.works.contracts.models.scope import OfProjects
from minga.works.contracts.models.statement import PaymentStatement

LINKS = "contracts_contractentry"


class OfEntries(OfProjects["ContractEntry"]):
    project = "contract__project"


class ContractEntry(Fact):
    """Asiento de un contrato: an entry that a contract made in the ledger; `statement`, the one
    that accrued or paid it, so that returning it reverses what it did."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="entries", verbose_name="contrato"
    )
    statement = models.ForeignKey(
        PaymentStatement, models.PROTECT, null=True, blank=True, related_name="entries",
        verbose_name="estado de pago",
    )  # fmt: skip
    entry = models.OneToOneField(
        LedgerEntry, models.PROTECT, related_name="+", verbose_name="asiento presupuestario"
    )

    objects: ClassVar[OfEntries] = OfEntries.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(LINKS),
        refuse(
            LINKS, "of_its_contract", "INSERT",
            "NOT EXISTS (SELECT 1 FROM budget_ledgerentry e JOIN budget_dossierbalance b "
            "ON b.id = e.balance_id JOIN contracts_contract c ON c.dossier_id = b.dossier_id "
            "WHERE e.id = ROW.entry_id AND c.id = ROW.contract_id)",
            "El asiento es del expediente de su contrato.",
        ),
        refuse(
            LINKS, "of_its_statement", "INSERT",
            "ROW.statement_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
            "contracts_paymentstatement s WHERE s.id = ROW.statement_id "
            "AND s.contract_id = ROW.contract_id)",
            "El estado de pago es del mismo contrato.",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = "asiento de un contrato"
        verbose_name_plural = "asientos de los contratos"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.contract.code}: {self.entry}"
