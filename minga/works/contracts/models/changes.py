"""What moves a contract by resolution: changes of its term, works or amount, and fines."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.models import Fact
from minga.core.money import PesosField
from minga.core.triggers import Trigger, append_only, refuse
from minga.people.models import Person
from minga.works.contracts.models.contract import Contract
from minga.works.contracts.models.scope import MOST_TEXT, OfProjects

CHANGES, FINES = "contracts_contractchange", "contracts_fine"


class ContractChangeKind(models.TextChoices):
    TERM = "term", "de plazo"
    WORKS = "works", "de obras"
    AMOUNT = "amount", "de monto"


class OfContracts(OfProjects["ContractChange"]):
    project = "contract__project"


class ContractChange(Fact):
    """Modificación de un contrato: by resolution, only added; another one puts it right."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="changes", verbose_name="contrato"
    )
    number = models.PositiveSmallIntegerField("número")
    kind = models.CharField("modificación", max_length=6, choices=ContractChangeKind.choices)
    amount = PesosField("aumento o disminución", default=0)
    days = models.IntegerField("días", default=0)
    reason = models.CharField("motivo", max_length=MOST_TEXT)
    resolution = models.CharField("resolución", max_length=60)
    resolved_on = models.DateField("fecha de la resolución")
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrada por",
    )  # fmt: skip
    recorded_at = models.DateTimeField("registrada el", default=timezone.now, editable=False)

    objects: ClassVar[OfContracts] = OfContracts.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(CHANGES),
        refuse(
            CHANGES, "while_it_runs", "INSERT",
            "NOT EXISTS (SELECT 1 FROM contracts_contract c WHERE c.id = ROW.contract_id "
            "AND c.signed_on <= ROW.resolved_on AND c.final_on IS NULL)",
            "Se modifica un contrato firmado y sin recepción definitiva.",
        ),
        Trigger(
            f"{CHANGES}_moves_contract",
            CHANGES,
            "INSERT",
            statement="UPDATE contracts_contract SET changes_amount = changes_amount + NEW.amount, "
            "changes_days = changes_days + NEW.days WHERE id = NEW.contract_id",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = "modificación de un contrato"
        verbose_name_plural = "modificaciones de los contratos"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="contractchange_number_once",
                violation_error_message="Esa modificación ya está registrada.",
            ),
            models.CheckConstraint(
                name="contractchange_by_resolution",
                condition=~Q(resolution="") & ~Q(reason=""),
                violation_error_message="Una modificación lleva resolución y motivo.",
            ),
            models.CheckConstraint(
                name="contractchange_changes_something",
                condition=Q(kind=ContractChangeKind.TERM, amount=0) & ~Q(days=0)
                | Q(kind=ContractChangeKind.WORKS) & ~Q(amount=0, days=0)
                | Q(kind=ContractChangeKind.AMOUNT, days=0) & ~Q(amount=0),
                violation_error_message="Una modificación de plazo cambia días; una de monto, "
                "pesos; una de obras, cualquiera de ambos.",
            ),
        ]

    def __str__(self) -> str:
        return f"Modificación {self.number} de {self.contract.code}"

    def belongs_to(self) -> dict[str, str]:
        return self.contract.belongs_to()


class FinesOfContracts(OfProjects["Fine"]):
    project = "contract__project"


class Fine(Fact):
    """Multa: applied by resolution, discounted in statements. Only added."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="fines", verbose_name="contrato"
    )
    number = models.PositiveSmallIntegerField("número")
    reason = models.CharField("motivo", max_length=MOST_TEXT)
    days = models.PositiveSmallIntegerField("días de atraso", null=True, blank=True)
    amount = PesosField("monto de la multa")
    resolution = models.CharField("resolución", max_length=60)
    resolved_on = models.DateField("fecha de la resolución")
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrada por",
    )  # fmt: skip
    recorded_at = models.DateTimeField("registrada el", default=timezone.now, editable=False)

    objects: ClassVar[FinesOfContracts] = FinesOfContracts.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(FINES),
        refuse(
            FINES, "before_it_is_settled", "INSERT",
            "NOT EXISTS (SELECT 1 FROM contracts_contract c WHERE c.id = ROW.contract_id "
            "AND c.signed_on <= ROW.resolved_on AND c.settled_on IS NULL)",
            "Se multa un contrato firmado y sin liquidar.",
        ),
        Trigger(
            f"{FINES}_moves_contract",
            FINES,
            "INSERT",
            statement="UPDATE contracts_contract SET fines_amount = fines_amount + NEW.amount "
            "WHERE id = NEW.contract_id",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = "multa"
        verbose_name_plural = "multas"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="fine_number_once",
                violation_error_message="Esa multa ya está registrada.",
            ),
            models.CheckConstraint(
                name="fine_by_resolution",
                condition=Q(amount__gt=0) & ~Q(resolution="") & ~Q(reason=""),
                violation_error_message="Una multa tiene monto, motivo y resolución.",
            ),
        ]

    def __str__(self) -> str:
        return f"Multa {self.number} de {self.contract.code}"

    def belongs_to(self) -> dict[str, str]:
        return self.contract.belongs_to()
