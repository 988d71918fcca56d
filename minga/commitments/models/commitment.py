"""What somebody promised, until when, and what was said and decided of it afterwards."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from minga.commitments.heirs import inherited
from minga.commitments.origins import origin_of
from minga.core.access import Access
from minga.core.cases import AboutCase, case_constraints
from minga.core.clock import today
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document, Dossier
from minga.people.models import Organisation, Person
from minga.territory.models import Territory

OPEN = ("pending", "reported")
# As many days before its due day a commitment is told to be near it, whatever the reminders do.
NEAR = timedelta(days=15)


class State(models.TextChoices):
    """What was decided of it; how its day goes is told by the day: `Commitment.said_on`."""

    PENDING = "pending", "pendiente"
    REPORTED = "reported", "informado"
    FULFILLED = "fulfilled", "cumplido"
    NOT_FULFILLED = "not_fulfilled", "no cumplido"
    VOID = "void", "sin efecto"


class CommitmentQuerySet(ScopedQuerySet["Commitment"]):
    organisations = ("service", "responsible", "responsible__institution")
    territories = ("territory",)

    def visible_to(self, access: Access) -> Self:
        """Also those of a body that closed, for the one that came after it."""
        if access.reads_all:
            return self
        seen = super().visible_to(access)
        day = access.on or today()
        return seen | self.filter(inherited("responsible", day, institutions=access.institutions))

    def for_page(self) -> Self:
        return self.select_related(
            "service__party", "responsible__institution", "responsible__successor", "person__party",
            "territory", "finding__audit", "dossier",
        )  # fmt: skip

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def overdue(self, day: date) -> Self:
        return self.filter(state=State.PENDING, due_on__lt=day)


class Commitment(AboutCase, Fact):
    """Compromiso: what an organisation promised to whom, and until when."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    number = models.PositiveIntegerField("número")
    origin = models.CharField("origen", max_length=40)
    origin_reference = models.CharField("referencia del origen", max_length=160, blank=True)
    origin_public_id = models.CharField("identificador del origen", max_length=12, blank=True)
    promise = models.CharField("qué se prometió", max_length=600)
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="responsable"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="persona a cargo",
    )
    promised_to = models.CharField("a quién", max_length=160)
    made_on = models.DateField("desde el")
    # The first one stays; the one in force moves with each new term that is granted.
    first_due_on = models.DateField("plazo original")
    due_on = models.DateField("plazo vigente")
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lugar"
    )
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="commitment", verbose_name="expediente"
    )
    source = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="documento de origen",
    )
    finding = models.ForeignKey(
        "commitments.Finding",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name="hallazgo que corrige",
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="se separó de",
    )
    created_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="registrado por"
    )
    created_on = models.DateField("registrado el")
    state = models.CharField("estado", max_length=14, choices=State.choices, default=State.PENDING)
    closed_on = models.DateField("cerrado el", null=True, blank=True)
    chase_paused = models.BooleanField("avisos en pausa", default=False)
    # One for each step: a form that was opened before the last one is told so.
    revision = models.PositiveIntegerField("revisión", default=0)

    objects: ClassVar[CommitmentQuerySet] = CommitmentQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "commitments_commitment",
            "promise_stays",
            "UPDATE",
            "NEW.promise <> OLD.promise OR NEW.first_due_on <> OLD.first_due_on "
            "OR NEW.made_on <> OLD.made_on OR NEW.promised_to <> OLD.promised_to "
            "OR NEW.origin <> OLD.origin OR NEW.service_id <> OLD.service_id "
            "OR NEW.year <> OLD.year OR NEW.number <> OLD.number "
            "OR NEW.dossier_id <> OLD.dossier_id",
            "Lo que se prometió no se cambia: se da otro plazo, se traspasa o se deja sin efecto.",
        ),
        refuse(
            "commitments_commitment",
            "closed_stays",
            "UPDATE",
            "OLD.state IN ('fulfilled', 'not_fulfilled', 'void') AND (NEW.state <> OLD.state "
            "OR NEW.due_on <> OLD.due_on OR NEW.responsible_id <> OLD.responsible_id)",
            "Este compromiso ya está cerrado.",
        ),
        refuse(
            "commitments_commitment",
            "stays_on_record",
            "DELETE",
            "1=1",
            "Un compromiso no se borra: se deja sin efecto.",
        ),
        refuse(
            "commitments_commitment",
            "of_who_exists",
            "INSERT",
            "EXISTS (SELECT 1 FROM people_organisation o WHERE o.party_id = ROW.responsible_id "
            "AND o.valid_until IS NOT NULL AND o.valid_until <= ROW.created_on)",
            "La organización responsable ya no existe: elija la que la sucede.",
        ),
    ]

    class Meta:
        verbose_name = "compromiso"
        verbose_name_plural = "compromisos"
        constraints = [
            models.UniqueConstraint(
                name="commitment_number_once",
                fields=["service", "year", "number"],
                violation_error_message="Ese número de compromiso ya existe.",
            ),
            models.CheckConstraint(
                name="commitment_due_after_it_was_made",
                condition=Q(first_due_on__gte=F("made_on")) & Q(due_on__gte=F("made_on")),
                violation_error_message="El plazo no puede ser anterior al compromiso.",
            ),
            models.CheckConstraint(
                name="commitment_closed_on_a_day",
                condition=Q(state__in=OPEN, closed_on__isnull=True)
                | (~Q(state__in=OPEN) & Q(closed_on__isnull=False)),
                violation_error_message="Solo un compromiso cerrado tiene fecha de cierre.",
            ),
            models.CheckConstraint(
                name="commitment_says_what_and_to_whom",
                condition=~Q(promise="") & ~Q(promised_to=""),
                violation_error_message="Escriba qué se prometió y a quién.",
            ),
            models.CheckConstraint(
                name="commitment_of_audit_names_its_finding",
                condition=Q(origin="audit", finding__isnull=False)
                | (~Q(origin="audit") & Q(finding__isnull=True)),
                violation_error_message="Una acción de auditoría corrige un hallazgo.",
            ),
            *case_constraints("commitment"),
        ]
        indexes = [
            models.Index(fields=["service", "state", "due_on"], name="commitment_by_state"),
            models.Index(fields=["responsible", "state"], name="commitment_by_responsible"),
            models.Index(fields=["case_model", "case_id"], name="commitment_by_case"),
        ]

    def __str__(self) -> str:
        return f"Compromiso {self.folio}"

    @property
    def folio(self) -> str:
        return f"{self.number} de {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_extended(self) -> bool:
        return self.due_on != self.first_due_on

    @property
    def origin_label(self) -> str:
        return origin_of(self.origin).label

    @property
    def origin_url(self) -> str:
        return origin_of(self.origin).url(self.origin_public_id) if self.origin_public_id else ""

    @property
    def short(self) -> str:
        return self.promise if len(self.promise) <= 90 else f"{self.promise[:88].rstrip()}…"

    def is_late(self, day: date) -> bool:
        return self.state == State.PENDING and self.due_on < day

    def said_on(self, day: date) -> str:
        """The word of its state on a day: one that is pending is also near its day or past it."""
        if self.state != State.PENDING or self.due_on > day + NEAR:
            return str(self.get_state_display())
        return "vencido" if self.due_on < day else "por vencer"

    def tone_on(self, day: date) -> str:
        if self.is_late(day) or self.state == State.NOT_FULFILLED:
            return "stop"
        tones = {State.FULFILLED: "ok", State.REPORTED: "wait", State.VOID: "none"}
        near = "wait" if self.due_on <= day + NEAR else ""
        return tones.get(State(self.state), near)

    def belongs_to(self) -> dict[str, str]:
        found = {"service": self.service.public_id}
        return found | ({"territory": self.territory.public_id} if self.territory else {})


class StepKind(models.TextChoices):
    REPORTED = "reported", "cumplimiento informado"
    FULFILLED = "fulfilled", "cumplimiento verificado"
    RETURNED = "returned", "informe devuelto"
    NOT_FULFILLED = "not_fulfilled", "declarado no cumplido"
    VOIDED = "voided", "dejado sin efecto"
    EXTENDED = "extended", "otro plazo"
    HANDED = "handed", "traspaso"
    SPLIT = "split", "separación"
    PAUSED = "paused", "avisos en pausa"
    RESUMED = "resumed", "avisos reanudados"


_LAST_REPORTER = (
    "(SELECT s.actor_id FROM commitments_commitmentstep s WHERE s.commitment_id = "
    "ROW.commitment_id AND s.kind = 'reported' ORDER BY s.id DESC LIMIT 1)"
)


class CommitmentStep(Fact):
    """Paso de un compromiso: what was reported, verified or decided of it. Only added."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="steps", verbose_name="compromiso"
    )
    kind = models.CharField("qué ocurrió", max_length=14, choices=StepKind.choices)
    on = models.DateField("fecha")
    actor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="quién"
    )
    remarks = models.TextField("detalle", blank=True, max_length=2000)
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="evidencia",
    )
    due_on = models.DateField("nuevo plazo", null=True, blank=True)
    before_on = models.DateField("plazo anterior", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nuevo responsable",
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nueva persona a cargo",
    )
    before_person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="persona a cargo hasta entonces",
    )
    recorded_at = models.DateTimeField("registrado el", default=timezone.now, editable=False)

    triggers = [
        append_only("commitments_commitmentstep"),
        refuse(
            "commitments_commitmentstep",
            "by_another_person",
            "INSERT",
            "ROW.kind IN ('fulfilled', 'returned') AND "
            f"(ROW.actor_id IS NULL OR ROW.actor_id = {_LAST_REPORTER})",
            "Quien informa un compromiso no lo verifica.",
        ),
        refuse(
            "commitments_commitmentstep",
            "not_by_who_had_it",
            "INSERT",
            "ROW.kind IN ('extended', 'voided') AND (EXISTS (SELECT 1 FROM commitments_commitment "
            "c WHERE c.id = ROW.commitment_id AND c.person_id = ROW.actor_id) OR EXISTS (SELECT 1 "
            "FROM commitments_commitmentstep s WHERE s.commitment_id = ROW.commitment_id "
            "AND s.before_person_id = ROW.actor_id AND NOT EXISTS (SELECT 1 FROM "
            "commitments_commitmentstep e WHERE e.commitment_id = s.commitment_id "
            "AND e.kind = 'extended' AND e.id > s.id)))",
            "Quien está o estuvo a cargo de un compromiso no se da otro plazo ni lo deja sin "
            "efecto.",
        ),
        refuse(
            "commitments_commitmentstep",
            "of_an_open_one",
            "INSERT",
            "EXISTS (SELECT 1 FROM commitments_commitment c WHERE c.id = ROW.commitment_id "
            "AND c.state NOT IN ('pending', 'reported'))",
            "Este compromiso ya está cerrado.",
        ),
        refuse(
            "commitments_commitmentstep",
            "in_its_turn",
            "INSERT",
            "(ROW.kind IN ('fulfilled', 'returned') AND NOT EXISTS (SELECT 1 FROM "
            "commitments_commitment c WHERE c.id = ROW.commitment_id AND c.state = 'reported')) "
            "OR (ROW.kind IN ('reported', 'extended', 'not_fulfilled') AND NOT EXISTS (SELECT 1 "
            "FROM commitments_commitment c WHERE c.id = ROW.commitment_id "
            "AND c.state = 'pending'))",
            "Este compromiso cambió mientras usted escribía. Abra la página de nuevo.",
        ),
        refuse(
            "commitments_commitmentstep",
            "proved_by_its_own_document",
            "INSERT",
            "ROW.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents_document d "
            "JOIN commitments_commitment c ON c.dossier_id = d.dossier_id "
            "WHERE d.id = ROW.document_id AND c.id = ROW.commitment_id)",
            "Esa evidencia es de otro expediente.",
        ),
    ]

    class Meta:
        verbose_name = "paso de un compromiso"
        verbose_name_plural = "pasos de los compromisos"
        constraints = [
            models.CheckConstraint(
                name="commitmentstep_reported_is_proved",
                condition=~Q(kind="reported") | Q(document__isnull=False),
                violation_error_message="Un cumplimiento se informa con su evidencia.",
            ),
            models.CheckConstraint(
                name="commitmentstep_extended_is_later",
                condition=~Q(kind="extended")
                | Q(due_on__isnull=False, before_on__isnull=False, due_on__gt=F("before_on")),
                violation_error_message="El nuevo plazo es posterior al que tenía.",
            ),
            models.CheckConstraint(
                name="commitmentstep_says_why",
                condition=Q(kind__in=("reported", "fulfilled", "split", "resumed"))
                | ~Q(remarks=""),
                violation_error_message="Escriba el motivo.",
            ),
            models.CheckConstraint(
                name="commitmentstep_handed_to_somebody",
                condition=~Q(kind="handed") | Q(organisation__isnull=False),
                violation_error_message="Diga a quién pasa el compromiso.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.commitment}"
