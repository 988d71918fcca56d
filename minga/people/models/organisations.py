"""Organisations: institutions, their units, and who comes after whom."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.models import Fact
from minga.core.triggers import refuse
from minga.core.validity import ValidityQuerySet
from minga.people.models.parties import Party
from minga.territory.models import Territory


class OrganisationQuerySet(ValidityQuerySet["Organisation"]):
    """Public bodies: everybody who works here reads them, so that none is anybody's."""


_TABLE = "people_organisation"


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

    objects: ClassVar[OrganisationQuerySet] = OrganisationQuerySet.as_manager()  # type: ignore[assignment]
    # A chain of successors ends later with each step, so that it can't come back to where it began.
    triggers = [
        refuse(
            _TABLE,
            "successor_takes_over",
            "INSERT UPDATE",
            "ROW.successor_id IS NOT NULL AND (ROW.valid_until IS NULL OR NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {_TABLE} s WHERE s.party_id = ROW.successor_id "
            "AND s.party_id <> ROW.party_id AND s.valid_from <= ROW.valid_until "
            "AND (s.valid_until IS NULL OR s.valid_until > ROW.valid_until)))",
            "La sucesora tiene que existir el día en que termina la organización que sucede.",
        ),
        refuse(
            _TABLE,
            "still_takes_over",
            "UPDATE",
            f"EXISTS (SELECT 1 FROM {_TABLE} p WHERE p.successor_id = NEW.party_id "  # noqa: S608
            "AND p.party_id <> NEW.party_id AND (NEW.valid_from > p.valid_until "
            "OR NEW.valid_until <= p.valid_until))",
            "Es la sucesora de otra: tiene que existir el día en que aquella termina.",
        ),
        refuse(
            _TABLE,
            "unit_of_what_exists",
            "INSERT",
            "ROW.parent_id IS NOT NULL AND NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {_TABLE} u WHERE u.party_id = ROW.parent_id "
            "AND COALESCE(u.institution_id, u.party_id) = ROW.institution_id "
            "AND u.valid_from <= ROW.valid_from AND (u.valid_until IS NULL "
            "OR (ROW.valid_until IS NOT NULL AND ROW.valid_until <= u.valid_until)))",
            "Una unidad es de una organización que existe, y de la institución de ella.",
        ),
        refuse(
            _TABLE,
            "unit_stays_where_it_is",
            "UPDATE",
            "NEW.parent_id <> OLD.parent_id OR NEW.institution_id <> OLD.institution_id "
            "OR (NEW.kind <> OLD.kind AND (NEW.kind IN ('unit', 'division')) "
            "= (OLD.kind IN ('unit', 'division')))",
            "Una unidad no se muda: se cierra y se abre otra en su nuevo lugar.",
        ),
        refuse(
            _TABLE,
            "ends_after_its_units",
            "UPDATE",
            "NEW.valid_until > NEW.valid_from AND EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {_TABLE} u WHERE u.parent_id = NEW.party_id "
            "AND (u.valid_until IS NULL OR u.valid_until > NEW.valid_until))",
            "Antes de cerrar una organización se cierran sus unidades.",
        ),
        refuse(
            _TABLE,
            "ends_without_functions",
            "UPDATE",
            "NEW.valid_until > NEW.valid_from AND EXISTS (SELECT 1 FROM people_membership m "
            "WHERE m.organisation_id = NEW.party_id AND (m.valid_until IS NULL "
            "OR m.valid_until > NEW.valid_until) AND (m.valid_until IS NULL "
            "OR m.valid_until > m.valid_from))",
            "Antes de cerrar una organización se terminan las funciones de su gente.",
        ),
        refuse(
            _TABLE,
            "closed_stays_closed",
            "UPDATE",
            "OLD.valid_until IS NOT NULL AND (NEW.valid_until IS NULL "
            "OR NEW.valid_until <> OLD.valid_until)",
            "Una organización cerrada no se abre de nuevo: se agrega otra.",
        ),
    ]

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

    @property
    def is_external(self) -> bool:
        """With no administrator of its own: whoever administers the system adds its people."""
        return self.kind_of_institution not in (
            self.Kind.MINISTRY,
            self.Kind.SERVIU,
            self.Kind.SEREMI,
        )

    @property
    def kind_of_institution(self) -> str:
        return self.institution.kind if self.institution else self.kind

    @property
    def last_day(self) -> date | None:
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.public_id}
