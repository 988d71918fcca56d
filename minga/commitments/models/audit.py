"""What an audit found, who answers for it, and what was said of it at each follow-up."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.commitments.heirs import inherited
from minga.core.access import Access
from minga.core.cases import AboutCase, case_constraints
from minga.core.clock import today
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document, Dossier
from minga.people.models import Organisation, Person


class AuditQuerySet(ScopedQuerySet["Audit"]):
    organisations = ("service",)

    def for_page(self) -> Self:
        return self.select_related("service__party", "dossier", "report__file")


class Audit(Fact):
    """Auditoría: a report of who controls, with its number and date."""

    class Kind(models.TextChoices):
        COMPTROLLER = "comptroller", "contraloría general"
        INTERNAL = "internal", "contraloría interna"
        MINISTRY = "ministry", "auditoría ministerial"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    kind = models.CharField("quién audita", max_length=12, choices=Kind.choices)
    report_number = models.CharField("número del informe", max_length=40)
    report_date = models.DateField("fecha del informe")
    title = models.CharField("materia", max_length=200)
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="audit", verbose_name="expediente"
    )
    report = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="informe",
    )
    created_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="registrada por"
    )
    created_on = models.DateField("registrada el")

    objects: ClassVar[AuditQuerySet] = AuditQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("commitments_audit")]

    class Meta:
        verbose_name = "auditoría"
        verbose_name_plural = "auditorías"
        constraints = [
            models.UniqueConstraint(
                name="audit_report_once",
                fields=["service", "kind", "report_number", "report_date"],
                violation_error_message="Ese informe ya está registrado.",
            ),
            models.CheckConstraint(
                name="audit_names_its_report",
                condition=~Q(report_number="") & ~Q(title=""),
                violation_error_message="Escriba el número del informe y su materia.",
            ),
        ]

    def __str__(self) -> str:
        return f"Informe {self.report_number}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class Seriousness(models.TextChoices):
    """As the Comptroller grades what it finds."""

    HIGH = "high", "altamente compleja"
    COMPLEX = "complex", "compleja"
    MEDIUM = "medium", "medianamente compleja"
    LOW = "low", "levemente compleja"


class Outcome(models.TextChoices):
    SOLVED = "solved", "subsanada"
    PARTIAL = "partial", "parcialmente subsanada"
    UNSOLVED = "unsolved", "no subsanada"


class FindingQuerySet(ScopedQuerySet["Finding"]):
    organisations = ("audit__service", "responsible", "responsible__institution")

    def visible_to(self, access: Access) -> Self:
        """Also those of a body that closed, for the one that came after it."""
        if access.reads_all:
            return self
        seen = super().visible_to(access)
        day = access.on or today()
        return seen | self.filter(inherited("responsible", day, institutions=access.institutions))

    def for_page(self) -> Self:
        return self.select_related(
            "audit__service__party", "dossier", "responsible__institution",
            "responsible__successor",
        )  # fmt: skip

    def open(self) -> Self:
        return self.exclude(outcome=Outcome.SOLVED)

    def awaiting_answer(self) -> Self:
        return self.open().filter(Q(answered_on__isnull=True) | Q(asked_on__isnull=False))


class Finding(Fact):
    """Hallazgo: one observation of an audit, with who answers and until when."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    audit = models.ForeignKey(
        Audit, models.PROTECT, related_name="findings", verbose_name="auditoría"
    )
    code = models.CharField("numeral", max_length=20)
    text = models.CharField("observación", max_length=1000)
    seriousness = models.CharField("gravedad", max_length=10, choices=Seriousness.choices)
    answer_due_on = models.DateField("plazo de respuesta")
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="responsable"
    )
    # Of its last follow-up; empty before the first one.
    outcome = models.CharField(
        "resultado del último seguimiento", max_length=10, choices=Outcome.choices, blank=True
    )
    next_on = models.DateField("próximo seguimiento", null=True, blank=True)
    answered_on = models.DateField("respondido el", null=True, blank=True)
    # By a follow-up that did not solve it, until it is answered again.
    asked_on = models.DateField("se espera otra respuesta desde el", null=True, blank=True)
    # Of its own: who answers for one finding reads nothing of the others. Empty in one registered
    # before findings had it, until its first document.
    dossier = models.OneToOneField(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="finding",
        verbose_name="expediente",
    )
    created_on = models.DateField("registrado el")

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "commitments_finding",
            "what_was_found_stays",
            "UPDATE",
            "NEW.audit_id <> OLD.audit_id OR NEW.code <> OLD.code OR NEW.text <> OLD.text "
            "OR NEW.seriousness <> OLD.seriousness OR NEW.answer_due_on <> OLD.answer_due_on "
            "OR NEW.responsible_id <> OLD.responsible_id OR (OLD.dossier_id IS NOT NULL "
            "AND (NEW.dossier_id IS NULL OR NEW.dossier_id <> OLD.dossier_id))",
            "Lo que observó una auditoría no se cambia.",
        ),
        refuse(
            "commitments_finding",
            "stays_on_record",
            "DELETE",
            "1=1",
            "Un hallazgo no se borra.",
        ),
        refuse(
            "commitments_finding",
            "of_who_exists",
            "INSERT",
            "EXISTS (SELECT 1 FROM people_organisation o WHERE o.party_id = ROW.responsible_id "
            "AND o.valid_until IS NOT NULL AND o.valid_until <= ROW.created_on)",
            "La organización responsable ya no existe: elija la que la sucede.",
        ),
    ]

    class Meta:
        verbose_name = "hallazgo"
        verbose_name_plural = "hallazgos"
        constraints = [
            models.UniqueConstraint(
                name="finding_code_once",
                fields=["audit", "code"],
                violation_error_message="Ese numeral ya está en el informe.",
            ),
            models.CheckConstraint(
                name="finding_says_what",
                condition=~Q(code="") & ~Q(text=""),
                violation_error_message="Escriba el numeral y la observación.",
            ),
            models.CheckConstraint(
                name="finding_solved_is_followed_no_more",
                condition=~Q(outcome="solved") | Q(next_on__isnull=True),
                violation_error_message="Lo subsanado no tiene otro seguimiento.",
            ),
            models.CheckConstraint(
                name="finding_asked_again_was_followed",
                condition=Q(asked_on__isnull=True) | Q(outcome__in=("partial", "unsolved")),
                violation_error_message="Otra respuesta se pide de lo que no está subsanado.",
            ),
        ]
        indexes = [models.Index(fields=["responsible", "outcome"], name="finding_by_responsible")]

    def __str__(self) -> str:
        return f"Hallazgo {self.code} del {str(self.audit).lower()}"

    @property
    def is_open(self) -> bool:
        return self.outcome != Outcome.SOLVED

    @property
    def said(self) -> str:
        if self.outcome:
            return str(self.get_outcome_display())
        return "respondida" if self.answered_on else "por responder"

    def awaits_answer(self, day: date) -> bool:
        return (self.answered_on is None or self.asked_on is not None) and self.is_open

    @property
    def answer_due(self) -> date:
        """Another answer is due when it is followed again."""
        return self.next_on if self.asked_on and self.next_on else self.answer_due_on

    def is_late(self, day: date) -> bool:
        """Its answer, or its follow-up, should have been there."""
        if not self.is_open:
            return False
        followed = self.next_on is not None and self.next_on < day
        return followed or (self.answered_on is None and self.answer_due_on < day)

    def tone_on(self, day: date) -> str:
        if self.is_late(day) or self.outcome == Outcome.UNSOLVED:
            return "stop"
        return "ok" if self.outcome == Outcome.SOLVED else "wait"

    @property
    def service(self) -> Organisation:
        return self.audit.service

    @property
    def service_id(self) -> int:
        found: int = self.audit.service_id
        return found

    def belongs_to(self) -> dict[str, str]:
        return self.audit.belongs_to()


class FindingAnswer(Fact):
    """Respuesta a un hallazgo: what the responsible says, with its document."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="answers", verbose_name="hallazgo"
    )
    text = models.TextField("respuesta", max_length=4000)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="evidencia"
    )
    actor = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="respondido por"
    )
    on = models.DateField("fecha")

    triggers = [
        append_only("commitments_findinganswer"),
        refuse(
            "commitments_findinganswer",
            "while_it_is_open",
            "INSERT",
            "EXISTS (SELECT 1 FROM commitments_finding f WHERE f.id = ROW.finding_id "
            "AND f.outcome = 'solved')",
            "Este hallazgo ya está subsanado.",
        ),
        refuse(
            "commitments_findinganswer",
            "proved_by_its_own_document",
            "INSERT",
            "ROW.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents_document d "
            "JOIN commitments_finding f ON f.dossier_id = d.dossier_id "
            "WHERE d.id = ROW.document_id AND f.id = ROW.finding_id)",
            "Esa evidencia es de otro expediente.",
        ),
        refuse(
            "commitments_findinganswer",
            "not_by_who_assesses",
            "INSERT",
            "EXISTS (SELECT 1 FROM commitments_findingfollowup u WHERE u.finding_id = "
            "ROW.finding_id AND u.assessed_by_id = ROW.actor_id)",
            "Quien evalúa un hallazgo no lo responde.",
            alone=True,
        ),
    ]

    class Meta:
        verbose_name = "respuesta a un hallazgo"
        verbose_name_plural = "respuestas a los hallazgos"
        constraints = [
            models.CheckConstraint(
                name="findinganswer_says_something",
                condition=~Q(text=""),
                violation_error_message="Escriba la respuesta.",
            )
        ]

    def __str__(self) -> str:
        return f"respuesta al {self.finding}"


class FindingFollowUp(Fact):
    """Seguimiento de un hallazgo: its state on a day, as another person assessed it."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="follow_ups", verbose_name="hallazgo"
    )
    on = models.DateField("fecha")
    outcome = models.CharField("resultado", max_length=10, choices=Outcome.choices)
    remarks = models.TextField("fundamento", max_length=2000)
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="documento del seguimiento",
    )
    assessed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="evaluado por"
    )
    next_on = models.DateField("próximo seguimiento", null=True, blank=True)

    triggers = [
        append_only("commitments_findingfollowup"),
        refuse(
            "commitments_findingfollowup",
            "not_by_who_answered",
            "INSERT",
            "EXISTS (SELECT 1 FROM commitments_findinganswer a WHERE a.finding_id = "
            "ROW.finding_id AND a.actor_id = ROW.assessed_by_id)",
            "Quien responde un hallazgo no lo evalúa.",
            alone=True,
        ),
    ]

    class Meta:
        verbose_name = "seguimiento de un hallazgo"
        verbose_name_plural = "seguimientos de los hallazgos"
        constraints = [
            models.CheckConstraint(
                name="findingfollowup_says_why",
                condition=~Q(remarks=""),
                violation_error_message="Escriba en qué se funda.",
            ),
            models.CheckConstraint(
                name="findingfollowup_next_is_later",
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                violation_error_message="El próximo seguimiento es posterior a este.",
            ),
            models.CheckConstraint(
                name="findingfollowup_open_has_a_next_one",
                condition=Q(outcome="solved", next_on__isnull=True)
                | (~Q(outcome="solved") & Q(next_on__isnull=False)),
                violation_error_message="Lo que no está subsanado tiene otro seguimiento.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.finding}"


class FindingList(Fact):
    """Nómina de un hallazgo: the rows that it speaks of, as they were pasted or picked."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="lists", verbose_name="hallazgo"
    )
    title = models.CharField("qué son", max_length=120)
    count = models.PositiveIntegerField("cuántos")
    # Of the references, one a line, in their order: a list that is handed over can be compared.
    sha256 = models.CharField("huella", max_length=64)
    added_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="agregada por"
    )
    on = models.DateField("fecha")

    triggers = [append_only("commitments_findinglist")]

    class Meta:
        verbose_name = "nómina de un hallazgo"
        verbose_name_plural = "nóminas de los hallazgos"
        constraints = [
            models.UniqueConstraint(
                name="findinglist_once",
                fields=["finding", "sha256"],
                violation_error_message="Esa misma nómina ya está en el hallazgo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.count})"


class FindingRow(AboutCase, Fact):
    """Registro de una nómina: one record that a finding speaks of, in Minga or elsewhere."""

    list = models.ForeignKey(
        FindingList, models.PROTECT, related_name="rows", verbose_name="nómina"
    )
    position = models.PositiveIntegerField("lugar")
    reference = models.CharField("referencia", max_length=160)

    triggers = [append_only("commitments_findingrow")]

    class Meta:
        verbose_name = "registro de una nómina"
        verbose_name_plural = "registros de las nóminas"
        constraints = [
            models.UniqueConstraint(
                name="findingrow_once",
                fields=["list", "reference"],
                violation_error_message="Ese registro ya está en la nómina.",
            ),
            *case_constraints("findingrow"),
        ]

    def __str__(self) -> str:
        return self.reference
