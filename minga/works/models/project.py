"""A project of works or a study: its record, its communes and the initiatives it answers to."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.months import MonthField, month_is_first_day
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.strategy.models import Initiative, LineOfAction, ProductLine
from minga.territory.models.shares import (
    Share,
    counts_shares,
    share_constraints,
    share_total,
    shares_within,
)
from minga.territory.reach import places_within

PROJECTS, SHARES, TIES = "works_project", "works_projectshare", "works_projectinitiative"
BIP = r"^[0-9]{8}-[0-9]$"


class Typology(models.TextChoices):
    STUDY = "study", "estudio básico"
    PROJECT = "project", "proyecto"
    PROGRAMME = "programme", "programa de inversión"


class ProjectStage(models.TextChoices):
    """Etapa of the public investment system."""

    IDEA = "idea", "idea"
    PROFILE = "profile", "perfil"
    PREFEASIBILITY = "prefeasibility", "prefactibilidad"
    FEASIBILITY = "feasibility", "factibilidad"
    DESIGN = "design", "diseño"
    EXECUTION = "execution", "ejecución"
    OPERATION = "operation", "operación"


class Rate(models.TextChoices):
    """RATE: the result of the technical and economic analysis."""

    RS = "rs", "RS, recomendado satisfactoriamente"
    FI = "fi", "FI, falta información"
    OT = "ot", "OT, objetado técnicamente"
    IN = "in", "IN, incumplimiento de normativa"
    RE = "re", "RE, reevaluación"
    AD = "ad", "AD, admisible"
    SR = "sr", "SR, sin RATE"
    ER = "er", "ER, en revisión"
    RSA = "rsa", "RS de arrastre"


class ProjectState(models.TextChoices):
    ACTIVE = "active", "en cartera"
    FINISHED = "finished", "terminado"
    WITHDRAWN = "withdrawn", "retirado de la cartera"


class ProjectQuerySet(ScopedQuerySet["Project"]):
    organisations = ("service", "principal", "dossier__readers")

    def visible_to(self, access: Access) -> Self:
        """Who reads a place reads what is in any part of it."""
        found = super().visible_to(access)
        if access.reads_all or not access.territories:
            return found
        there = ProjectShare.objects.filter(territory__in=places_within(access))
        return found | self.filter(pk__in=there.values("project"))

    def for_page(self) -> Self:
        return self.select_related(
            "service__party", "principal__party", "unit__party", "dossier", "product_line"
        )


class Project(Fact):
    """Proyecto: an initiative of investment in one stage. What its money is and when it is spent
    stand in its costs, sources and schedules; whether it is carry-over follows from contracts and
    spending and is never typed."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    # Whose money it is, when the service executes for another; empty for its own.
    principal = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="mandante",
    )  # fmt: skip
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="unidad responsable",
    )  # fmt: skip
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="project", verbose_name="expediente"
    )
    bip = models.CharField("código BIP", max_length=10)
    stage = models.CharField("etapa", max_length=14, choices=ProjectStage.choices)
    typology = models.CharField("tipología", max_length=9, choices=Typology.choices)
    name = models.CharField("nombre", max_length=200)
    line_of_action = models.CharField(
        "línea de acción", max_length=14, choices=LineOfAction.choices, blank=True
    )
    rate = models.CharField("RATE", max_length=3, choices=Rate.choices, blank=True)
    rate_on = models.DateField("fecha del RATE", null=True, blank=True)
    neighbourhood = models.CharField("barrio o sector", max_length=120, blank=True)
    # A point, a line or an area in degrees, as GeoJSON; empty where nobody drew it.
    location = models.JSONField("ubicación", null=True, blank=True)
    starts_on = models.DateField("inicio previsto", null=True, blank=True)
    ends_on = models.DateField("término previsto", null=True, blank=True)
    # Of the money of its costs.
    currency_month = MonthField(  # type: ignore[misc]  # the column knows no empty month
        "mes de la moneda", null=True, blank=True
    )
    beneficiaries_women = models.PositiveIntegerField("beneficiarias", null=True, blank=True)
    beneficiaries_men = models.PositiveIntegerField("beneficiarios", null=True, blank=True)
    beneficiaries = models.PositiveIntegerField("total de beneficiarios", null=True, blank=True)
    product_line = models.ForeignKey(
        ProductLine, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="producto estratégico",
    )  # fmt: skip
    expected_impact = models.TextField("impacto esperado", max_length=2000, blank=True)
    share_total = share_total()
    state = models.CharField(
        "estado", max_length=9, choices=ProjectState.choices, default=ProjectState.ACTIVE
    )
    closed_on = models.DateField("terminado o retirado el", null=True, blank=True)
    closed_because = models.CharField("motivo", max_length=600, blank=True)
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrado por",
    )  # fmt: skip
    # One for each change of what it says: a form opened before the last one is told so.
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ProjectQuerySet] = ProjectQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(PROJECTS, "stays_on_record", "DELETE", "1=1", "Un proyecto no se borra: se retira."),
        refuse(
            PROJECTS,
            "stays_what_it_is",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.dossier_id <> OLD.dossier_id "
            "OR NEW.public_id <> OLD.public_id",
            "Un proyecto no cambia de servicio ni de expediente.",
        ),
        refuse(
            PROJECTS,
            "begins_in_portfolio",
            "INSERT",
            "ROW.state <> 'active'",
            "Un proyecto entra a la cartera antes de terminar o retirarse.",
        ),
    ]

    class Meta:
        verbose_name = "proyecto"
        verbose_name_plural = "proyectos"
        ordering = ["bip", "stage"]
        indexes = [
            models.Index(fields=["service", "state", "line_of_action"], name="project_by_line"),
        ]
        constraints = [
            shares_within("project"),
            models.UniqueConstraint(
                fields=["service", "bip", "stage"],
                name="project_bip_once_per_stage",
                violation_error_message="Ese código BIP ya tiene un proyecto en la misma etapa.",
            ),
            models.CheckConstraint(
                name="project_bip_as_written",
                condition=Q(bip__regex=BIP),
                violation_error_message="El código BIP son ocho dígitos, un guion y un dígito: "
                "30045678-0.",
            ),
            models.CheckConstraint(
                name="project_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Un proyecto tiene nombre.",
            ),
            models.CheckConstraint(
                name="project_beneficiaries_add_up",
                condition=Q(beneficiaries__isnull=True)
                | Q(beneficiaries_women__isnull=True)
                | Q(beneficiaries_men__isnull=True)
                | Q(beneficiaries=F("beneficiaries_women") + F("beneficiaries_men")),
                violation_error_message="Mujeres más hombres no suman el total de beneficiarios.",
            ),
            models.CheckConstraint(
                name="project_begins_before_it_ends",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message="El término previsto es anterior al inicio previsto.",
            ),
            models.CheckConstraint(
                name="project_rate_date_with_rate",
                condition=Q(rate_on__isnull=True) | ~Q(rate=""),
                violation_error_message="La fecha del RATE va con su resultado.",
            ),
            models.CheckConstraint(
                name="project_closed_with_date_and_reason",
                condition=Q(state="active", closed_on__isnull=True, closed_because="")
                | (~Q(state="active") & Q(closed_on__isnull=False) & ~Q(closed_because="")),
                violation_error_message="Un proyecto termina o se retira con fecha y motivo.",
            ),
            models.CheckConstraint(
                name="project_works_for_another",
                condition=Q(principal__isnull=True) | ~Q(principal=F("service")),
                violation_error_message="El mandante es otra institución.",
            ),
            month_is_first_day("project", "currency_month"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.state == ProjectState.ACTIVE

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class ProjectShare(Share):
    """Comuna de un proyecto: its part of the money and the people of a project."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="shares", verbose_name="proyecto"
    )

    triggers = [counts_shares(SHARES, PROJECTS, "project_id")]

    class Meta:
        verbose_name = "comuna de un proyecto"
        verbose_name_plural = "comunas de los proyectos"
        constraints = share_constraints("projectshare", "project")

    def __str__(self) -> str:
        return f"{self.project} · {self.territory}"


class ProjectInitiative(Fact):
    """Iniciativa de un proyecto: one of the catalogue that it is part of, or is promised in."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="ties", verbose_name="proyecto"
    )
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="+", verbose_name="iniciativa"
    )

    triggers = [
        refuse(
            TIES,
            "of_one_service",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM works_project p JOIN strategy_initiative i "
            "ON i.service_id = p.service_id WHERE p.id = ROW.project_id "
            "AND i.id = ROW.initiative_id)",
            "La iniciativa es del mismo servicio que el proyecto.",
        )
    ]

    class Meta:
        verbose_name = "iniciativa de un proyecto"
        verbose_name_plural = "iniciativas de los proyectos"
        constraints = [
            models.UniqueConstraint(fields=["project", "initiative"], name="projectinitiative_once")
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.initiative}"
