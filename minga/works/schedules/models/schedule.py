"""The schedule of a project and its versions: the first approved one is the baseline."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.access import Access
from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import Version, version_constraints, version_triggers
from minga.people.models import Person
from minga.works.models import Project

SCHEDULES, VERSIONS = "schedules_schedule", "schedules_scheduleversion"
BASELINE = 1


class ScheduleQuerySet(ScopedQuerySet["Schedule"]):
    def visible_to(self, access: Access) -> Self:
        """Who reads a project reads what it promises."""
        return self.filter(project__in=Project.objects.visible_to(access).values("pk"))

    def for_page(self) -> Self:
        return self.select_related("project__service__party", "project__dossier")


class Schedule(Fact):
    """Programa de un proyecto: the identity; what it says is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    project = models.OneToOneField(
        Project, models.PROTECT, related_name="schedule", verbose_name="proyecto"
    )
    # A number is never used again, not even a discarded draft's: events speak of it.
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)

    objects: ClassVar[ScheduleQuerySet] = ScheduleQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            SCHEDULES,
            "stays",
            "DELETE",
            "1=1",
            "El programa de un proyecto no se borra: se reprograma.",
        ),
        refuse(
            SCHEDULES,
            "keeps_its_project",
            "UPDATE",
            "NEW.project_id <> OLD.project_id OR NEW.public_id <> OLD.public_id "
            "OR NEW.last_version < OLD.last_version",
            "Un programa no cambia de proyecto ni repite números de versión.",
        ),
    ]

    class Meta:
        verbose_name = "programa de un proyecto"
        verbose_name_plural = "programas de los proyectos"

    def __str__(self) -> str:
        return f"programa de {self.project}"

    def belongs_to(self) -> dict[str, str]:
        return self.project.belongs_to()


class ScheduleVersionQuerySet(ScopedQuerySet["ScheduleVersion"]):
    def visible_to(self, access: Access) -> Self:
        return self.filter(schedule__in=Schedule.objects.visible_to(access).values("pk"))

    def for_page(self) -> Self:
        return self.select_related("schedule__project__service__party", "approved_by")

    def in_force(self) -> Self:
        return self.filter(status="in_force")

    def baselines(self) -> Self:
        """The first one, once it was approved."""
        return self.filter(number=BASELINE, approved_on__isnull=False)


class ScheduleVersion(Version):
    """Versión del programa de un proyecto: the first is the baseline, the others reprogram it with
    a reason."""

    schedule = models.ForeignKey(
        Schedule, models.PROTECT, related_name="versions", verbose_name="programa"
    )
    reason = models.TextField("motivo", max_length=2000, blank=True)
    # Begun from what was executed until a month, and not from the version before it.
    is_from_execution = models.BooleanField("construida desde la ejecución", default=False)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    objects: ClassVar[ScheduleVersionQuerySet] = ScheduleVersionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        *version_triggers(
            VERSIONS,
            "schedules.scheduleversion",
            ("schedule_id", "reason", "is_from_execution"),
        ),
        approved_through_steps(VERSIONS, "schedules.scheduleversion"),
        refuse(
            VERSIONS,
            "sent_stays",
            "UPDATE",
            "NEW.schedule_id <> OLD.schedule_id OR (OLD.status = 'submitted' "
            "AND (NEW.reason <> OLD.reason OR NEW.number <> OLD.number "
            "OR NEW.is_from_execution <> OLD.is_from_execution))",
            "Está enviada a aprobación: pida que la devuelvan para seguir editándola.",
        ),
    ]

    class Meta:
        verbose_name = "versión del programa de un proyecto"
        verbose_name_plural = "versiones de los programas de los proyectos"
        constraints = [
            *version_constraints("scheduleversion", "schedule"),
            models.CheckConstraint(
                name="scheduleversion_number_from_1",
                condition=Q(number__gte=BASELINE),
                violation_error_message="Las versiones se numeran desde 1.",
            ),
            models.CheckConstraint(
                name="scheduleversion_reprogramming_says_why",
                condition=Q(status="draft") | Q(number=BASELINE) | ~Q(reason=""),
                violation_error_message="Una reprogramación dice su motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"versión {self.number}"

    @property
    def is_baseline(self) -> bool:
        return self.number == BASELINE

    @property
    def called(self) -> str:
        """«línea base» or «reprogramación 2»."""
        return "línea base" if self.is_baseline else f"reprogramación {self.number - 1}"
