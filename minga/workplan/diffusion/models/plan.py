"""The diffusion plan of a work plan: identity, versions, mechanisms with the days they have."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.people.models import Organisation, Person
from minga.workplan.models import WorkPlan


class Audience(models.TextChoices):
    USERS = "users", "usuarios"
    STAFF = "staff", "funcionarios"


class MechanismKind(models.TextChoices):
    PUBLIC_ACCOUNT = "public_account", "cuenta pública"
    PRESS = "press", "prensa"
    BULLETIN = "bulletin", "boletín"
    STAFF_PAGE = "staff_page", "página del personal"
    WEBSITE = "website", "sitio web"
    ATTENTION = "attention", "espacio de atención"
    MEETING = "meeting", "reunión"
    REPORT = "report", "informe público"


class Frequency(models.TextChoices):
    CONTINUOUS = "continuous", "permanente"
    DATED = "dated", "en fechas"


class DiffusionPlanQuerySet(ScopedQuerySet["DiffusionPlan"]):
    organisations = ("plan__service", "plan__dossier__readers")
    territories = ("plan__territory",)

    def for_page(self) -> Self:
        return self.select_related("plan__service__party", "plan__territory", "plan__dossier")


class DiffusionPlan(Fact):
    """Plan de difusión: of a work plan. What it says is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    plan = models.OneToOneField(
        WorkPlan, models.PROTECT, related_name="diffusion", verbose_name="programa de trabajo"
    )
    # A number is never used again, not even a discarded draft's: events speak of it.
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)

    objects: ClassVar[DiffusionPlanQuerySet] = DiffusionPlanQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "diffusion_diffusionplan",
            "keeps_plan",
            "UPDATE",
            "NEW.plan_id <> OLD.plan_id",
            "Un plan de difusión no cambia de programa.",
        ),
    ]

    class Meta:
        verbose_name = "plan de difusión"
        verbose_name_plural = "planes de difusión"

    def __str__(self) -> str:
        return f"plan de difusión {self.plan.year}"

    def belongs_to(self) -> dict[str, str]:
        return self.plan.belongs_to()


class DiffusionVersion(Version):
    """Versión del plan de difusión: its mechanisms, proposed, approved and superseded."""

    diffusion = models.ForeignKey(
        DiffusionPlan, models.PROTECT, related_name="versions", verbose_name="plan de difusión"
    )
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    triggers = [
        *version_triggers(
            "diffusion_diffusionversion", "diffusion.diffusionversion", ("diffusion_id",)
        ),
        approved_through_steps("diffusion_diffusionversion", "diffusion.diffusionversion"),
        refuse(
            "diffusion_diffusionversion",
            "keeps_what_published",
            "UPDATE",
            "NEW.status = 'in_force' AND OLD.status <> 'in_force' AND EXISTS (SELECT 1 FROM "
            "diffusion_publication p JOIN diffusion_mechanismline l ON l.id = p.line_id "
            "WHERE l.diffusion_id = NEW.diffusion_id AND NOT EXISTS (SELECT 1 FROM "
            "diffusion_mechanism m WHERE m.version_id = NEW.id AND m.line_id = l.id))",
            "Un mecanismo que tiene publicaciones sigue en el plan.",
        ),
    ]

    class Meta:
        verbose_name = "versión del plan de difusión"
        verbose_name_plural = "versiones del plan de difusión"
        constraints = version_constraints("diffusionversion", "diffusion")

    def __str__(self) -> str:
        return f"versión {self.number}"


class MechanismLine(Fact):
    """Línea de mecanismo: the same mechanism through the versions; publications hang here."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    diffusion = models.ForeignKey(
        DiffusionPlan, models.PROTECT, related_name="lines", verbose_name="plan de difusión"
    )

    triggers = [
        refuse(
            "diffusion_mechanismline",
            "keeps_plan",
            "UPDATE",
            "NEW.diffusion_id <> OLD.diffusion_id",
            "Un mecanismo no cambia de plan.",
        ),
    ]

    class Meta:
        verbose_name = "línea de mecanismo"
        verbose_name_plural = "líneas de mecanismo"

    def __str__(self) -> str:
        return self.public_id


class MechanismQuerySet(FactQuerySet["Mechanism"]):
    def for_page(self) -> Self:
        return self.select_related("line", "responsible__institution").prefetch_related("dates")

    def in_force(self) -> Self:
        return self.filter(version__status="in_force")


class Mechanism(Fact):
    """Mecanismo de difusión: by what means one audience is told results, by whom and when."""

    version = models.ForeignKey(
        DiffusionVersion, models.PROTECT, related_name="mechanisms", verbose_name="versión del plan"
    )
    line = models.ForeignKey(
        MechanismLine,
        models.PROTECT,
        related_name="mechanisms",
        verbose_name="línea de mecanismo",
    )
    number = models.PositiveSmallIntegerField("número")
    name = models.CharField("mecanismo", max_length=160)
    audience = models.CharField("audiencia", max_length=5, choices=Audience.choices)
    kind = models.CharField("tipo", max_length=14, choices=MechanismKind.choices)
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad responsable"
    )
    frequency = models.CharField("frecuencia", max_length=10, choices=Frequency.choices)
    tells = models.TextField("qué resultados informa", max_length=600)
    # Keys of indicators of Minga whose figures it tells.
    indicators = models.JSONField("indicadores que informa", default=list, blank=True)
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[MechanismQuerySet] = MechanismQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        children_of_drafts_only(
            "diffusion_mechanism",
            "SELECT v.status FROM diffusion_diffusionversion v WHERE v.id = ROW.version_id",
        ),
        refuse(
            "diffusion_mechanism",
            "of_the_same_plan",
            "INSERT",
            "(SELECT l.diffusion_id FROM diffusion_mechanismline l WHERE l.id = ROW.line_id) <> "
            "(SELECT v.diffusion_id FROM diffusion_diffusionversion v WHERE v.id = ROW.version_id)",
            "El mecanismo y su línea son del mismo plan.",
        ),
        refuse(
            "diffusion_mechanism",
            "keeps_version",
            "UPDATE",
            "NEW.version_id <> OLD.version_id OR NEW.line_id <> OLD.line_id",
            "Un mecanismo no cambia de versión.",
        ),
        refuse(
            "diffusion_mechanism",
            "continuous_has_no_dates",
            "UPDATE",
            "NEW.frequency = 'continuous' AND EXISTS (SELECT 1 FROM diffusion_planneddate d "
            "WHERE d.mechanism_id = NEW.id)",
            "Un mecanismo permanente no tiene fechas.",
        ),
    ]

    class Meta:
        verbose_name = "mecanismo de difusión"
        verbose_name_plural = "mecanismos de difusión"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="mechanism_number_once",
                violation_error_message="Ese número de mecanismo ya está en uso.",
            ),
            models.UniqueConstraint(fields=["version", "line"], name="mechanism_line_once"),
            models.CheckConstraint(
                name="mechanism_one_audience",
                condition=Q(audience__in=Audience.values),
                violation_error_message="Un mecanismo tiene una sola audiencia.",
            ),
            models.CheckConstraint(
                name="mechanism_says_what_it_tells",
                condition=~Q(tells="") & ~Q(name=""),
                violation_error_message="Escriba el mecanismo y qué resultados informa.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def planned(self) -> list[date]:
        """Its days, in order; none of a continuous one."""
        return sorted(row.on for row in self.dates.all())

    @property
    def is_continuous(self) -> bool:
        return self.frequency == Frequency.CONTINUOUS


class PlannedDate(Fact):
    """Fecha de difusión: a day for which a mechanism has a publication planned."""

    mechanism = models.ForeignKey(
        Mechanism, models.PROTECT, related_name="dates", verbose_name="mecanismo"
    )
    on = models.DateField("fecha")

    triggers = [
        children_of_drafts_only(
            "diffusion_planneddate",
            "SELECT v.status FROM diffusion_diffusionversion v JOIN diffusion_mechanism m "
            "ON m.version_id = v.id WHERE m.id = ROW.mechanism_id",
        ),
        refuse(
            "diffusion_planneddate",
            "of_the_year_of_the_plan",
            "INSERT UPDATE",
            'CAST(SUBSTR(CAST(ROW."on" AS VARCHAR(10)), 1, 4) AS INTEGER) <> (SELECT w.year FROM '
            "workplan_workplan w JOIN diffusion_diffusionplan d ON d.plan_id = w.id JOIN "
            "diffusion_diffusionversion v ON v.diffusion_id = d.id JOIN diffusion_mechanism m "
            "ON m.version_id = v.id WHERE m.id = ROW.mechanism_id)",
            "Las fechas de difusión son del año del programa.",
        ),
        refuse(
            "diffusion_planneddate",
            "of_a_dated_one",
            "INSERT UPDATE",
            "(SELECT m.frequency FROM diffusion_mechanism m WHERE m.id = ROW.mechanism_id) <> "
            "'dated'",
            "Un mecanismo permanente no tiene fechas.",
        ),
    ]

    class Meta:
        verbose_name = "fecha de difusión"
        verbose_name_plural = "fechas de difusión"
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "on"],
                name="planneddate_once",
                violation_error_message="Esa fecha ya está en el mecanismo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%d-%m-%Y}"
