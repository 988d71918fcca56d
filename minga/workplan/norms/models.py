"""A change of a norm, from the result that asked for it to the rules that follow it."""

from datetime import date
from itertools import pairwise
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Organisation, Person
from minga.territory.models import Territory
from minga.workplan.models import ActivityLine

MOST_TEXT = 3000


class NormStage(models.TextChoices):
    """How far it came; each one has its step, except the first."""

    OBSERVED = "observed", "resultado observado"
    PROPOSED = "proposed", "propuesta"
    DECREED = "decreed", "decreto"
    PUBLISHED = "published", "publicado"
    IN_FORCE = "in_force", "en vigencia"
    UPDATED = "updated", "reglas actualizadas"
    ABANDONED = "abandoned", "abandonado"


PATH = (
    NormStage.OBSERVED,
    NormStage.PROPOSED,
    NormStage.DECREED,
    NormStage.PUBLISHED,
    NormStage.IN_FORCE,
    NormStage.UPDATED,
)
# Before it rules it may still be given up.
STILL_OPEN = (NormStage.OBSERVED, NormStage.PROPOSED, NormStage.DECREED, NormStage.PUBLISHED)


def after(stage: str) -> NormStage | None:
    """The stage that follows; none at the end of the path or off it."""
    at = PATH.index(NormStage(stage)) + 1 if stage in PATH else len(PATH)
    return PATH[at] if at < len(PATH) else None


class NormCertainty(models.TextChoices):
    """How sure the figures are: what was not read is never taken for sure."""

    READ = "read", "leído en la norma"
    DOCUMENT = "document", "según un documento del servicio"
    UNSURE = "unsure", "por comprobar"


class ChangeQuerySet(ScopedQuerySet["RegulatoryChange"]):
    organisations = ("service",)
    territories = ("territory",)

    def for_page(self) -> Self:
        related = ("service__party", "territory", "line__plan", "created_by")
        return self.select_related(*related)

    def late(self, day: date) -> Self:
        """They rule, and nobody has said what they changed in the rules."""
        return self.filter(stage=NormStage.IN_FORCE, in_force_on__lte=day)


class RegulatoryChange(Fact):
    """Cambio normativo: the observed result that asks for it, and how far it came."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    number = models.PositiveIntegerField("número")
    title = models.CharField("título", max_length=200)
    norm = models.CharField("programa o norma que toca", max_length=200)
    observed = models.TextField("resultado observado, con sus cifras", max_length=MOST_TEXT)
    observed_where = models.CharField("dónde se observó", max_length=300)
    observed_on = models.DateField("observado el")
    certainty = models.CharField(
        "certeza de las cifras",
        max_length=10,
        choices=NormCertainty.choices,
        default=NormCertainty.UNSURE,
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lugar"
    )
    line = models.ForeignKey(
        ActivityLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="actividad del programa",
    )
    stage = models.CharField(
        "estado", max_length=10, choices=NormStage.choices, default=NormStage.OBSERVED
    )
    in_force_on = models.DateField("rige desde", null=True, blank=True)
    created_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="registrado por"
    )
    created_on = models.DateField("registrado el")
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "norms_regulatorychange",
            "stays_on_record",
            "DELETE",
            "1=1",
            "Un cambio normativo no se borra: se abandona, con su motivo.",
        ),
        refuse(
            "norms_regulatorychange",
            "keeps_what_was_proposed",
            "UPDATE",
            "OLD.stage <> 'observed' AND (NEW.title <> OLD.title OR NEW.norm <> OLD.norm OR "
            "NEW.observed <> OLD.observed OR NEW.observed_where <> OLD.observed_where OR "
            "NEW.observed_on <> OLD.observed_on OR NEW.certainty <> OLD.certainty OR "
            "COALESCE(NEW.territory_id, 0) <> COALESCE(OLD.territory_id, 0) OR "
            "COALESCE(NEW.line_id, 0) <> COALESCE(OLD.line_id, 0) OR "
            "NEW.created_by_id <> OLD.created_by_id OR NEW.created_on <> OLD.created_on)",
            "Lo que se observó no cambia después de proponer.",
        ),
        refuse(
            "norms_regulatorychange",
            "keeps_its_folio",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.year <> OLD.year OR NEW.number <> OLD.number",
            "Un cambio normativo conserva su número y su servicio.",
        ),
        refuse(
            "norms_regulatorychange",
            "moves_with_its_step",
            "UPDATE",
            "NEW.stage <> COALESCE((SELECT s.kind FROM norms_normstep s WHERE s.change_id = NEW.id "
            "ORDER BY s.id DESC LIMIT 1), 'observed')",
            "El estado de un cambio normativo lo da su paso.",
        ),
        refuse(
            "norms_regulatorychange",
            "rules_from_the_day_of_its_step",
            "UPDATE",
            "NEW.in_force_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM norms_normstep s WHERE "
            "s.change_id = NEW.id AND s.kind = 'in_force' AND s.\"on\" = NEW.in_force_on)",
            "Un cambio normativo rige desde el día que dice su paso.",
        ),
        refuse(
            "norms_regulatorychange",
            "begins_observed",
            "INSERT",
            "ROW.stage <> 'observed'",
            "Un cambio normativo comienza por el resultado observado.",
        ),
    ]

    class Meta:
        verbose_name = "cambio normativo"
        verbose_name_plural = "cambios normativos"
        constraints = [
            models.UniqueConstraint(
                name="regulatorychange_number_once",
                fields=["service", "year", "number"],
                violation_error_message="Ese número de cambio normativo ya existe.",
            ),
            models.CheckConstraint(
                name="regulatorychange_says_what_was_observed",
                condition=~Q(title="") & ~Q(norm="") & ~Q(observed="") & ~Q(observed_where=""),
                violation_error_message="Escriba qué se observó, dónde y qué norma toca.",
            ),
            models.CheckConstraint(
                name="regulatorychange_rules_from_a_day",
                condition=Q(
                    stage__in=(NormStage.IN_FORCE, NormStage.UPDATED), in_force_on__isnull=False
                )
                | (
                    ~Q(stage__in=(NormStage.IN_FORCE, NormStage.UPDATED))
                    & Q(in_force_on__isnull=True)
                ),
                violation_error_message="Solo lo que está en vigencia dice desde cuándo rige.",
            ),
            models.CheckConstraint(
                name="regulatorychange_observed_before",
                condition=Q(observed_on__lte=F("created_on")),
                violation_error_message="El resultado se observó antes de registrarlo.",
            ),
        ]
        indexes = [models.Index(fields=["service", "stage"], name="normchange_by_stage")]

    def __str__(self) -> str:
        return f"Cambio normativo {self.folio}"

    @property
    def folio(self) -> str:
        return f"{self.number} de {self.year}"

    @property
    def next_stage(self) -> NormStage | None:
        return after(self.stage)

    @property
    def may_be_abandoned(self) -> bool:
        return self.stage in STILL_OPEN

    def is_late(self, day: date) -> bool:
        """It rules, and the rules do not follow it yet."""
        rules = self.in_force_on is not None and self.in_force_on <= day
        return rules and self.stage == NormStage.IN_FORCE

    def tone_on(self, day: date) -> str:
        if self.is_late(day):
            return "stop"
        return {NormStage.UPDATED: "ok", NormStage.ABANDONED: "none"}.get(
            NormStage(self.stage), "wait"
        )

    def belongs_to(self) -> dict[str, str]:
        found = {"service": self.service.public_id}
        return found | ({"territory": self.territory.public_id} if self.territory else {})


def _missing_the_earlier() -> str:
    """Neither the step that follows the stage of its change nor giving it up, in SQL."""
    pairs = [*pairwise(PATH), *((stage, NormStage.ABANDONED) for stage in STILL_OPEN)]
    fits = [f"(c.stage = '{a.value}' AND ROW.kind = '{b.value}')" for a, b in pairs]
    row = "SELECT 1 FROM norms_regulatorychange c WHERE c.id = ROW.change_id AND"
    return "NOT EXISTS (" + row + " (" + " OR ".join(fits) + "))"


class NormStep(Fact):
    """Paso de un cambio normativo: dated, in its turn, once. Only added."""

    change = models.ForeignKey(
        RegulatoryChange, models.PROTECT, related_name="steps", verbose_name="cambio normativo"
    )
    kind = models.CharField(
        "paso",
        max_length=10,
        choices=[(s.value, s.label) for s in NormStage if s != NormStage.OBSERVED],
    )
    on = models.DateField("fecha")
    remarks = models.TextField("detalle", max_length=MOST_TEXT, blank=True)
    decree = models.CharField("decreto", max_length=120, blank=True)
    rules_set = models.CharField("conjunto de reglas que cambió", max_length=120, blank=True)
    rules_version = models.CharField("versión de esas reglas", max_length=60, blank=True)
    actor = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="quién")
    told_on = models.DateField("anotado el")
    recorded_at = models.DateTimeField("registrado el", default=timezone.now, editable=False)

    triggers = [
        append_only("norms_normstep"),
        refuse(
            "norms_normstep",
            "in_its_turn",
            "INSERT",
            _missing_the_earlier(),
            "A este cambio normativo le falta un paso anterior, o ya terminó.",
        ),
        refuse(
            "norms_normstep",
            "dates_in_order",
            "INSERT",
            'EXISTS (SELECT 1 FROM norms_normstep s WHERE s.change_id = ROW.change_id AND s."on" '
            '> ROW."on") OR EXISTS (SELECT 1 FROM norms_regulatorychange c WHERE c.id = '
            'ROW.change_id AND c.observed_on > ROW."on")',
            "Un paso no puede ser anterior al que lo precede.",
        ),
    ]

    class Meta:
        verbose_name = "paso de un cambio normativo"
        verbose_name_plural = "pasos de cambios normativos"
        constraints = [
            models.UniqueConstraint(
                name="normstep_each_once",
                fields=["change", "kind"],
                violation_error_message="Ese paso ya está anotado.",
            ),
            models.CheckConstraint(
                name="normstep_decree_has_its_number",
                condition=(Q(kind="decreed") & ~Q(decree="")) | (~Q(kind="decreed") & Q(decree="")),
                violation_error_message="El decreto se anota con su número.",
            ),
            models.CheckConstraint(
                name="normstep_names_the_rules_or_none",
                condition=(~Q(kind="updated") & Q(rules_set="", rules_version=""))
                | (Q(kind="updated") & ~Q(rules_set="") & ~Q(rules_version=""))
                | (Q(kind="updated", rules_set="", rules_version="") & ~Q(remarks="")),
                violation_error_message="Diga qué reglas cambiaron y su versión, o por qué "
                "ninguna.",
            ),
            models.CheckConstraint(
                name="normstep_abandoned_says_why",
                condition=~Q(kind="abandoned") | ~Q(remarks=""),
                violation_error_message="Escriba por qué se abandona.",
            ),
            models.CheckConstraint(
                name="normstep_told_when_it_was",
                condition=Q(on__lte=F("told_on")) | Q(kind="in_force"),
                violation_error_message="Un paso se anota el día en que ocurre, o después.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d-%m-%Y}"
