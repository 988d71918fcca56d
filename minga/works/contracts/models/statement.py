"""Payment statements of a contract: numbered, dated, within its balance, paid within their term."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField
from minga.core.months import MonthField, month_is_first_day
from minga.core.triggers import Trigger, TriggerList, refuse
from minga.people.models import Organisation, Person
from minga.works.contracts.models.contract import Contract
from minga.works.contracts.models.scope import MOST_TEXT, OfProjects

STATEMENTS = "contracts_paymentstatement"
# A payment that is due so soon is told at home.
NEAR = timedelta(days=7)
# What it says: the same from its approval on.
SAID = (
    "month", "dated_on", "gross", "readjustment", "retention", "advance_amortised", "fines",
)  # fmt: skip
# Counter of the contract → what a statement adds to it.
MOVES = {
    "charged": "gross",
    "retained": "retention",
    "amortised": "advance_amortised",
    "fined": "fines",
}


class StatementState(models.TextChoices):
    RECEIVED = "received", "recibido"
    APPROVED = "approved", "aprobado"
    PAID = "paid", "pagado"
    RETURNED = "returned", "devuelto"


def _counted(row: str, column: str) -> str:
    return f"CASE WHEN {row}.state = 'returned' THEN 0 ELSE {row}.{column} END"


def _before(others: str) -> str:
    """Another statement that says a day or a month out of its turn, in SQL."""
    return (
        "EXISTS (SELECT 1 FROM contracts_paymentstatement s WHERE "  # noqa: S608
        f"{others}s.contract_id = ROW.contract_id AND ((s.number < ROW.number AND (s.dated_on >= "
        "ROW.dated_on OR s.month > ROW.month)) OR (s.number > ROW.number AND (s.dated_on <= "
        "ROW.dated_on OR s.month < ROW.month))))"
    )


def _moves_contract() -> TriggerList:
    """What was returned gives its money back until it comes again."""
    enter = ", ".join(f"{to} = {to} + NEW.{what}" for to, what in MOVES.items())
    change = ", ".join(
        f"{to} = {to} + {_counted('NEW', what)} - {_counted('OLD', what)}"
        for to, what in MOVES.items()
    )
    write, here = "UPDATE contracts_contract SET", "WHERE id = NEW.contract_id"
    return TriggerList(
        (
            Trigger(
                f"{STATEMENTS}_moves_in", STATEMENTS, "INSERT", statement=f"{write} {enter} {here}"
            ),
            Trigger(
                f"{STATEMENTS}_moves_on", STATEMENTS, "UPDATE", statement=f"{write} {change} {here}"
            ),
        )
    )


class StatementQuerySet(OfProjects["PaymentStatement"]):
    project = "contract__project"

    def for_page(self) -> Self:
        return self.select_related(
            "contract__project", "contract__service__party", "contract__contractor__party",
            "contract__line_item", "cession_to__party", "prepared_by", "reviewed_by",
            "approved_by",
        )  # fmt: skip

    def unpaid(self) -> Self:
        return self.filter(state__in=(StatementState.RECEIVED, StatementState.APPROVED))

    def overdue(self, day: date) -> Self:
        return self.unpaid().filter(due_on__lt=day)

    def due_soon(self, day: date) -> Self:
        """Also those whose day has passed."""
        return self.unpaid().filter(due_on__lte=day + NEAR)


class PaymentStatement(Fact):
    """Estado de pago: what a contractor charges for a month of work. Who prepared it neither
    reviews nor approves it."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="statements", verbose_name="contrato"
    )
    number = models.PositiveSmallIntegerField("número")
    month = MonthField("mes")
    dated_on = models.DateField("fecha")
    gross = PesosField("valor de las obras")
    readjustment = PesosField("reajuste", default=0)
    # Less than zero gives back what was retained before.
    retention = PesosField("retención", default=0)
    advance_amortised = PesosField("amortización del anticipo", default=0)
    fines = PesosField("multas descontadas", default=0)
    state = models.CharField(
        "estado", max_length=8, choices=StatementState.choices, default=StatementState.RECEIVED
    )
    invoice_number = models.CharField("número de factura", max_length=20, blank=True)
    invoice_on = models.DateField("fecha de la factura", null=True, blank=True)
    received_on = models.DateField("factura recibida el", null=True, blank=True)
    # By the parameter that ruled the day the invoice came.
    due_on = models.DateField("pagar a más tardar el", null=True, blank=True, editable=False)
    cession_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="cedida a",
    )  # fmt: skip
    cession_on = models.DateField("cesión notificada el", null=True, blank=True)
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="preparado por",
    )  # fmt: skip
    reviewed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="revisado por",
    )  # fmt: skip
    reviewed_on = models.DateField("revisado el", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="aprobado por",
    )  # fmt: skip
    approved_on = models.DateField("aprobado el", null=True, blank=True)
    paid_on = models.DateField("pagado el", null=True, blank=True)
    payment_reference = models.CharField("comprobante de pago", max_length=60, blank=True)
    returned_on = models.DateField("devuelto el", null=True, blank=True)
    returned_because = models.CharField("qué debe corregirse", max_length=MOST_TEXT, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[StatementQuerySet] = StatementQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            STATEMENTS, "stays_on_record", "DELETE", "1=1",
            "Un estado de pago no se borra: se devuelve.",
        ),
        refuse(
            STATEMENTS, "begins_received", "INSERT", "ROW.state <> 'received'",
            "Un estado de pago se recibe antes de decidir sobre él.",
        ),
        refuse(
            STATEMENTS, "keeps_its_number", "UPDATE",
            "NEW.contract_id <> OLD.contract_id OR NEW.number <> OLD.number",
            "Un estado de pago no cambia de contrato ni de número.",
        ),
        refuse(
            STATEMENTS, "next_number", "INSERT",
            "ROW.number <> 1 + (SELECT c.opening_statements + (SELECT COUNT(*) "
            "FROM contracts_paymentstatement s WHERE s.contract_id = c.id) "
            "FROM contracts_contract c WHERE c.id = ROW.contract_id)",
            "Los estados de pago van numerados, uno tras otro.",
        ),
        refuse(
            STATEMENTS, "each_one_later", "INSERT", _before(""),
            "Cada estado de pago es posterior al anterior.",
        ),
        refuse(
            STATEMENTS, "each_one_later", "UPDATE", _before("s.id <> OLD.id AND "),
            "Cada estado de pago es posterior al anterior.",
        ),
        refuse(
            STATEMENTS, "while_it_runs", "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM contracts_contract c WHERE c.id = ROW.contract_id "
            "AND c.starts_on <= ROW.dated_on AND (c.opening_on IS NULL OR c.opening_on < "
            "ROW.dated_on) AND (c.final_on IS NULL OR c.final_on >= ROW.dated_on))",
            "Un estado de pago es posterior al inicio del contrato y al saldo inicial, y anterior "
            "a la recepción definitiva.",
        ),
        refuse(
            STATEMENTS, "none_after_final_acceptance", "INSERT",
            "EXISTS (SELECT 1 FROM contracts_contract c WHERE c.id = ROW.contract_id "
            "AND c.final_on IS NOT NULL)",
            "Después de la recepción definitiva no hay más estados de pago.",
        ),
        refuse(
            STATEMENTS, "stays_as_approved", "UPDATE",
            "OLD.state IN ('approved', 'paid') AND NEW.state <> 'returned' AND ("
            + " OR ".join(f"NEW.{name} <> OLD.{name}" for name in SAID) + ")",
            "Lo aprobado no se modifica: se devuelve.",
        ),
        refuse(
            STATEMENTS, "step_by_step", "UPDATE",
            "NEW.state <> OLD.state AND NOT ((OLD.state = 'received' AND NEW.state IN "
            "('approved', 'returned')) OR (OLD.state = 'approved' AND NEW.state IN "
            "('paid', 'returned')) OR (OLD.state = 'returned' AND NEW.state = 'received'))",
            "Un estado de pago se recibe, se aprueba y se paga; lo pagado queda.",
        ),
        refuse(
            STATEMENTS, "not_by_who_prepared", "UPDATE",
            "EXISTS (SELECT 1 FROM core_preparation p WHERE p.subject_model = "
            "'contracts.paymentstatement' AND p.subject_id = NEW.id AND p.actor_id IN "
            "(COALESCE(NEW.approved_by_id, 0), COALESCE(NEW.reviewed_by_id, 0)))",
            "Quien preparó el estado de pago no lo revisa ni lo aprueba.",
        ),
        _moves_contract(),
    ]  # fmt: skip

    class Meta:
        verbose_name = "estado de pago"
        verbose_name_plural = "estados de pago"
        ordering = ["contract", "number"]
        indexes = [models.Index(fields=["state", "due_on"], name="statement_by_clock")]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="paymentstatement_number_once",
                violation_error_message="Ese estado de pago ya está registrado.",
            ),
            month_is_first_day("paymentstatement", "month"),
            models.CheckConstraint(
                name="paymentstatement_of_a_month_begun",
                condition=Q(month__lte=F("dated_on")),
                violation_error_message="El mes de un estado de pago no es posterior a su fecha.",
            ),
            models.CheckConstraint(
                name="paymentstatement_charges_something",
                condition=Q(gross__gt=0)
                | Q(gross=0) & (Q(retention__lt=0) | Q(readjustment__gt=0)),
                violation_error_message="Un estado de pago cobra obras o reajuste, o devuelve lo "
                "retenido.",
            ),
            models.CheckConstraint(
                name="paymentstatement_discounts_within_it",
                condition=Q(advance_amortised__gte=0, fines__gte=0)
                & Q(retention__lte=F("gross"))
                & Q(
                    gross__gte=F("retention")
                    + F("advance_amortised")
                    + F("fines")
                    - F("readjustment")
                ),
                violation_error_message="Los descuentos no pasan de lo que se cobra.",
            ),
            models.CheckConstraint(
                name="paymentstatement_invoice_is_whole",
                condition=Q(
                    invoice_number="",
                    invoice_on__isnull=True,
                    received_on__isnull=True,
                    due_on__isnull=True,
                )
                | ~Q(invoice_number="")
                & Q(invoice_on__isnull=False, received_on__isnull=False, due_on__isnull=False)
                & Q(received_on__gte=F("invoice_on"), due_on__gte=F("received_on")),
                violation_error_message="Una factura tiene número y fecha, y se recibe después.",
            ),
            models.CheckConstraint(
                name="paymentstatement_cession_is_whole",
                condition=Q(cession_to__isnull=True, cession_on__isnull=True)
                | Q(cession_to__isnull=False, cession_on__isnull=False, invoice_on__isnull=False)
                & Q(cession_on__gte=F("invoice_on")),
                violation_error_message="Se cede una factura, y se dice a quién y cuándo se "
                "notificó.",
            ),
            models.CheckConstraint(
                name="paymentstatement_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False)
                & Q(reviewed_on__gte=F("dated_on"))
                & ~Q(reviewed_by=F("prepared_by")),
                violation_error_message="Otra persona revisa el estado de pago, después de su "
                "fecha.",
            ),
            models.CheckConstraint(
                name="paymentstatement_approved_by_another",
                condition=Q(
                    state__in=(StatementState.RECEIVED, StatementState.RETURNED),
                    approved_by__isnull=True,
                    approved_on__isnull=True,
                )
                | Q(
                    state__in=(StatementState.APPROVED, StatementState.PAID),
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                    reviewed_on__isnull=False,
                )
                & Q(approved_on__gte=F("reviewed_on"))
                & ~Q(approved_by=F("prepared_by")),
                violation_error_message="Otra persona aprueba el estado de pago, después de su "
                "revisión.",
            ),
            models.CheckConstraint(
                name="paymentstatement_paid_with_its_invoice",
                condition=~Q(state=StatementState.PAID)
                & Q(paid_on__isnull=True, payment_reference="")
                | Q(state=StatementState.PAID, paid_on__isnull=False, received_on__isnull=False)
                & Q(paid_on__gte=F("approved_on"))
                & Q(paid_on__gte=F("received_on")),
                violation_error_message="Se paga lo aprobado, con su factura recibida.",
            ),
            models.CheckConstraint(
                name="paymentstatement_returned_says_why",
                condition=Q(state=StatementState.RETURNED, returned_on__isnull=False)
                & ~Q(returned_because="")
                | ~Q(state=StatementState.RETURNED),
                violation_error_message="Se devuelve con fecha y diciendo qué corregir.",
            ),
        ]

    def __str__(self) -> str:
        return f"Estado de pago {self.number} de {self.contract.code}"

    @property
    def spent(self) -> int:
        """What it charges to the line item: the retained and the amortised were spent too."""
        return self.gross + self.readjustment

    @property
    def net(self) -> int:
        """What is paid, to the peso."""
        return self.spent - self.retention - self.advance_amortised - self.fines

    @property
    def discounts(self) -> int:
        return self.retention + self.advance_amortised + self.fines

    @property
    def less_retention(self) -> int:
        """With the sign it has in the net, as the two that follow."""
        return -self.retention

    @property
    def less_advance(self) -> int:
        return -self.advance_amortised

    @property
    def less_fines(self) -> int:
        return -self.fines

    @property
    def is_unpaid(self) -> bool:
        return self.state in (StatementState.RECEIVED, StatementState.APPROVED)

    @property
    def awaits(self) -> str:
        """Its next step, as its state says it; empty at the end."""
        if self.state == StatementState.RECEIVED:
            return "por aprobar" if self.reviewed_on else "por revisar"
        return {StatementState.APPROVED: "por pagar", StatementState.RETURNED: "por corregir"}.get(
            StatementState(self.state), ""
        )

    def days_left(self, day: date) -> int | None:
        """Until the last day to pay it; below zero when that day has passed."""
        return (self.due_on - day).days if self.due_on and self.is_unpaid else None

    def is_overdue(self, day: date) -> bool:
        left = self.days_left(day)
        return left is not None and left < 0

    def tone_on(self, day: date) -> str:
        if self.is_overdue(day) or self.state == StatementState.RETURNED:
            return "stop"
        return "ok" if self.state == StatementState.PAID else "wait"

    def belongs_to(self) -> dict[str, str]:
        return self.contract.belongs_to()
