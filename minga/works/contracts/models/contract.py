"""A contract: what was agreed, what its changes and its statements moved, and how far it came."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.budget.models import LineItem
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField
from minga.core.triggers import refuse
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.works.contracts.models.round import TenderRound
from minga.works.contracts.models.scope import OfProjects
from minga.works.models import Project

CONTRACTS = "contracts_contract"
# What was signed: it moves by changes and statements, never by itself.
SIGNED = (
    "service_id", "project_id", "slot", "line_item_id", "contractor_id", "code", "amount",
    "advance", "term_days", "signed_on", "opening_charged", "opening_retained",
    "opening_statements",
)  # fmt: skip
EXPIRING = timedelta(days=30)


class ContractQuerySet(OfProjects["Contract"]):
    def for_page(self) -> Self:
        return self.select_related(
            "project", "service__party", "contractor__party", "line_item", "round", "prepared_by"
        )

    def running(self) -> Self:
        """Begun or to begin, and not received yet."""
        return self.filter(provisional_on__isnull=True)

    def expiring(self, day: date) -> Self:
        return self.running().filter(ends_on__gte=day, ends_on__lte=day + EXPIRING)

    def late(self, day: date) -> Self:
        """Its term is over and the work was not received."""
        return self.running().filter(ends_on__lt=day)


def _after(earlier: str, later: str) -> Q:
    """Both dates, or one of them missing."""
    unsaid = Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__isnull": True})
    return unsaid | Q(**{f"{later}__gte": F(earlier)})


def _follows(later: str, earlier: str) -> Q:
    """`later` only where `earlier` is said."""
    return Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": False})


class Contract(Fact):
    """Contrato: a work, a consultancy or a purchase of a project, of one line item. The database
    moves what its changes, its fines and its statements say, and never lets it go over."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="contracts", verbose_name="proyecto"
    )
    # What it spends of the law and its guarantees. None of one registered before contracts had
    # theirs: its next change gives it one.
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, null=True, blank=True, related_name="contract",
        verbose_name="expediente",
    )  # fmt: skip
    slot = models.CharField("contrato previsto", max_length=80)
    # None of one that was running already when the service began to use Minga.
    round = models.OneToOneField(
        TenderRound, models.PROTECT, null=True, blank=True, related_name="contract",
        verbose_name="ronda adjudicada",
    )  # fmt: skip
    line_item = models.ForeignKey(
        LineItem, models.PROTECT, related_name="+", verbose_name="asignación"
    )
    contractor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="contratista"
    )
    code = models.CharField("código del contrato", max_length=40)
    name = models.CharField("objeto", max_length=200)
    amount = PesosField("monto contratado")
    # Handed in advance: statements amortise it.
    advance = PesosField("anticipo", default=0)
    resolution = models.CharField("resolución que lo aprueba", max_length=60)
    signed_on = models.DateField("firmado el")
    handed_over_on = models.DateField("entrega de terreno", null=True, blank=True)
    starts_on = models.DateField("inicio", null=True, blank=True)
    term_days = models.PositiveIntegerField("plazo en días corridos")
    # Start, term and changes of the term: kept so that lists can ask for it.
    ends_on = models.DateField("término vigente", null=True, blank=True, editable=False)
    provisional_on = models.DateField("recepción provisoria", null=True, blank=True)
    final_on = models.DateField("recepción definitiva", null=True, blank=True)
    settled_on = models.DateField("liquidado el", null=True, blank=True)

    changes_amount = PesosField("aumentos y disminuciones", default=0, editable=False)
    changes_days = models.IntegerField("días aumentados", default=0, editable=False)
    charged = PesosField("cobrado", default=0, editable=False)
    retained = PesosField("retenido", default=0, editable=False)
    amortised = PesosField("anticipo amortizado", default=0, editable=False)
    fines_amount = PesosField("multas", default=0, editable=False)
    fined = PesosField("multas descontadas", default=0, editable=False)

    is_migrated = models.BooleanField("venía de antes", default=False)
    opening_on = models.DateField("saldo inicial al", null=True, blank=True)
    opening_charged = PesosField("cobrado antes", default=0)
    opening_retained = PesosField("retenido antes", default=0)
    opening_statements = models.PositiveSmallIntegerField("estados de pago anteriores", default=0)
    opening_document = models.CharField("documento del saldo inicial", max_length=120, blank=True)

    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrado por",
    )  # fmt: skip
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ContractQuerySet] = ContractQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            CONTRACTS, "stays_on_record", "DELETE", "1=1",
            "Un contrato no se borra.",
        ),
        refuse(
            CONTRACTS, "begins_at_zero", "INSERT",
            "ROW.changes_amount <> 0 OR ROW.changes_days <> 0 OR ROW.charged <> 0 OR "
            "ROW.retained <> 0 OR ROW.amortised <> 0 OR ROW.fines_amount <> 0 OR ROW.fined <> 0",
            "Un contrato comienza sin cambios, multas ni cobros propios.",
        ),
        refuse(
            CONTRACTS, "of_its_project", "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM works_project p WHERE p.id = ROW.project_id "
            "AND p.service_id = ROW.service_id)",
            "Un contrato es del servicio de su proyecto.",
        ),
        refuse(
            CONTRACTS, "keeps_its_dossier", "UPDATE",
            "OLD.dossier_id IS NOT NULL AND COALESCE(NEW.dossier_id, 0) <> OLD.dossier_id",
            "Un contrato no cambia de expediente.",
        ),
        refuse(
            CONTRACTS, "out_of_its_round", "INSERT UPDATE",
            "ROW.round_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contracts_tenderround r "
            "WHERE r.id = ROW.round_id AND r.project_id = ROW.project_id AND r.slot = ROW.slot "
            "AND r.outcome = 'awarded' AND r.resolved_on <= ROW.signed_on)",
            "Un contrato sale de una ronda adjudicada del mismo proyecto, y se firma después.",
        ),
        refuse(
            CONTRACTS, "in_a_line_item_of_projects", "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM budget_lineitem l WHERE l.id = ROW.line_item_id "
            "AND l.kind <> '')",
            "Un contrato se carga a una asignación de los proyectos.",
        ),
        refuse(
            CONTRACTS, "keeps_what_was_signed", "UPDATE",
            "("  # noqa: S608
            + " OR ".join(f"NEW.{name} <> OLD.{name}" for name in SIGNED)
            + " OR COALESCE(NEW.round_id, 0) <> COALESCE(OLD.round_id, 0)) "
            "AND (EXISTS (SELECT 1 FROM contracts_paymentstatement s "
            "WHERE s.contract_id = OLD.id) "
            "OR EXISTS (SELECT 1 FROM contracts_contractchange k WHERE k.contract_id = OLD.id) "
            "OR EXISTS (SELECT 1 FROM contracts_fine f WHERE f.contract_id = OLD.id))",
            "Lo firmado cambia por una modificación con su resolución.",
        ),
        refuse(
            CONTRACTS, "begins_before_its_statements", "UPDATE",
            "EXISTS (SELECT 1 FROM contracts_paymentstatement s WHERE s.contract_id = NEW.id "
            "AND (NEW.starts_on IS NULL OR s.dated_on < NEW.starts_on))",
            "Hay estados de pago anteriores a ese inicio.",
        ),
        refuse(
            CONTRACTS, "received_after_its_statements", "UPDATE",
            "EXISTS (SELECT 1 FROM contracts_paymentstatement s WHERE s.contract_id = NEW.id "
            "AND s.dated_on > NEW.final_on)",
            "Hay estados de pago posteriores a esa recepción definitiva.",
        ),
        refuse(
            CONTRACTS, "settled_stays", "UPDATE",
            "OLD.settled_on IS NOT NULL AND (NEW.settled_on IS NULL OR NEW.settled_on <> "
            "OLD.settled_on OR NEW.final_on <> OLD.final_on OR NEW.provisional_on <> "
            "OLD.provisional_on OR NEW.starts_on <> OLD.starts_on)",
            "Un contrato liquidado no se abre de nuevo.",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = "contrato"
        verbose_name_plural = "contratos"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["service", "provisional_on", "ends_on"], name="contract_by_term")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "code"],
                name="contract_code_once",
                violation_error_message="Ese código ya es de otro contrato del servicio.",
            ),
            models.UniqueConstraint(
                fields=["project", "slot"],
                name="contract_one_for_each_foreseen",
                violation_error_message="Ese contrato previsto ya tiene su contrato.",
            ),
            models.CheckConstraint(
                name="contract_says_what_it_is",
                condition=~Q(code="") & ~Q(name="") & ~Q(slot="") & ~Q(resolution=""),
                violation_error_message="Un contrato tiene código, objeto y resolución.",
            ),
            models.CheckConstraint(
                name="contract_amount_and_term",
                condition=Q(amount__gt=0, advance__gte=0, term_days__gt=0)
                & Q(advance__lte=F("amount")),
                violation_error_message="Un contrato tiene monto y plazo, y el anticipo no pasa "
                "del monto.",
            ),
            models.CheckConstraint(
                name="contract_term_stays_above_zero",
                condition=Q(changes_days__gt=-F("term_days")),
                violation_error_message="El plazo no baja de un día.",
            ),
            models.CheckConstraint(
                name="contract_never_charged_beyond",
                condition=Q(charged__gte=0)
                & Q(charged__lte=F("amount") + F("changes_amount") - F("opening_charged")),
                violation_error_message="Lo cobrado no pasa del contrato con sus modificaciones.",
            ),
            models.CheckConstraint(
                name="contract_retains_what_it_returns",
                condition=Q(retained__gte=-F("opening_retained")),
                violation_error_message="No se devuelve más de lo retenido.",
            ),
            models.CheckConstraint(
                name="contract_amortises_its_advance",
                condition=Q(amortised__gte=0, amortised__lte=F("advance")),
                violation_error_message="No se amortiza más que el anticipo.",
            ),
            models.CheckConstraint(
                name="contract_discounts_fines_applied",
                condition=Q(fined__gte=0, fined__lte=F("fines_amount")),
                violation_error_message="No se descuenta más que las multas aplicadas.",
            ),
            models.CheckConstraint(
                name="contract_handed_over_and_started_in_order",
                condition=_after("signed_on", "handed_over_on")
                & _after("signed_on", "starts_on")
                & _after("handed_over_on", "starts_on"),
                violation_error_message="Primero se firma, después se entrega el terreno y "
                "después se inicia.",
            ),
            models.CheckConstraint(
                name="contract_received_in_order",
                condition=_after("starts_on", "provisional_on")
                & _after("provisional_on", "final_on")
                & _after("final_on", "settled_on")
                & _follows("provisional_on", "starts_on")
                & _follows("final_on", "provisional_on")
                & _follows("settled_on", "final_on"),
                violation_error_message="Primero se inicia, después la recepción provisoria, la "
                "definitiva y la liquidación.",
            ),
            models.CheckConstraint(
                name="contract_ends_when_started",
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                violation_error_message="El término vigente se cuenta desde el inicio.",
            ),
            models.CheckConstraint(
                name="contract_migrated_with_its_balance",
                condition=Q(is_migrated=True, round__isnull=True, opening_on__isnull=False)
                & Q(opening_charged__gte=0, opening_retained__gte=0)
                & Q(opening_on__gte=F("signed_on"))
                & ~Q(opening_document="")
                | Q(is_migrated=False, round__isnull=False, opening_on__isnull=True)
                & Q(opening_charged=0, opening_retained=0, opening_statements=0)
                & Q(opening_document=""),
                violation_error_message="Un contrato sale de una ronda, o venía de antes y trae "
                "su saldo con fecha y documento.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def total(self) -> int:
        """What was agreed, with its changes."""
        return self.amount + self.changes_amount

    @property
    def all_charged(self) -> int:
        """Also what was charged before Minga."""
        return self.opening_charged + self.charged

    @property
    def balance(self) -> int:
        return self.total - self.all_charged

    @property
    def all_retained(self) -> int:
        return self.opening_retained + self.retained

    @property
    def advance_left(self) -> int:
        return self.advance - self.amortised

    @property
    def fines_left(self) -> int:
        return self.fines_amount - self.fined

    @property
    def term(self) -> int:
        """Days, with its changes."""
        return self.term_days + self.changes_days

    @property
    def term_ends_on(self) -> date | None:
        """What `ends_on` has to say."""
        return self.starts_on + timedelta(days=self.term) if self.starts_on else None

    def days_left(self, day: date) -> int | None:
        return (self.ends_on - day).days if self.ends_on else None

    def is_late(self, day: date) -> bool:
        return self.ends_on is not None and self.provisional_on is None and self.ends_on < day

    def is_expiring(self, day: date) -> bool:
        left = self.days_left(day)
        return self.provisional_on is None and left is not None and 0 <= left <= EXPIRING.days

    @property
    def stage(self) -> str:
        """How far it came, as a person says it."""
        marks = (
            (self.settled_on, "liquidado"),
            (self.final_on, "recibido definitivamente"),
            (self.provisional_on, "recibido provisoriamente"),
            (self.starts_on, "en ejecución"),
            (self.handed_over_on, "terreno entregado"),
        )
        return next((said for on, said in marks if on), "firmado")

    def said_on(self, day: date) -> str:
        return "fuera de plazo" if self.is_late(day) else self.stage

    def tone_on(self, day: date) -> str:
        if self.is_late(day):
            return "stop"
        if self.provisional_on:
            return "ok"
        return "wait" if self.is_expiring(day) or not self.starts_on else "none"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
