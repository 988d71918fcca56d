"""What backs a problem formally, what each party promised with its budget, and what is missing."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.commitments.models import Commitment
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Organisation
from minga.workplan.problems.models.problem import ProblemService, TerritorialProblem

PROMISES, GAPS, BACKINGS = "problems_partycommitment", "problems_gap", "problems_formalbacking"


def not_standing(when: str) -> str:
    """A row of a service that is not of the problem, or left it."""
    return (
        f"NOT EXISTS (SELECT 1 FROM problems_problemservice s WHERE {when} "  # noqa: S608 (our own words)
        "AND s.problem_id = ROW.problem_id AND s.left_on IS NULL)"
    )


CLOSED_PROBLEM = (
    "EXISTS (SELECT 1 FROM problems_territorialproblem p WHERE p.id = ROW.problem_id "
    "AND p.state NOT IN ('open', 'solving'))"
)


class BackingKind(models.TextChoices):
    AGREEMENT = "agreement", "convenio"
    MINUTES = "minutes", "acta"
    ACT = "act", "acto administrativo"


class FormalBacking(Fact):
    """Respaldo formal: the agreement, minutes or act in which services bind themselves."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    problem = models.ForeignKey(
        TerritorialProblem, models.PROTECT, related_name="backings", verbose_name="problema"
    )
    kind = models.CharField("tipo", max_length=10, choices=BackingKind.choices)
    reference = models.CharField("referencia", max_length=160)
    dated_on = models.DateField("fecha")
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="documento",
    )
    act_public_id = models.CharField("identificador del acto", max_length=12, blank=True)

    triggers = [
        append_only(BACKINGS),
        refuse(
            BACKINGS,
            "in_its_own_dossier",
            "INSERT",
            "ROW.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents_document d "
            "JOIN problems_territorialproblem p ON p.dossier_id = d.dossier_id "
            "WHERE d.id = ROW.document_id AND p.id = ROW.problem_id)",
            "Ese documento es de otro expediente.",
        ),
        refuse(BACKINGS, "of_a_live_problem", "INSERT", CLOSED_PROBLEM,
               "Se respalda un problema abierto."),
    ]  # fmt: skip

    class Meta:
        verbose_name = "respaldo formal"
        verbose_name_plural = "respaldos formales"
        constraints = [
            models.CheckConstraint(
                name="formalbacking_stands_somewhere",
                condition=~Q(reference="")
                & (
                    Q(document__isnull=False, act_public_id="")
                    | (Q(document__isnull=True) & ~Q(act_public_id=""))
                ),
                violation_error_message="Un respaldo tiene su referencia y su documento o su acto.",
            ),
            models.UniqueConstraint(
                fields=["problem", "kind", "reference"],
                name="formalbacking_once",
                violation_error_message="Ese respaldo ya está registrado.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class BackingSignature(Fact):
    """Firma de respaldo: which service of the problem signed it."""

    backing = models.ForeignKey(
        FormalBacking, models.PROTECT, related_name="signatures", verbose_name="respaldo"
    )
    party = models.ForeignKey(
        ProblemService, models.PROTECT, related_name="signatures", verbose_name="servicio"
    )

    triggers = [
        append_only("problems_backingsignature"),
        refuse(
            "problems_backingsignature",
            "by_a_service_of_it",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM problems_formalbacking b JOIN problems_problemservice s "
            "ON s.problem_id = b.problem_id WHERE b.id = ROW.backing_id AND s.id = ROW.party_id)",
            "Firma un servicio que participa en el problema.",
        ),
    ]

    class Meta:
        verbose_name = "firma de respaldo"
        verbose_name_plural = "firmas de respaldo"
        constraints = [
            models.UniqueConstraint(fields=["backing", "party"], name="backingsignature_once")
        ]

    def __str__(self) -> str:
        return f"{self.party} firma {self.backing}"


class Funding(models.TextChoices):
    NOT_NEEDED = "not_needed", "no requiere presupuesto"
    LINE = "line", "con asignación"
    GAP = "gap", "sin asignación presupuestaria"


class PartyCommitmentQuerySet(FactQuerySet["PartyCommitment"]):
    def for_page(self) -> Self:
        return self.select_related(
            "party__organisation__party", "commitment__responsible", "problem"
        )

    def standing(self) -> Self:
        """Those that were left without effect promise nothing."""
        return self.exclude(commitment__state="void")


class PartyCommitment(Fact):
    """Compromiso de una parte: the budget side of what a service of the problem promised. What it
    promised, until when, and how it goes are told by its commitment."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    problem = models.ForeignKey(
        TerritorialProblem, models.PROTECT, related_name="promises", verbose_name="problema"
    )
    party = models.ForeignKey(
        ProblemService, models.PROTECT, related_name="promises", verbose_name="servicio"
    )
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, related_name="party", verbose_name="compromiso"
    )
    # The promise without capitals nor spaces: the same thing is not promised twice.
    promise_key = models.CharField("promesa", max_length=600, editable=False)
    funding = models.CharField("financiamiento", max_length=10, choices=Funding.choices)
    budget_line = models.CharField("asignación", max_length=160, blank=True)
    budget_year = models.PositiveSmallIntegerField("año del presupuesto", null=True, blank=True)
    amount = models.BigIntegerField("monto (pesos)", null=True, blank=True)
    is_approved = models.BooleanField("asignación aprobada", default=False)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[PartyCommitmentQuerySet] = PartyCommitmentQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(PROMISES, "stays_on_record", "DELETE", "1=1", "Un compromiso no se borra."),
        refuse(
            PROMISES,
            "is_the_same_one",
            "UPDATE",
            "NEW.problem_id <> OLD.problem_id OR NEW.party_id <> OLD.party_id "
            "OR NEW.commitment_id <> OLD.commitment_id OR NEW.promise_key <> OLD.promise_key",
            "Lo que prometió una parte no cambia: cambia su presupuesto.",
        ),
        refuse(
            PROMISES,
            "approved_budget_stays",
            "UPDATE",
            "OLD.is_approved AND (NEW.funding <> OLD.funding OR NEW.amount <> OLD.amount "
            "OR NEW.budget_line <> OLD.budget_line OR NEW.budget_year <> OLD.budget_year "
            "OR NOT NEW.is_approved)",
            "Una asignación aprobada no se cambia.",
        ),
        refuse(
            PROMISES,
            "of_a_service_of_it",
            "INSERT",
            not_standing("s.id = ROW.party_id"),
            "Promete un servicio que participa en el problema.",
        ),
        refuse(
            PROMISES,
            "promised_once",
            "INSERT",
            "EXISTS (SELECT 1 FROM problems_partycommitment p JOIN commitments_commitment c "
            "ON c.id = p.commitment_id WHERE p.problem_id = ROW.problem_id "
            "AND p.party_id = ROW.party_id AND p.promise_key = ROW.promise_key "
            "AND c.state <> 'void')",
            "Ese servicio ya prometió lo mismo en este problema.",
        ),
        refuse(PROMISES, "of_a_live_problem", "INSERT UPDATE", CLOSED_PROBLEM,
               "Se promete en un problema abierto."),
    ]  # fmt: skip

    class Meta:
        verbose_name = "compromiso de una parte"
        verbose_name_plural = "compromisos de las partes"
        constraints = [
            models.CheckConstraint(
                name="partycommitment_line_is_whole",
                condition=Q(funding="line", budget_year__isnull=False, amount__isnull=False)
                & ~Q(budget_line="")
                | Q(funding="gap", budget_line="", budget_year__isnull=True, is_approved=False)
                | Q(funding="not_needed", budget_line="", budget_year__isnull=True,
                    amount__isnull=True, is_approved=False),
                violation_error_message="Una asignación tiene ítem, año y monto; una brecha, a lo "
                "más su monto.",
            ),
            models.CheckConstraint(
                name="partycommitment_amount_is_positive",
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                violation_error_message="El monto es mayor que cero.",
            ),
            models.CheckConstraint(
                name="partycommitment_year_is_plausible",
                condition=Q(budget_year__isnull=True)
                | Q(budget_year__gte=1998, budget_year__lte=2100),
                violation_error_message="El año del presupuesto va de 1998 a 2100.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party}: {self.commitment.short}"

    @property
    def said(self) -> str:
        """Its budget in a word."""
        if self.funding == Funding.LINE and not self.is_approved:
            return "asignación por aprobar"
        return str(self.get_funding_display())

    @property
    def tone(self) -> str:
        if self.funding == Funding.GAP:
            return "stop"
        if self.funding == Funding.LINE:
            return "ok" if self.is_approved else "wait"
        return "none"


class GapState(models.TextChoices):
    OPEN = "open", "abierta"
    RESOLVED = "resolved", "resuelta"
    LEFT = "left", "dejada"


class GapQuerySet(FactQuerySet["Gap"]):
    def open(self) -> Self:
        return self.filter(state=GapState.OPEN)

    def for_page(self) -> Self:
        return self.select_related("responsible__party", "problem__service", "promise__commitment")


class Gap(Fact):
    """Brecha: what is missing, what it threatens, who answers for it and until when."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    problem = models.ForeignKey(
        TerritorialProblem, models.PROTECT, related_name="gaps", verbose_name="problema"
    )
    what = models.CharField("qué falta", max_length=300)
    threatens = models.CharField("qué proyecto amenaza", max_length=300)
    # The one that it threatens; with `is_budget`, the one that has no budget line.
    promise = models.ForeignKey(
        PartyCommitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gaps",
        verbose_name="compromiso que amenaza",
    )
    is_budget = models.BooleanField("falta de presupuesto", default=False)
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="responsable"
    )
    opened_on = models.DateField("desde el")
    due_on = models.DateField("plazo")
    state = models.CharField(
        "estado", max_length=8, choices=GapState.choices, default=GapState.OPEN
    )
    closed_on = models.DateField("cerrada el", null=True, blank=True)
    how = models.CharField("cómo se cerró", max_length=600, blank=True)

    objects: ClassVar[GapQuerySet] = GapQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(GAPS, "stays_on_record", "DELETE", "1=1", "Una brecha no se borra: se cierra."),
        refuse(
            GAPS,
            "closed_stays",
            "UPDATE",
            "OLD.state <> 'open' OR NEW.problem_id <> OLD.problem_id OR NEW.what <> OLD.what "
            "OR NEW.is_budget <> OLD.is_budget OR NEW.opened_on <> OLD.opened_on",
            "Una brecha no cambia, y la cerrada queda como está.",
        ),
        refuse(
            GAPS,
            "of_a_service_of_it",
            "INSERT",
            not_standing("s.organisation_id = ROW.responsible_id"),
            "Responde por una brecha un servicio que participa en el problema.",
        ),
        refuse(
            GAPS,
            "threatens_its_own",
            "INSERT UPDATE",
            "ROW.promise_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM problems_partycommitment c "
            "WHERE c.id = ROW.promise_id AND c.problem_id = ROW.problem_id)",
            "Ese compromiso es de otro problema.",
        ),
        refuse(GAPS, "of_a_live_problem", "INSERT", CLOSED_PROBLEM,
               "Las brechas son de un problema abierto."),
    ]  # fmt: skip

    class Meta:
        verbose_name = "brecha"
        verbose_name_plural = "brechas"
        constraints = [
            models.CheckConstraint(
                name="gap_says_what_it_threatens",
                condition=~Q(what="") & ~Q(threatens=""),
                violation_error_message="Escriba qué falta y qué proyecto amenaza.",
            ),
            models.CheckConstraint(
                name="gap_due_after_it_opened",
                condition=Q(due_on__gte=F("opened_on")),
                violation_error_message="El plazo no puede ser anterior a la brecha.",
            ),
            models.CheckConstraint(
                name="gap_closed_with_how",
                condition=Q(state="open", closed_on__isnull=True, how="")
                | (Q(state__in=("resolved", "left"), closed_on__isnull=False) & ~Q(how="")),
                violation_error_message="Diga cómo se cerró la brecha.",
            ),
            models.CheckConstraint(
                name="gap_of_budget_names_its_promise",
                condition=Q(is_budget=False) | Q(promise__isnull=False),
                violation_error_message="La falta de presupuesto es de un compromiso.",
            ),
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(is_budget=True, state="open"),
                name="gap_one_of_budget",
                violation_error_message="Ese compromiso ya tiene su brecha de presupuesto.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="gap_by_state")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == GapState.OPEN

    def is_late(self, day: date) -> bool:
        return self.is_open and self.due_on < day

    def said_on(self, day: date) -> str:
        return "abierta, vencida" if self.is_late(day) else str(self.get_state_display())

    def tone_on(self, day: date) -> str:
        if self.is_open:
            return "stop" if self.is_late(day) or self.is_budget else "wait"
        return "ok" if self.state == GapState.RESOLVED else "none"
