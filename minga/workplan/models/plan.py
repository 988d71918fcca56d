"""The work plan: identity, versions, and the objectives and activities of each version."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import Trigger, TriggerList, refuse
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.rules.workplan import FULL_WEIGHT
from minga.territory.models import Territory

if TYPE_CHECKING:
    from minga.workplan.models.stages import StageClosing


class WorkPlanQuerySet(ScopedQuerySet["WorkPlan"]):
    organisations = ("service", "dossier__readers")
    territories = ("territory",)

    def for_page(self) -> Self:
        return self.select_related("service__party", "territory", "dossier")


class WorkPlan(Fact):
    """Programa de trabajo: of an institution, a territory and a year. What it says is in its
    versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="work_plans", verbose_name="servicio"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="work_plans", verbose_name="territorio"
    )
    year = models.PositiveSmallIntegerField("año")
    # A number is never used again, not even a discarded draft's: events speak of it.
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="work_plan", verbose_name="expediente"
    )

    objects: ClassVar[WorkPlanQuerySet] = WorkPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "programa de trabajo"
        verbose_name_plural = "programas de trabajo"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "territory", "year"],
                name="workplan_once_per_year",
                violation_error_message="Ya existe el programa de ese servicio, territorio y año.",
            ),
            models.CheckConstraint(
                name="workplan_year_is_plausible",
                condition=Q(year__gte=1998, year__lte=2100),
                violation_error_message="El año va de 1998, en que comenzó el PMG, a 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"programa de trabajo {self.year}"

    @cached_property
    def evaluation(self) -> "StageClosing | None":
        """Who closed its last stage and when: from then on nothing of the plan changes."""
        return self.closings.filter(stage="evaluation").select_related("closed_by").first()

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id, "territory": self.territory.public_id}


class WorkPlanVersion(Version):
    """Versión del programa: what was proposed, approved and superseded."""

    plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="versions", verbose_name="programa de trabajo"
    )
    # Moved by the triggers of the activities: a counter, so that the database can hold the sum of
    # 100.
    weight_total = models.PositiveSmallIntegerField(
        "suma de ponderaciones (%)", default=0, editable=False
    )
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    triggers = [
        *version_triggers(
            "workplan_workplanversion", "workplan.workplanversion", ("plan_id", "weight_total")
        ),
        approved_through_steps("workplan_workplanversion", "workplan.workplanversion"),
    ]

    class Meta:
        verbose_name = "versión del programa"
        verbose_name_plural = "versiones del programa"
        constraints = [
            *version_constraints("workplanversion", "plan"),
            models.CheckConstraint(
                name="workplanversion_weights_sum_100",
                condition=Q(status__in=("draft", "submitted")) | Q(weight_total=FULL_WEIGHT),
                violation_error_message="Las ponderaciones de un programa aprobado suman 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"versión {self.number}"

    @property
    def missing_weight(self) -> int:
        """Points missing to 100; negative when there are too many."""
        return FULL_WEIGHT - self.weight_total

    @property
    def surplus(self) -> int:
        return max(0, -self.missing_weight)


class Objective(Fact):
    """Objetivo transversal: groups activities in a version."""

    version = models.ForeignKey(
        WorkPlanVersion,
        models.PROTECT,
        related_name="objectives",
        verbose_name="versión del programa",
    )
    number = models.PositiveSmallIntegerField("número")
    title = models.CharField("título", max_length=200)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    triggers = [
        children_of_drafts_only(
            "workplan_objective",
            "SELECT v.status FROM workplan_workplanversion v WHERE v.id = ROW.version_id",
        ),
        refuse(
            "workplan_objective",
            "keeps_version",
            "UPDATE",
            "NEW.version_id <> OLD.version_id",
            "Un objetivo no cambia de versión.",
        ),
    ]

    class Meta:
        verbose_name = "objetivo transversal"
        verbose_name_plural = "objetivos transversales"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="objective_number_once",
                violation_error_message="Ese número de objetivo ya está en uso.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ActivityLine(Fact):
    """Línea de actividad: the same activity through the versions; proof hangs here."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="lines", verbose_name="programa de trabajo"
    )

    class Meta:
        verbose_name = "línea de actividad"
        verbose_name_plural = "líneas de actividad"

    def __str__(self) -> str:
        return self.public_id


class ActivityQuerySet(FactQuerySet["Activity"]):
    def for_page(self) -> Self:
        related = ("objective", "line", "responsible__institution")
        return self.select_related(*related).order_by("objective__number", "number")

    def in_force_on(self, day: date) -> Self:
        """Of the version that ruled a day."""
        return self.filter(
            Q(version__superseded_on__isnull=True) | Q(version__superseded_on__gt=day),
            version__approved_on__lte=day,
        )


def _year_of(column: str) -> str:
    """The year of a date, in SQL that SQLite and PostgreSQL both read."""
    return f"CAST(SUBSTR(CAST({column} AS VARCHAR(10)), 1, 4) AS INTEGER)"


def _out_of_year() -> str:
    """Either date in another year than the plan of the version."""
    starts, ends = _year_of("ROW.starts_on"), _year_of("ROW.ends_on")
    year = (
        "(SELECT p.year FROM workplan_workplan p "
        "JOIN workplan_workplanversion v ON v.plan_id = p.id WHERE v.id = ROW.version_id)"
    )
    return f"{starts} <> {year} OR {ends} <> {starts}"


def _weight_counter() -> TriggerList:
    table, moves = (
        "workplan_activity",
        "UPDATE workplan_workplanversion SET weight_total = weight_total",
    )
    return TriggerList(
        (
            Trigger(
                "workplan_activity_weight_in", table, "INSERT",
                statement=f"{moves} + NEW.weight WHERE id = NEW.version_id",
            ),
            Trigger(
                "workplan_activity_weight_change", table, "UPDATE",
                when="NEW.weight <> OLD.weight",
                statement=f"{moves} - OLD.weight + NEW.weight WHERE id = NEW.version_id",
            ),
            Trigger(
                "workplan_activity_weight_out", table, "DELETE",
                statement=f"{moves} - OLD.weight WHERE id = OLD.version_id",
            ),
        )
    )  # fmt: skip


class Activity(Fact):
    """Actividad: what will be done, by whom and when, with which weight and which evidence."""

    version = models.ForeignKey(
        WorkPlanVersion,
        models.PROTECT,
        related_name="activities",
        verbose_name="versión del programa",
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="activities", verbose_name="objetivo"
    )
    line = models.ForeignKey(
        ActivityLine, models.PROTECT, related_name="activities", verbose_name="línea de actividad"
    )
    number = models.PositiveSmallIntegerField("número")
    title = models.CharField("actividad", max_length=200)
    weight = models.PositiveSmallIntegerField("ponderación (%)")
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="work_plan_activities",
        verbose_name="unidad responsable",
    )
    starts_on = models.DateField("comienza el")
    ends_on = models.DateField("termina el")
    expected_evidence = models.CharField("medio de verificación esperado", max_length=300)
    evidence_needed = models.PositiveSmallIntegerField("evidencias necesarias", default=1)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        children_of_drafts_only(
            "workplan_activity",
            "SELECT v.status FROM workplan_workplanversion v WHERE v.id = ROW.version_id",
        ),
        refuse(
            "workplan_activity",
            "within_year",
            "INSERT UPDATE",
            _out_of_year(),
            "Las fechas de una actividad son del año de su programa.",
        ),
        refuse(
            "workplan_activity",
            "stays_in_version",
            "INSERT UPDATE",
            "ROW.version_id <> (SELECT o.version_id FROM workplan_objective o WHERE o.id = "
            "ROW.objective_id) "
            "OR (SELECT l.plan_id FROM workplan_activityline l WHERE l.id = ROW.line_id) <> "
            "(SELECT v.plan_id FROM workplan_workplanversion v WHERE v.id = ROW.version_id)",
            "El objetivo y la línea son del mismo programa que la actividad.",
        ),
        refuse(
            "workplan_activity",
            "keeps_version",
            "UPDATE",
            "NEW.version_id <> OLD.version_id",
            "Una actividad no cambia de versión.",
        ),
        _weight_counter(),
    ]

    class Meta:
        verbose_name = "actividad"
        verbose_name_plural = "actividades"
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "number"],
                name="activity_number_once",
                violation_error_message="Ese número ya está en uso en el objetivo.",
            ),
            models.UniqueConstraint(
                fields=["version", "line"], name="activity_line_once_per_version"
            ),
            models.CheckConstraint(
                name="activity_weight_1_to_100",
                condition=Q(weight__gte=1, weight__lte=FULL_WEIGHT),
                violation_error_message="La ponderación va de 1 a 100.",
            ),
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="El término no puede ser anterior al comienzo.",
            ),
            models.CheckConstraint(
                name="activity_needs_evidence",
                condition=Q(evidence_needed__gte=1, evidence_needed__lte=12),
                violation_error_message="Una actividad se prueba con una a doce evidencias.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """«3.1»: objective and activity."""
        return f"{self.objective.number}.{self.number}"

    def is_late(self, day: date) -> bool:
        return self.ends_on < day
