"""Model texts: what a service says each time that it makes the same kind of act or letter."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.versions import Version, version_constraints, version_triggers
from minga.people.models import Organisation, Person

PARTS = {"resolution": ("vistos", "considerando", "resuelvo"), "letter": ("body",)}
CLOSING = "ANÓTESE, COMUNÍQUESE Y ARCHÍVESE."
FAREWELL = "Saluda atentamente a usted,"
CONTENT = ("subject", "vistos", "considerando", "resuelvo", "body")


class ModelTextQuerySet(ScopedQuerySet["ModelText"]):
    organisations = ("service",)

    def in_force_on(self, day: date) -> Self:
        """Those that can be used on a day."""
        ruling = ModelTextVersion.objects.ruling_on(day).values("model_text")
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day), pk__in=ruling)

    def for_case(self, kind: str, case_key: str) -> Self:
        """Of a kind of paper, about that kind of case or about none in particular."""
        return self.filter(kind=kind, case_key__in=("", case_key))


class ModelText(Fact):
    """Texto tipo: the identity; what it says is in its versions."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", "resolución"
        LETTER = "letter", "oficio"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="model_texts", verbose_name="servicio"
    )
    kind = models.CharField("sirve para", max_length=10, choices=Kind.choices)
    # A key of `core.cases`; empty for a text about no case in particular.
    case_key = models.CharField("tipo de caso", max_length=40, blank=True)
    title = models.CharField("nombre", max_length=120)
    retired_on = models.DateField("retirado el", null=True, blank=True)
    retired_because = models.CharField("por qué se retiró", max_length=300, blank=True)

    objects: ClassVar[ModelTextQuerySet] = ModelTextQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "wording_modeltext",
            "stays_what_it_is",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.kind <> OLD.kind "
            "OR NEW.case_key <> OLD.case_key OR NEW.title <> OLD.title",
            "De un texto tipo cambian sus versiones: para otro nombre, escriba otro texto.",
        )
    ]

    class Meta:
        verbose_name = "texto tipo"
        verbose_name_plural = "textos tipo"
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind", "title"],
                name="modeltext_title_once",
                violation_error_message="Ya hay un texto tipo con ese nombre: use otro.",
            ),
            models.CheckConstraint(
                name="modeltext_retired_with_reason",
                condition=Q(retired_on__isnull=True, retired_because="")
                | (Q(retired_on__isnull=False) & ~Q(retired_because="")),
                violation_error_message="Escriba por qué se retira el texto tipo.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}

    @property
    def part_names(self) -> tuple[str, ...]:
        return PARTS[self.kind]

    def in_force(self, day: date) -> "ModelTextVersion | None":
        """None before its first approval, between none, and once it was retired."""
        if self.retired_on is not None and self.retired_on <= day:
            return None
        found: ModelTextVersion | None = self.versions.ruling_on(day).order_by("-number").first()
        return found


class ModelTextVersionQuerySet(ScopedQuerySet["ModelTextVersion"]):
    organisations = ("model_text__service",)

    def ruling_on(self, day: date) -> Self:
        return self.filter(
            Q(superseded_on__isnull=True) | Q(superseded_on__gt=day), approved_on__lte=day
        )


class ModelTextVersion(Version):
    """Versión de un texto tipo: subject and parts, with fields and tables to fill."""

    model_text = models.ForeignKey(
        ModelText, models.PROTECT, related_name="versions", verbose_name="texto tipo"
    )
    subject = models.CharField("materia", max_length=300)
    vistos = models.TextField("vistos de la resolución", blank=True)
    considerando = models.TextField("considerando de la resolución", blank=True)
    resuelvo = models.TextField("resuelvo de la resolución", blank=True)
    body = models.TextField("texto", blank=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    objects: ClassVar[ModelTextVersionQuerySet] = ModelTextVersionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        *version_triggers(
            "wording_modeltextversion", "wording.modeltextversion", ("model_text_id", *CONTENT)
        ),
        approved_through_steps("wording_modeltextversion", "wording.modeltextversion"),
    ]

    class Meta:
        verbose_name = "versión de un texto tipo"
        verbose_name_plural = "versiones de un texto tipo"
        constraints = [
            *version_constraints("modeltextversion", "model_text"),
            models.CheckConstraint(
                name="modeltextversion_says_something",
                condition=~Q(subject="") & (~Q(resuelvo="") | ~Q(body="")),
                violation_error_message="Escriba la materia y el texto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model_text}, versión {self.number}"

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.model_text.part_names}


class MastheadQuerySet(ScopedQuerySet["Masthead"]):
    organisations = ("service",)


class Masthead(Fact):
    """Membrete: where the papers of a service are dated, and the lines that close them."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.OneToOneField(
        Organisation, models.PROTECT, related_name="masthead", verbose_name="servicio"
    )
    place = models.CharField("ciudad", max_length=60)
    second_line = models.CharField("línea bajo el nombre", max_length=160, blank=True)
    closing = models.CharField("cierre de las resoluciones", max_length=200, default=CLOSING)
    farewell = models.CharField("despedida de los oficios", max_length=200, default=FAREWELL)

    objects: ClassVar[MastheadQuerySet] = MastheadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "membrete"
        verbose_name_plural = "membretes"
        constraints = [
            models.CheckConstraint(
                name="masthead_has_its_lines",
                condition=~Q(place="") & ~Q(closing="") & ~Q(farewell=""),
                violation_error_message="Escriba la ciudad, el cierre y la despedida.",
            )
        ]

    def __str__(self) -> str:
        return f"membrete de {self.service}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
