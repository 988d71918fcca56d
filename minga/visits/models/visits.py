"""A visit that must be made: its case, its legal deadline that never moves, and who goes."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from minga.core.cases import AboutCase, case_constraints
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person
from minga.territory.models import Territory
from minga.visits.models.rules import RuleVersion, VisitRule

OPEN = ("unassigned", "assigned", "failed")


class VisitQuerySet(ScopedQuerySet["Visit"]):
    organisations = ("service",)
    territories = ("territory",)

    def for_page(self) -> Self:
        return self.select_related("service__party", "unit", "territory", "inspector", "version")

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def overdue(self, on: date) -> Self:
        """Open past the deadline that holds: the last extension, else the original one."""
        return self.open().with_limit().filter(limit__lt=on)

    def due_in(self, year: int) -> Self:
        return self.with_limit().filter(limit__year=year)

    def due_by(self, day: date) -> Self:
        return self.with_limit().filter(limit__lte=day)

    def with_limit(self) -> Self:
        return self.annotate(limit=Coalesce("extended_to", "due_on"))


class Visit(Fact, AboutCase):
    """Visita: to one case, by one deadline; made by a rule or by hand with a reason."""

    class Status(models.TextChoices):
        UNASSIGNED = "unassigned", "por asignar"
        ASSIGNED = "assigned", "asignada"
        FAILED = "failed", "no se pudo hacer"
        DONE = "done", "realizada"
        VOID = "void", "sin efecto"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="visits", verbose_name="servicio"
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad responsable"
    )
    rule = models.ForeignKey(
        VisitRule, models.PROTECT, related_name="visits", verbose_name="regla de visita"
    )
    version = models.ForeignKey(
        RuleVersion, models.PROTECT, related_name="visits", verbose_name="versión de la regla"
    )
    # Which of the visits that the rule asks of the case; empty for one made by hand.
    occurrence = models.CharField("ocasión", max_length=80, blank=True)
    title = models.CharField("qué se visita", max_length=200)
    asked_reason = models.TextField("motivo de la petición", blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="+", verbose_name="territorio"
    )
    # A copy of the last place that was given to it; the rows themselves say why.
    address = models.CharField("dirección", max_length=160, blank=True)
    longitude = models.IntegerField("longitud (grados × 10.000.000)", null=True, blank=True)
    latitude = models.IntegerField("latitud (grados × 10.000.000)", null=True, blank=True)
    opens_on = models.DateField("se puede hacer desde")
    due_on = models.DateField("plazo legal")
    # A copy of the last extension: the rows themselves say why.
    extended_to = models.DateField("plazo ampliado", null=True, blank=True, editable=False)
    status = models.CharField(
        "estado", max_length=10, choices=Status.choices, default=Status.UNASSIGNED
    )
    inspector = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quien visita"
    )
    planned_on = models.DateField("fecha prevista", null=True, blank=True)
    done_on = models.DateField("realizada el", null=True, blank=True)
    voided_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dejada sin efecto por",
    )
    voided_reason = models.TextField("motivo para dejarla sin efecto", blank=True)
    has_conflict = models.BooleanField("con dos informes", default=False)
    dossier = models.OneToOneField(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visit",
        verbose_name="expediente",
    )

    objects: ClassVar[VisitQuerySet] = VisitQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "visits_visit",
            "deadline_stays",
            "UPDATE",
            "NEW.due_on <> OLD.due_on OR NEW.opens_on <> OLD.opens_on OR NEW.rule_id <> OLD.rule_id"
            " OR NEW.version_id <> OLD.version_id OR NEW.occurrence <> OLD.occurrence"
            " OR NEW.case_id <> OLD.case_id OR NEW.case_model <> OLD.case_model",
            "El plazo de una visita no se mueve: se amplía con un acto, y ambos se ven.",
        ),
        refuse("visits_visit", "stays", "DELETE", "1=1", "Una visita no se borra."),
        refuse(
            "visits_visit",
            "extended_by_a_row",
            "INSERT UPDATE",
            "ROW.extended_to IS NOT NULL AND NOT EXISTS (SELECT 1 FROM visits_extension e "
            "WHERE e.visit_id = ROW.id AND e.until = ROW.extended_to)",
            "Un plazo se amplía con una ampliación registrada.",
        ),
        refuse(
            "visits_visit",
            "placed_by_a_row",
            "UPDATE",
            "(NEW.address <> OLD.address OR COALESCE(NEW.longitude, 0) <> "
            "COALESCE(OLD.longitude, 0) OR COALESCE(NEW.latitude, 0) <> COALESCE(OLD.latitude, 0)) "
            "AND (OLD.status IN ('done', 'void') OR NOT EXISTS (SELECT 1 FROM visits_visitplace p "
            "WHERE p.visit_id = NEW.id AND p.address = NEW.address AND COALESCE(p.longitude, 0) = "
            "COALESCE(NEW.longitude, 0) AND COALESCE(p.latitude, 0) = COALESCE(NEW.latitude, 0)))",
            "El lugar de una visita cambia mientras se puede hacer, y queda registrado por qué.",
        ),
        refuse(
            "visits_visit",
            "done_by_a_report",
            "INSERT UPDATE",
            "ROW.status = 'done' AND NOT EXISTS (SELECT 1 FROM visits_visitreport r "
            "WHERE r.visit_id = ROW.id AND r.standing = 'stands')",
            "Una visita se da por realizada con su informe.",
        ),
    ]

    class Meta:
        verbose_name = "visita"
        verbose_name_plural = "visitas"
        constraints = [
            *case_constraints("visit"),
            models.UniqueConstraint(
                fields=["rule", "case_model", "case_id", "occurrence"],
                condition=~Q(occurrence=""),
                name="visit_once_per_occurrence",
                violation_error_message="Esa visita ya está en el calendario.",
            ),
            models.CheckConstraint(
                name="visit_by_rule_or_by_hand",
                condition=(~Q(occurrence="") & Q(asked_reason=""))
                | (Q(occurrence="") & ~Q(asked_reason="")),
                violation_error_message="Escriba por qué se pide la visita.",
            ),
            models.CheckConstraint(
                name="visit_is_about_a_case",
                condition=Q(case_id__isnull=False),
                violation_error_message="Diga qué caso se visita.",
            ),
            models.CheckConstraint(
                name="visit_due_after_it_opens",
                condition=Q(due_on__gte=F("opens_on")),
                violation_error_message="El plazo no puede vencer antes de que la visita se pueda "
                "hacer.",
            ),
            models.CheckConstraint(
                name="visit_assigned_to_somebody",
                condition=Q(status="unassigned", inspector__isnull=True)
                | Q(status__in=("assigned", "failed"), inspector__isnull=False)
                | Q(status__in=("done", "void")),
                violation_error_message="Una visita asignada dice a quién.",
            ),
            models.CheckConstraint(
                name="visit_done_date_iff_done",
                condition=Q(status="done", done_on__isnull=False)
                | (~Q(status="done") & Q(done_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="visit_void_by_another_with_reason",
                condition=(
                    Q(status="void", voided_by__isnull=False)
                    & ~Q(voided_reason="")
                    & (Q(inspector__isnull=True) | ~Q(voided_by=F("inspector")))
                )
                | (~Q(status="void") & Q(voided_by__isnull=True, voided_reason="")),
                violation_error_message=(
                    "La deja sin efecto otra persona, no quien visita, y con su motivo."
                ),
            ),
            models.CheckConstraint(
                name="visit_place_is_whole",
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__isnull=False, latitude__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["service", "status", "due_on"], name="visit_by_state"),
            models.Index(fields=["inspector", "status"], name="visit_by_inspector"),
            models.Index(fields=["case_model", "case_id"], name="visit_by_case"),
        ]

    def __str__(self) -> str:
        return self.title

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id, "territory": self.territory.public_id}

    @property
    def limit_on(self) -> date:
        """The deadline that holds today."""
        return self.extended_to or self.due_on

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_late(self, on: date) -> bool:
        """Still to be made past its deadline, or made after it."""
        return (self.done_on or on) > self.limit_on and self.status != self.Status.VOID


class Extension(Fact):
    """Ampliación de plazo: a later deadline by an act, beside the original one."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="extensions", verbose_name="visita"
    )
    until = models.DateField("nuevo plazo")
    act_reference = models.CharField("acto", max_length=120)
    reason = models.TextField("motivo")
    on = models.DateField("ampliado el")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="ampliado por")

    triggers = [
        append_only("visits_extension"),
        refuse(
            "visits_extension",
            "goes_later",
            "INSERT",
            "EXISTS (SELECT 1 FROM visits_visit v WHERE v.id = ROW.visit_id AND ROW.until <= "
            "COALESCE(v.extended_to, v.due_on))",
            "Una ampliación lleva a una fecha posterior al plazo que rige.",
        ),
    ]

    class Meta:
        verbose_name = "ampliación de plazo"
        verbose_name_plural = "ampliaciones de plazo"
        constraints = [
            models.CheckConstraint(
                name="extension_by_an_act",
                condition=~Q(act_reference="") & ~Q(reason=""),
                violation_error_message="Escriba el acto que amplía el plazo, y por qué.",
            )
        ]

    def __str__(self) -> str:
        return f"hasta el {self.until:%d-%m-%Y}"


class VisitPlace(Fact):
    """Lugar de la visita: the address and the point given to it after it was put in the calendar.
    The last one holds; the photos are compared with it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="places", verbose_name="visita")
    address = models.CharField("dirección", max_length=160, blank=True)
    longitude = models.IntegerField("longitud (grados × 10.000.000)", null=True, blank=True)
    latitude = models.IntegerField("latitud (grados × 10.000.000)", null=True, blank=True)
    reason = models.TextField("motivo")
    on = models.DateField("dado el")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="dado por")

    triggers = [append_only("visits_visitplace")]

    class Meta:
        verbose_name = "lugar de la visita"
        verbose_name_plural = "lugares de la visita"
        constraints = [
            models.CheckConstraint(
                name="visitplace_says_where_and_why",
                condition=~Q(reason="")
                & (
                    Q(longitude__isnull=False, latitude__isnull=False)
                    | (Q(longitude__isnull=True, latitude__isnull=True) & ~Q(address=""))
                ),
                violation_error_message="Escriba la dirección o las dos coordenadas, y por qué.",
            )
        ]

    def __str__(self) -> str:
        return self.address or "un punto"


class Assignment(Fact):
    """Asignación: to whom a visit was given, when and why. The last one holds."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="assignments", verbose_name="visita"
    )
    inspector = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="quien visita"
    )
    on = models.DateField("asignada el")
    by_label = models.CharField("asignada por", max_length=80)
    reason = models.TextField("motivo", blank=True)

    triggers = [append_only("visits_assignment")]

    class Meta:
        verbose_name = "asignación"
        verbose_name_plural = "asignaciones"

    def __str__(self) -> str:
        return f"a {self.inspector}, el {self.on:%d-%m-%Y}"


class Attempt(Fact):
    """Intento de visita: why a visit could not be made, and the day of the next one."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="attempts", verbose_name="visita")
    client_uuid = models.CharField("identificador del teléfono", max_length=36, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="informado por")
    on = models.DateField("intentada el")
    reason = models.TextField("por qué no se pudo hacer")
    next_on = models.DateField("nueva fecha")

    triggers = [append_only("visits_attempt")]

    class Meta:
        verbose_name = "intento de visita"
        verbose_name_plural = "intentos de visita"
        constraints = [
            models.CheckConstraint(
                name="attempt_says_why_and_when",
                condition=~Q(reason="") & Q(next_on__gte=F("on")),
                violation_error_message=(
                    "Escriba por qué no se pudo hacer, y una fecha nueva desde hoy."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"intento del {self.on:%d-%m-%Y}"
