"""Which visits must be made, by when and with which questions: dated data, in approved versions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.people.models import Organisation, Person


class Rhythm(models.TextChoices):
    """When a visit is due, counted from a date of the case."""

    ONCE = "once", "una vez, tantos días después de la fecha"
    DAYS = "days", "cada tantos días, mientras dure"
    MONTHS = "months", "cada tantos meses, mientras dure"
    YEARLY = "yearly", "tantas veces por año, mientras dure"
    BY_HAND = "by_hand", "solo cuando alguien la pide"


class DaysOf(models.TextChoices):
    WORKING = "working", "días hábiles"
    CALENDAR = "calendar", "días corridos"


class Certainty(models.TextChoices):
    VERIFIED = "verified", "verificada"
    UNVERIFIED = "unverified", "sin verificar"


class VisitRuleQuerySet(ScopedQuerySet["VisitRule"]):
    organisations = ("service",)
    territories = ("service__territory",)


class VisitRule(Fact):
    """Regla de visita: of a service, for one kind of case. What it asks is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="visit_rules", verbose_name="servicio"
    )
    name = models.CharField("nombre", max_length=120)
    case_model = models.CharField("tipo de caso", max_length=80)
    last_version = models.PositiveSmallIntegerField("última versión", default=1, editable=False)

    objects: ClassVar[VisitRuleQuerySet] = VisitRuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "regla de visita"
        verbose_name_plural = "reglas de visita"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name"],
                name="visitrule_named_once",
                violation_error_message="Ya hay una regla con ese nombre en el servicio.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class RuleVersion(Version):
    """Versión de la regla: rhythm, deadline, source, unit and questions; ruling from its date."""

    rule = models.ForeignKey(
        VisitRule, models.PROTECT, related_name="versions", verbose_name="regla de visita"
    )
    anchor = models.CharField("fecha del caso", max_length=40)
    rhythm = models.CharField("frecuencia", max_length=8, choices=Rhythm.choices)
    every = models.PositiveSmallIntegerField("número de la frecuencia", default=0)
    deadline = models.PositiveSmallIntegerField("plazo (días)")
    deadline_in = models.CharField(
        "días del plazo", max_length=8, choices=DaysOf.choices, default=DaysOf.WORKING
    )
    # How far from the point of the visit a photo still counts as taken there.
    tolerance = models.PositiveIntegerField("tolerancia de las fotos (metros)", default=500)
    source = models.CharField("fuente legal", max_length=200)
    certainty = models.CharField(
        "certeza", max_length=10, choices=Certainty.choices, default=Certainty.UNVERIFIED
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad responsable"
    )
    applies_from = models.DateField("rige desde")
    applies_until = models.DateField("rige hasta (sin incluir)", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    triggers = [
        *version_triggers(
            "visits_ruleversion",
            "visits.ruleversion",
            (
                "rule_id",
                "anchor",
                "rhythm",
                "every",
                "deadline",
                "deadline_in",
                "tolerance",
                "source",
                "certainty",
                "unit_id",
                "applies_from",
            ),
        ),
        refuse(
            "visits_ruleversion",
            "end_stays",
            "UPDATE",
            "OLD.status <> 'draft' AND (NEW.applies_until <> OLD.applies_until OR "
            "(NEW.applies_until IS NULL) <> (OLD.applies_until IS NULL))",
            "Lo aprobado no se modifica: se reemplaza por una versión nueva.",
        ),
        approved_through_steps("visits_ruleversion", "visits.ruleversion"),
    ]

    class Meta:
        verbose_name = "versión de la regla"
        verbose_name_plural = "versiones de la regla"
        constraints = [
            *version_constraints("ruleversion", "rule"),
            models.CheckConstraint(
                name="ruleversion_rhythm_has_number",
                condition=Q(rhythm="by_hand", every=0)
                | Q(rhythm="once", every__lte=3650)
                | Q(rhythm="days", every__gte=1, every__lte=3650)
                | Q(rhythm="months", every__gte=1, every__lte=120)
                | Q(rhythm="yearly", every__in=(1, 2, 3, 4, 6, 12)),
                violation_error_message=(
                    "Revise el número de la frecuencia: cada cuántos días o meses, o cuántas por "
                    "año (1, 2, 3, 4, 6 o 12)."
                ),
            ),
            models.CheckConstraint(
                name="ruleversion_deadline_is_plausible",
                condition=Q(deadline__lte=730),
                violation_error_message="El plazo va de 0 a 730 días.",
            ),
            models.CheckConstraint(
                name="ruleversion_tolerance_is_plausible",
                condition=Q(tolerance__gte=10, tolerance__lte=20_000),
                violation_error_message="La tolerancia de las fotos va de 10 a 20.000 metros.",
            ),
            models.CheckConstraint(
                name="ruleversion_applies_in_order",
                condition=Q(applies_until__isnull=True) | Q(applies_until__gt=F("applies_from")),
                violation_error_message="La regla deja de regir después de que comenzó.",
            ),
        ]

    def __str__(self) -> str:
        return f"versión {self.number}"

    def rules_on(self, day: date) -> bool:
        return self.applies_from <= day and not (self.applies_until and day >= self.applies_until)

    def says_rhythm(self) -> str:
        """«cada 3 meses», within a sentence."""
        words = {
            Rhythm.ONCE: f"una vez, {self.every} días después" if self.every else "una vez",
            Rhythm.DAYS: f"cada {self.every} días" if self.every > 1 else "cada día",
            Rhythm.MONTHS: f"cada {self.every} meses" if self.every > 1 else "cada mes",
            Rhythm.YEARLY: f"{self.every} por año",
            Rhythm.BY_HAND: "cuando alguien la pide",
        }
        return words[Rhythm(self.rhythm)]

    def says_deadline(self) -> str:
        unit = {DaysOf.WORKING: ("día hábil", "días hábiles"), DaysOf.CALENDAR: ("día", "días")}
        one, many = unit[DaysOf(self.deadline_in)]
        return f"{self.deadline} {one if self.deadline == 1 else many}"


class Question(Fact):
    """Pregunta de la pauta: what whoever visits answers; its key stays through the versions."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", "sí, no o no aplica"
        NUMBER = "number", "un número"
        TEXT = "text", "un texto"
        CHOICE = "choice", "una de varias"

    version = models.ForeignKey(
        RuleVersion, models.PROTECT, related_name="questions", verbose_name="versión de la regla"
    )
    key = models.CharField("clave", max_length=12, default=new_public_id)
    number = models.PositiveSmallIntegerField("número")
    text = models.CharField("pregunta", max_length=200)
    kind = models.CharField("tipo de respuesta", max_length=6, choices=Kind.choices)
    options = models.CharField("opciones", max_length=400, blank=True)
    is_required = models.BooleanField("obligatoria", default=True)
    needs_photo = models.BooleanField("pide foto", default=False)

    triggers = [
        children_of_drafts_only(
            "visits_question",
            "SELECT v.status FROM visits_ruleversion v WHERE v.id = ROW.version_id",
        )
    ]

    class Meta:
        verbose_name = "pregunta de la pauta"
        verbose_name_plural = "preguntas de la pauta"
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="question_number_once"),
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once"),
            models.CheckConstraint(
                name="question_options_iff_choice",
                condition=(Q(kind="choice") & ~Q(options="")) | (~Q(kind="choice") & Q(options="")),
                violation_error_message=(
                    "Escriba las opciones, separadas por punto y coma, solo donde se elige una."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def choices(self) -> list[str]:
        """What can be answered, where it is chosen."""
        if self.kind == self.Kind.YES_NO:
            return ["Sí", "No", "No aplica"]
        return [option.strip() for option in self.options.split(";") if option.strip()]
