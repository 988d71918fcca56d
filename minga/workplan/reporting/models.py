"""The written forms of a plan: which one, its versions, their rows and what a row stands on."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.months import MonthField, month_is_first_day
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.people.models import Organisation, Person
from minga.workplan.models import WorkPlan, WorkPlanVersion


class ReportKind(models.TextChoices):
    """In the order of the forms of 2007."""

    ANALYSIS = "analysis", "análisis del avance"
    SYSTEMS = "systems", "plan de mejora de un sistema"
    DIFFUSION = "diffusion", "difusión de resultados"
    PARTIAL = "partial", "evaluación parcial"
    FINAL = "final", "evaluación final"


class InformationSystem(Fact):
    """Sistema de información: a row of the catalogue of a service; its plans of improvement name
    it year after year."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="information_systems", verbose_name="servicio"
    )
    name = models.CharField("nombre", max_length=80)

    class Meta:
        verbose_name = "sistema de información"
        verbose_name_plural = "sistemas de información"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name"],
                name="informationsystem_name_once",
                violation_error_message="Ese sistema ya está en la lista.",
            ),
            models.CheckConstraint(name="informationsystem_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class PlanReportQuerySet(ScopedQuerySet["PlanReport"]):
    organisations = ("plan__service", "plan__dossier__readers")
    territories = ("plan__territory",)

    def for_page(self) -> Self:
        return self.select_related(
            "plan__service__party", "plan__territory", "plan__dossier", "system"
        )


class PlanReport(Fact):
    """Informe del programa: one written form of a plan. What it says is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="reports", verbose_name="programa de trabajo"
    )
    kind = models.CharField("formulario", max_length=10, choices=ReportKind.choices)
    system = models.ForeignKey(
        InformationSystem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="sistema de información",
    )
    # A number is never used again, not even a discarded draft's: events speak of it.
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)

    objects: ClassVar[PlanReportQuerySet] = PlanReportQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "reporting_planreport",
            "system_of_service",
            "INSERT",
            "(SELECT s.service_id FROM reporting_informationsystem s WHERE s.id = ROW.system_id) "
            "<> (SELECT p.service_id FROM workplan_workplan p WHERE p.id = ROW.plan_id)",
            "El sistema de información es del mismo servicio que el programa.",
        ),
        refuse(
            "reporting_planreport",
            "stays_the_same",
            "UPDATE",
            "NEW.plan_id <> OLD.plan_id OR NEW.kind <> OLD.kind "
            "OR COALESCE(NEW.system_id, 0) <> COALESCE(OLD.system_id, 0)",
            "Un informe no pasa a otro programa ni a otro formulario.",
        ),
    ]

    class Meta:
        verbose_name = "informe del programa"
        verbose_name_plural = "informes del programa"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=Q(system__isnull=True),
                name="planreport_once",
                violation_error_message="Ese informe del programa ya existe.",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "system"],
                name="planreport_once_per_system",
                violation_error_message="Ese informe del programa ya existe.",
            ),
            models.CheckConstraint(
                name="planreport_system_iff_improvement",
                condition=Q(kind="systems", system__isnull=False)
                | (~Q(kind="systems") & Q(system__isnull=True)),
                violation_error_message="El plan de mejora nombra su sistema; los demás, ninguno.",
            ),
        ]

    def __str__(self) -> str:
        said = ReportKind(self.kind).label
        return f"plan de mejora de {self.system}" if self.system_id else str(said)

    def belongs_to(self) -> dict[str, str]:
        return self.plan.belongs_to()


class PlanReportVersion(Version):
    """Versión del informe: what was sent, approved and superseded. It speaks of one approved
    version of the plan, whose objectives are its sections."""

    report = models.ForeignKey(
        PlanReport, models.PROTECT, related_name="versions", verbose_name="informe"
    )
    plan_version = models.ForeignKey(
        WorkPlanVersion, models.PROTECT, related_name="+", verbose_name="versión del programa"
    )
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    triggers = [
        *version_triggers(
            "reporting_planreportversion",
            "reporting.planreportversion",
            ("report_id", "plan_version_id"),
        ),
        approved_through_steps("reporting_planreportversion", "reporting.planreportversion"),
        refuse(
            "reporting_planreportversion",
            "of_an_approved_plan",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM workplan_workplanversion v "
            "JOIN reporting_planreport r ON r.plan_id = v.plan_id "
            "WHERE v.id = ROW.plan_version_id AND r.id = ROW.report_id "
            "AND v.approved_on IS NOT NULL)",
            "Un informe habla de una versión aprobada de su propio programa.",
        ),
        refuse(
            "reporting_planreportversion",
            "says_something",
            "UPDATE",
            "NEW.status <> 'draft' AND NOT EXISTS "
            "(SELECT 1 FROM reporting_reportrow r WHERE r.version_id = NEW.id)",
            "Un informe sin filas no se envía ni se aprueba.",
        ),
    ]

    class Meta:
        verbose_name = "versión del informe"
        verbose_name_plural = "versiones del informe"
        constraints = version_constraints("planreportversion", "report")

    def __str__(self) -> str:
        return f"versión {self.number}"


class ReportRowQuerySet(FactQuerySet["ReportRow"]):
    def for_page(self) -> Self:
        """In their order, with who answers and what each one stands on."""
        found = self.select_related("responsible", "event").prefetch_related("quotes")
        return found.order_by("section", "number")

    def compared(self) -> Self:
        """In their order, with what a version says otherwise than another."""
        return self.select_related("responsible").order_by("section", "number")

    def promised(self) -> Self:
        """Approved, and with a commitment for the next year."""
        return self.filter(version__status="in_force").exclude(commitment="")


class ReportRow(Fact):
    """Fila del informe: what was achieved, what is recommended and what stays promised. `key` is
    the same in each version, and in the final evaluation that follows a partial one."""

    version = models.ForeignKey(
        PlanReportVersion, models.PROTECT, related_name="rows", verbose_name="versión del informe"
    )
    key = models.CharField("clave de la fila", max_length=12, default=new_public_id)
    # Of its kind: number of the objective, audience, part of the evaluation.
    section = models.CharField("sección", max_length=8, blank=True)
    number = models.PositiveSmallIntegerField("número")
    title = models.CharField("tema", max_length=200, blank=True)
    achieved = models.TextField("avance", blank=True)
    recommendations = models.TextField("recomendaciones", blank=True)
    commitment = models.TextField("compromiso", blank=True)
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_rows",
        verbose_name="responsable",
    )
    responsible_words = models.CharField(
        "responsable, como se escribió", max_length=120, blank=True
    )
    due: Any = MonthField("plazo", null=True, blank=True)  # type: ignore[misc]  # may be empty
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ReportRowQuerySet] = ReportRowQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        children_of_drafts_only(
            "reporting_reportrow",
            "SELECT v.status FROM reporting_planreportversion v WHERE v.id = ROW.version_id",
        ),
        refuse(
            "reporting_reportrow",
            "keeps_place",
            "UPDATE",
            "NEW.version_id <> OLD.version_id OR NEW.key <> OLD.key",
            "Una fila no cambia de versión ni de clave.",
        ),
        refuse(
            "reporting_reportrow",
            "key_of_one_plan",
            "INSERT",
            "EXISTS (SELECT 1 FROM reporting_reportrow o "
            "JOIN reporting_planreportversion ov ON ov.id = o.version_id "
            "JOIN reporting_planreport orr ON orr.id = ov.report_id "
            "WHERE o.key = ROW.key AND orr.plan_id <> (SELECT r.plan_id "
            "FROM reporting_planreport r JOIN reporting_planreportversion v "
            "ON v.report_id = r.id WHERE v.id = ROW.version_id))",
            "La clave de una fila es de un solo programa.",
        ),
    ]

    class Meta:
        verbose_name = "fila del informe"
        verbose_name_plural = "filas del informe"
        indexes = [models.Index(fields=["key"], name="reportrow_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="reportrow_key_once"),
            models.UniqueConstraint(
                fields=["version", "section", "number"],
                name="reportrow_number_once",
                violation_error_message="Ese número ya está en uso en la sección.",
            ),
            models.CheckConstraint(
                name="reportrow_says_something",
                condition=~Q(title="") | ~Q(achieved=""),
                violation_error_message="Una fila dice algo.",
            ),
            month_is_first_day("reportrow", "due"),
        ]

    def __str__(self) -> str:
        return self.title or self.achieved[:60]

    @property
    def answers(self) -> str:
        """Who answers, as it was written; else the organisation."""
        return self.responsible_words or str(self.responsible or "")


class QuotedBacking(Fact):
    """Respaldo citado: a sentence that the record said and a row took into its text, with what the
    sentence stood on that day. It stays while the sentence is in the text."""

    row = models.ForeignKey(
        ReportRow, models.PROTECT, related_name="quotes", verbose_name="fila del informe"
    )
    sentence = models.TextField("frase")
    # [[words, address], …]
    stands_on: Any = models.JSONField("registros que la respaldan", default=list)

    triggers = [
        children_of_drafts_only(
            "reporting_quotedbacking",
            "SELECT v.status FROM reporting_planreportversion v "
            "JOIN reporting_reportrow r ON r.version_id = v.id WHERE r.id = ROW.row_id",
        )
    ]

    class Meta:
        verbose_name = "respaldo citado"
        verbose_name_plural = "respaldos citados"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "sentence"],
                name="quotedbacking_once_per_row",
                violation_error_message="Esa frase ya está en la fila.",
            ),
            models.CheckConstraint(name="quotedbacking_has_sentence", condition=~Q(sentence="")),
        ]

    def __str__(self) -> str:
        return self.sentence[:60]
