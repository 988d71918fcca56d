"""What changed the division: when, by which norm, and who gave what to whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse
from minga.core.versions import children_of_drafts_only
from minga.territory.models.places import Kind, Territory

TABLE = "territory_territorychange"
_SAYS = ("kind", "takes_effect_on", "title", "legal_basis", "key", "approved_on")


class TerritoryChangeQuerySet(FactQuerySet["TerritoryChange"]):
    def in_force(self) -> "TerritoryChangeQuerySet":
        return self.filter(status=TerritoryChange.Status.APPROVED)

    def waiting(self) -> "TerritoryChangeQuerySet":
        return self.filter(status=TerritoryChange.Status.DRAFT)


class TerritoryChange(Fact):
    """Cambio de división: a law that splits, joins, recodes, creates or renames places, on a day.
    Prepared by one person and approved by another; once approved it never changes, and what it got
    wrong is put right by another change."""

    class Kind(models.TextChoices):
        SPLIT = "split", "división"
        MERGE = "merge", "fusión"
        RECODE = "recode", "cambio de código o de dependencia"
        CREATION = "creation", "creación"
        RENAME = "rename", "cambio de nombre"

    class Status(models.TextChoices):
        DRAFT = "draft", "en preparación"
        APPROVED = "approved", "aprobado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    key = models.SlugField("clave", max_length=40, unique=True, default=new_public_id)
    kind = models.CharField("clase de cambio", max_length=10, choices=Kind.choices)
    status = models.CharField("estado", max_length=10, choices=Status.choices, default=Status.DRAFT)
    title = models.CharField("qué cambia", max_length=160)
    takes_effect_on = models.DateField("rige desde")
    legal_basis = models.CharField("base legal", max_length=120)
    gazette_on = models.DateField("publicación oficial", null=True, blank=True)
    is_verified = models.BooleanField("verificado", default=False)
    approved_on = models.DateField("aprobado el", null=True, blank=True)
    approved_by_id = models.BigIntegerField("aprobado por", null=True, blank=True)

    objects: ClassVar[TerritoryChangeQuerySet] = TerritoryChangeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            TABLE,
            "begins_as_draft",
            "INSERT",
            # Those of our own table are approved by the table, not by a person.
            "NEW.status <> 'draft' AND NEW.approved_by_id IS NOT NULL",
            "Todo cambio comienza en preparación.",
        ),
        refuse(
            TABLE,
            "approved_stays",
            "UPDATE",
            "OLD.status = 'approved' AND (NEW.status <> 'approved' OR "
            + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _SAYS)
            + ")",
            "Un cambio aprobado no se modifica: se corrige con otro cambio.",
        ),
        refuse(
            TABLE,
            "approved_is_kept",
            "DELETE",
            "OLD.status = 'approved'",
            "Un cambio aprobado no se borra: se corrige con otro cambio.",
        ),
        refuse(
            TABLE,
            "not_by_who_prepared",
            "UPDATE",
            "NEW.status = 'approved' AND EXISTS (SELECT 1 FROM core_preparation p WHERE "
            "p.subject_model = 'territory.territorychange' AND p.subject_id = NEW.id "
            "AND p.actor_id = NEW.approved_by_id)",
            "Quien preparó no aprueba.",
        ),
    ]

    class Meta:
        verbose_name = "cambio de división"
        verbose_name_plural = "cambios de división"
        constraints = [
            models.CheckConstraint(
                name="territorychange_approval_date_iff_approved",
                condition=Q(status="approved", approved_on__isnull=False)
                | Q(status="draft", approved_on__isnull=True, approved_by_id__isnull=True),
            ),
            models.CheckConstraint(
                name="territorychange_published_before_effect",
                condition=Q(gazette_on__isnull=True) | Q(gazette_on__lte=F("takes_effect_on")),
                violation_error_message="Una norma rige desde su publicación o después, no antes.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def belongs_to(self) -> dict[str, str]:
        return {}


class ChangePart(Fact):
    """Parte de un cambio: what was in `origin` is in `target` from that day on. One place that
    gives to two is split; two that give to one are joined; one without origin is new from nothing.

    `code`, `name` and `parent_code` are what the target is from then on; empty where it stays."""

    change = models.ForeignKey(
        TerritoryChange, models.PROTECT, related_name="parts", verbose_name="cambio"
    )
    origin = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gave",
        verbose_name="territorio de origen",
    )
    # Nobody yet, while a change that creates it is in preparation.
    target = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="received",
        verbose_name="territorio resultante",
    )
    code = models.CharField("código nuevo", max_length=20, blank=True)
    name = models.CharField("nombre nuevo", max_length=80, blank=True)
    # By code: what it becomes part of may be created by the same change.
    parent_code = models.CharField("pasa a ser parte de", max_length=20, blank=True)
    # Of a place that the change creates: its kind, until it has an identity.
    kind = models.CharField("tipo del nuevo", max_length=16, choices=Kind.choices, blank=True)

    triggers = [
        children_of_drafts_only(
            "territory_changepart",
            "SELECT c.status FROM territory_territorychange c WHERE c.id = ROW.change_id",
        )
    ]

    class Meta:
        verbose_name = "parte de un cambio"
        verbose_name_plural = "partes de un cambio"
        constraints = [
            models.UniqueConstraint(
                fields=["change", "origin", "target"],
                name="changepart_once",
                violation_error_message="Esa parte ya está en el cambio.",
            ),
            models.CheckConstraint(
                name="changepart_new_says_code_and_name",
                condition=Q(target__isnull=False) | (~Q(code="") & ~Q(name="") & ~Q(kind="")),
                violation_error_message="Un territorio nuevo lleva código, nombre y tipo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin or 'nuevo'} → {self.target or self.name}"
