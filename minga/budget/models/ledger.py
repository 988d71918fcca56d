"""What is spent of the law: committed, accrued and paid, each within the one before.

The balances are counters that the database moves with each entry: of a line of the law, and of what
each dossier takes of it.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.budget.models.line_items import LineItem
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import Trigger, append_only, refuse
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person

CEILINGS, BALANCES, ENTRIES = "budget_ceiling", "budget_dossierbalance", "budget_ledgerentry"


class Stage(models.TextChoices):
    COMMITMENT = "commitment", "compromiso"
    ACCRUAL = "accrual", "devengo"
    PAYMENT = "payment", "pago"


# The counter that an entry of each stage moves.
COUNTERS = {"commitment": "committed", "accrual": "accrued", "payment": "paid"}


def _counter(name: str) -> PesosField:
    return PesosField(name, default=0, editable=False)


def _within(model: str) -> list[models.CheckConstraint]:
    """Paid within accrued, and this within committed."""
    return [
        models.CheckConstraint(
            name=f"{model}_accrued_within_committed",
            condition=Q(accrued__lte=F("committed")),
            violation_error_message="El devengo pasa de lo comprometido.",
        ),
        models.CheckConstraint(
            name=f"{model}_paid_within_accrued",
            condition=Q(paid__lte=F("accrued")),
            violation_error_message="El pago pasa de lo devengado.",
        ),
        models.CheckConstraint(
            name=f"{model}_never_below_zero",
            condition=Q(committed__gte=0, accrued__gte=0, paid__gte=0),
            violation_error_message="Se rebaja más de lo que hay.",
        ),
    ]


def _moves(table: str, owner: str) -> Trigger:
    """Each entry moves the counter of its stage."""
    sums = ", ".join(
        f"{counter} = {counter} + CASE WHEN NEW.stage = '{stage}' THEN NEW.amount ELSE 0 END"
        for stage, counter in COUNTERS.items()
    )
    return Trigger(
        f"{ENTRIES}_moves_{table.removeprefix('budget_')}",
        ENTRIES,
        "INSERT",
        statement=f"UPDATE {table} SET {sums} WHERE id = {owner}",  # noqa: S608
    )


class CeilingQuerySet(ScopedQuerySet["Ceiling"]):
    organisations = ("service",)
    territories = ("service__territory",)

    def of(self, service: Organisation | int, year: int) -> Self:
        return self.filter(service=service, year=year)


class Ceiling(Fact):
    """Marco presupuestario: the most detailed line that the law gives, what changed it and what was
    taken of it. Commitments never pass it."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    programme = models.CharField("partida, capítulo y programa", max_length=8)
    subtitle = models.CharField("subtítulo", max_length=2)
    item = models.CharField("ítem", max_length=2, blank=True)
    allocation = models.CharField("asignación", max_length=3, blank=True)
    name = models.CharField("denominación", max_length=200)
    amount = PesosField("según la ley")
    # By decree, signed.
    changes = PesosField("modificaciones", default=0)
    committed = _counter("comprometido")
    accrued = _counter("devengado")
    paid = _counter("pagado")

    objects: ClassVar[CeilingQuerySet] = CeilingQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            CEILINGS, "stays_on_record", "DELETE", "1=1", "Un marco presupuestario no se borra."
        ),
        refuse(
            CEILINGS,
            "keeps_its_code",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.year <> OLD.year "
            "OR NEW.programme <> OLD.programme OR NEW.subtitle <> OLD.subtitle "
            "OR NEW.item <> OLD.item OR NEW.allocation <> OLD.allocation "
            "OR NEW.public_id <> OLD.public_id",
            "Un marco presupuestario no cambia de línea.",
        ),
        refuse(
            CEILINGS,
            "begins_untouched",
            "INSERT",
            "ROW.committed <> 0 OR ROW.accrued <> 0 OR ROW.paid <> 0",
            "Un marco presupuestario comienza sin gastar.",
        ),
    ]

    class Meta:
        verbose_name = "marco presupuestario"
        verbose_name_plural = "marcos presupuestarios"
        ordering = ["programme", "subtitle", "item", "allocation"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "year", "programme", "subtitle", "item", "allocation"],
                name="ceiling_once",
            ),
            models.CheckConstraint(
                name="ceiling_committed_within_the_law",
                condition=Q(committed__lte=F("amount") + F("changes")),
                violation_error_message="Lo comprometido pasa del marco de la ley.",
            ),
            *_within("ceiling"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code(self) -> str:
        return "-".join(part for part in (self.subtitle, self.item, self.allocation) if part)

    @property
    def limit(self) -> int:
        return self.amount + self.changes

    @property
    def available(self) -> int:
        return self.limit - self.committed

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class DossierBalance(Fact):
    """Saldo de un expediente: what one project or contract takes of a line of the law."""

    ceiling = models.ForeignKey(
        Ceiling, models.PROTECT, related_name="balances", verbose_name="marco presupuestario"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="balances", verbose_name="expediente"
    )
    line_item = models.ForeignKey(
        LineItem, models.PROTECT, related_name="+", verbose_name="asignación"
    )
    committed = _counter("comprometido")
    accrued = _counter("devengado")
    paid = _counter("pagado")

    triggers = [
        refuse(BALANCES, "stays_on_record", "DELETE", "1=1", "Un saldo no se borra."),
        refuse(
            BALANCES,
            "keeps_what_it_is_of",
            "UPDATE",
            "NEW.ceiling_id <> OLD.ceiling_id OR NEW.dossier_id <> OLD.dossier_id "
            "OR NEW.line_item_id <> OLD.line_item_id",
            "Un saldo no cambia de línea ni de expediente.",
        ),
        refuse(
            BALANCES,
            "begins_untouched",
            "INSERT",
            "ROW.committed <> 0 OR ROW.accrued <> 0 OR ROW.paid <> 0",
            "Un saldo comienza en cero.",
        ),
        refuse(
            BALANCES,
            "of_its_line",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM budget_ceiling c JOIN budget_lineitem i "
            "ON i.subtitle = c.subtitle AND (c.item = '' OR c.item = i.item) "
            "AND (c.allocation = '' OR c.allocation = i.allocation) "
            "WHERE c.id = ROW.ceiling_id AND i.id = ROW.line_item_id)",
            "La asignación no es de esa línea de la ley.",
        ),
    ]

    class Meta:
        verbose_name = "saldo de un expediente"
        verbose_name_plural = "saldos de los expedientes"
        ordering = ["ceiling", "dossier", "line_item"]
        constraints = [
            models.UniqueConstraint(
                fields=["ceiling", "dossier", "line_item"], name="dossierbalance_once"
            ),
            *_within("dossierbalance"),
        ]

    def __str__(self) -> str:
        return f"{self.ceiling.code} · {self.dossier}"


class LedgerEntryQuerySet(ScopedQuerySet["LedgerEntry"]):
    organisations = ("ceiling__service",)
    territories = ("ceiling__service__territory",)

    def for_page(self) -> Self:
        return self.select_related("balance__line_item", "recorded_by", "reverses")


class LedgerEntry(Fact):
    """Asiento presupuestario: one commitment, accrual or payment; less than zero lowers it. It
    stays: one that was wrong has its opposite."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    ceiling = models.ForeignKey(
        Ceiling, models.PROTECT, related_name="entries", verbose_name="marco presupuestario"
    )
    balance = models.ForeignKey(
        DossierBalance, models.PROTECT, related_name="entries", verbose_name="saldo"
    )
    stage = models.CharField("etapa del gasto", max_length=10, choices=Stage.choices)
    amount = PesosField("monto")
    dated_on = models.DateField("fecha")
    document = models.CharField("documento", max_length=120)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by",
        verbose_name="reversa a",
    )  # fmt: skip
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrado por",
    )  # fmt: skip

    objects: ClassVar[LedgerEntryQuerySet] = LedgerEntryQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(ENTRIES),
        refuse(
            ENTRIES,
            "of_its_balance",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM budget_dossierbalance b WHERE b.id = ROW.balance_id "
            "AND b.ceiling_id = ROW.ceiling_id)",
            "El asiento y su saldo son de la misma línea de la ley.",
        ),
        refuse(
            ENTRIES,
            "of_its_year",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM budget_ceiling c WHERE c.id = ROW.ceiling_id "
            "AND CAST(c.year AS text) = substr(CAST(ROW.dated_on AS text), 1, 4))",
            "El presupuesto de un año se gasta en ese año.",
        ),
        refuse(
            ENTRIES,
            "opposes_what_it_reverses",
            "INSERT",
            "ROW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM budget_ledgerentry e "
            "WHERE e.id = ROW.reverses_id AND e.balance_id = ROW.balance_id "
            "AND e.stage = ROW.stage AND e.amount = -ROW.amount AND e.reverses_id IS NULL)",
            "Una reversa dice lo contrario de un asiento que no es reversa.",
        ),
        _moves(BALANCES, "NEW.balance_id"),
        _moves(CEILINGS, "NEW.ceiling_id"),
    ]

    class Meta:
        verbose_name = "asiento presupuestario"
        verbose_name_plural = "asientos presupuestarios"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="ledgerentry_moves_something",
                condition=~Q(amount=0),
                violation_error_message="Un asiento es de un monto distinto de cero.",
            ),
            models.CheckConstraint(
                name="ledgerentry_has_a_document",
                condition=~Q(document=""),
                violation_error_message="Un asiento tiene su documento.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.document}"

    def belongs_to(self) -> dict[str, str]:
        return self.ceiling.belongs_to()
