"""What was proved of an activity and when: added, never changed. A later fact takes the place of an
earlier one."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import TriggerList, append_only, refuse
from minga.documents.models import Document
from minga.people.models import Person
from minga.workplan.models.plan import ActivityLine, WorkPlan

CLOSED = "Cerrada la evaluación de un programa, sus evidencias y estados ya no cambian."


def _after_the_evaluation(table: str, line: str) -> TriggerList:
    """`line`: SQL of the activity line of `ROW`. Nothing is proved of a plan already evaluated."""
    return refuse(
        table,
        "of_an_open_plan",
        "INSERT",
        # Names of our own columns, never of a person: nothing here can be injected.
        "EXISTS (SELECT 1 FROM workplan_stageclosing c JOIN workplan_activityline l "  # noqa: S608
        f"ON l.plan_id = c.plan_id WHERE l.id = {line} AND c.stage = 'evaluation')",
        CLOSED,
    )


class Status(models.TextChoices):
    """As the official form names them; only the first earns the weight."""

    FULFILLED = "fulfilled", "cumple"
    NOT_FULFILLED = "not_fulfilled", "no cumple"
    IN_PROCESS = "in_process", "en proceso"
    IN_EXECUTION = "in_execution", "en ejecución"


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    organisations = ("line__plan__service", "line__plan__dossier__readers")
    territories = ("line__plan__territory",)

    def for_page(self) -> Self:
        related = (
            "document__file",
            "uploaded_by",
            "review__reviewer",
            "shares__line__plan__service",
        )
        return self.select_related(*related).order_by("on", "pk")

    def current(self) -> Self:
        """Without those that a corrected one took the place of."""
        return self.filter(replaced_by__isnull=True)

    def waiting(self) -> Self:
        return self.current().filter(review__isnull=True)

    def to_share(self, plan: WorkPlan, day: date) -> Self:
        """Verified in another plan of the same year by that day, and not taken from a third one."""
        return (
            self.current()
            .filter(
                shares__isnull=True,
                line__plan__year=plan.year,
                review__outcome="verified",
                review__on__lte=day,
            )
            .exclude(line__plan=plan)
        )


class Evidence(Fact):
    """Medio de verificación: a dated document that proves an activity, uploaded by somebody; or one
    that already proves an activity of another plan, and serves this one too."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    line = models.ForeignKey(
        ActivityLine, models.PROTECT, related_name="evidence", verbose_name="línea de actividad"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="evidence", verbose_name="documento"
    )
    shares = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shared_as",
        verbose_name="comparte la de",
    )
    uploaded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="cargada por"
    )
    on = models.DateField("cargada el")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="corrige a",
    )

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("workplan_evidence"),
        _after_the_evaluation("workplan_evidence", "ROW.line_id"),
        refuse(
            "workplan_evidence",
            "shares_a_verified_one",
            "INSERT",
            "ROW.shares_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workplan_evidence e "
            "JOIN workplan_evidencereview r ON r.evidence_id = e.id AND r.outcome = 'verified' "
            "JOIN workplan_activityline l ON l.id = e.line_id "
            "JOIN workplan_activityline own ON own.id = ROW.line_id "
            "WHERE e.id = ROW.shares_id AND e.shares_id IS NULL "
            "AND e.document_id = ROW.document_id AND l.plan_id <> own.plan_id)",
            "Se comparte una evidencia ya verificada de otro programa.",
        ),
    ]

    class Meta:
        verbose_name = "medio de verificación"
        verbose_name_plural = "medios de verificación"
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(shares__isnull=True),
                name="evidence_document_once",
                violation_error_message="Ese documento ya es evidencia de otra actividad.",
            ),
            models.UniqueConstraint(
                fields=["line", "shares"],
                condition=Q(shares__isnull=False),
                name="evidence_shared_once",
                violation_error_message="Esa evidencia ya se usó en esta actividad.",
            ),
        ]

    def __str__(self) -> str:
        return self.document.title

    @property
    def uploaders(self) -> set[int]:
        """Who brought it, here and in the plan that it comes from: none of them verifies it."""
        own = {self.uploaded_by_id}
        return own | {self.shares.uploaded_by_id} if self.shares else own

    @property
    def is_reviewed(self) -> bool:
        """At any time, also after the day that one is looking at."""
        return hasattr(self, "review")

    def outcome_on(self, day: date) -> str | None:
        """Of its review, as known on the day; none while it waits."""
        review: EvidenceReview | None = getattr(self, "review", None)
        return review.outcome if review and review.on <= day else None


class EvidenceReview(Fact):
    """Revisión de evidencia: another person verified it or returned it."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", "verificada"
        RETURNED = "returned", "devuelta"

    evidence = models.OneToOneField(
        Evidence, models.PROTECT, related_name="review", verbose_name="evidencia"
    )
    outcome = models.CharField("resultado", max_length=10, choices=Outcome.choices)
    reviewer = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="revisada por"
    )
    on = models.DateField("revisada el")
    remarks = models.TextField("observaciones", blank=True)

    triggers = [
        append_only("workplan_evidencereview"),
        _after_the_evaluation(
            "workplan_evidencereview",
            "(SELECT e.line_id FROM workplan_evidence e WHERE e.id = ROW.evidence_id)",
        ),
        refuse(
            "workplan_evidencereview",
            "by_another_person",
            "INSERT",
            "EXISTS (SELECT 1 FROM workplan_evidence e LEFT JOIN workplan_evidence o "
            "ON o.id = e.shares_id WHERE e.id = ROW.evidence_id "
            "AND ROW.reviewer_id IN (e.uploaded_by_id, o.uploaded_by_id))",
            "Quien cargó una evidencia no la revisa.",
        ),
    ]

    class Meta:
        verbose_name = "revisión de evidencia"
        verbose_name_plural = "revisiones de evidencia"
        constraints = [
            models.CheckConstraint(
                name="evidencereview_returned_says_why",
                condition=Q(outcome="verified") | ~Q(remarks=""),
                violation_error_message="Escriba qué debe corregirse.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.evidence}"


class ActivityStatusQuerySet(FactQuerySet["ActivityStatus"]):
    def until(self, day: date) -> Self:
        """In the order of the facts; the last of a line is its status that day."""
        return self.filter(on__lte=day).order_by("on", "pk")


class ActivityStatus(Fact):
    """Estado de actividad: from a date on, until the next one. The score at any day is read from
    here."""

    line = models.ForeignKey(
        ActivityLine, models.PROTECT, related_name="statuses", verbose_name="línea de actividad"
    )
    status = models.CharField("estado", max_length=14, choices=Status.choices)
    on = models.DateField("desde el")
    recorded_at = models.DateTimeField("registrado el", default=timezone.now, editable=False)
    review = models.ForeignKey(
        EvidenceReview,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="revisión que lo prueba",
    )
    reason = models.TextField("motivo", blank=True)

    objects: ClassVar[ActivityStatusQuerySet] = ActivityStatusQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("workplan_activitystatus"),
        _after_the_evaluation("workplan_activitystatus", "ROW.line_id"),
        refuse(
            "workplan_activitystatus",
            "fulfilled_is_proved",
            "INSERT",
            "ROW.status = 'fulfilled' AND NOT EXISTS (SELECT 1 FROM workplan_evidencereview r "
            "JOIN workplan_evidence e ON e.id = r.evidence_id "
            "WHERE r.id = ROW.review_id AND r.outcome = 'verified' AND e.line_id = ROW.line_id)",
            "Cumple exige una evidencia verificada de la misma actividad.",
        ),
    ]

    class Meta:
        verbose_name = "estado de actividad"
        verbose_name_plural = "estados de actividad"
        constraints = [
            models.CheckConstraint(
                name="activitystatus_review_iff_fulfilled",
                condition=Q(status="fulfilled", review__isnull=False)
                | (~Q(status="fulfilled") & Q(review__isnull=True)),
                violation_error_message="Solo cumple se apoya en una evidencia verificada.",
            )
        ]
        indexes = [models.Index(fields=["line", "on"], name="activitystatus_by_day")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} desde el {self.on:%d-%m-%Y}"
