"""Organisations: institutions, their units, and who comes after whom."""

from django.db import models
from django.db.models import F, Q

from minga.core.models import Fact
from minga.people.models.parties import Party
from minga.territory.models import Territory


class Organisation(Fact):
    """Organización: a service, a ministry, a regional government, a municipality … or a unit of
    one."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", "ministerio"
        SERVIU = "serviu", "SERVIU"
        SEREMI = "seremi", "SEREMI"
        GORE = "gore", "gobierno regional"
        INTENDENCIA = "intendencia", "intendencia"
        GOBERNACION = "gobernacion", "gobernación"
        SERPLAC = "serplac", "SERPLAC"
        MUNICIPALITY = "municipality", "municipalidad"
        SPONSOR = "sponsor", "entidad patrocinante"
        CONTRACTOR = "contractor", "empresa contratista"
        BANK = "bank", "banco"
        AGENCY = "agency", "servicio público"
        DIVISION = "division", "división"
        UNIT = "unit", "unidad"

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True, verbose_name="parte")
    key = models.SlugField("clave", max_length=40, unique=True)
    name = models.CharField("nombre", max_length=120)
    short_name = models.CharField("nombre corto", max_length=40)
    kind = models.CharField("tipo", max_length=12, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name="es unidad de",
    )
    institution = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="institución"
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name="territorio",
    )
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="sucesora",
    )

    class Meta:
        verbose_name = "organización"
        verbose_name_plural = "organizaciones"
        constraints = [
            models.CheckConstraint(
                name="organisation_unit_iff_has_parent",
                condition=Q(
                    kind__in=("unit", "division"), parent__isnull=False, institution__isnull=False
                )
                | (
                    ~Q(kind__in=("unit", "division"))
                    & Q(parent__isnull=True, institution__isnull=True)
                ),
                violation_error_message="Una unidad o división pertenece a una organización; una "
                "institución, a ninguna.",
            ),
            models.CheckConstraint(
                name="organisation_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="El término debe ser posterior al inicio.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_id(self) -> str:
        return self.party.public_id

    @property
    def institution_pk(self) -> int:
        """Of the institution it is a unit of, or its own."""
        return self.institution_id or self.party_id

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.public_id}
