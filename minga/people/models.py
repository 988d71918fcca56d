"""Parties: persons and organisations, and what each person does where and since when."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.people.roles import Role
from minga.territory.models import Territory


class Party(Fact):
    """Parte: the one identity of a person or an organisation."""

    class Kind(models.TextChoices):
        PERSON = "person", "persona"
        ORGANISATION = "organisation", "organización"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    kind = models.CharField("tipo", max_length=12, choices=Kind.choices)
    rut = models.CharField("RUT", max_length=10, null=True, blank=True, unique=True)
    has_personal_data = True

    class Meta:
        verbose_name = "parte"
        verbose_name_plural = "partes"

    def __str__(self) -> str:
        return self.public_id


class Organisation(Fact):
    """Organización: a service, a ministry, a regional government, a municipality … or a unit of
    one."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", "ministerio"
        SERVIU = "serviu", "SERVIU"
        SEREMI = "seremi", "SEREMI"
        GORE = "gore", "gobierno regional"
        AGENCY = "agency", "servicio público"
        UNIT = "unit", "unidad"

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True, verbose_name="parte")
    key = models.SlugField("clave", max_length=40, unique=True)
    name = models.CharField("nombre", max_length=120)
    short_name = models.CharField("nombre corto", max_length=40)
    kind = models.CharField("tipo", max_length=10, choices=Kind.choices)
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
                condition=Q(kind="unit", parent__isnull=False, institution__isnull=False)
                | (~Q(kind="unit") & Q(parent__isnull=True, institution__isnull=True)),
                violation_error_message="Una unidad pertenece a una organización; una "
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


class Person(Fact):
    """Persona: a civil servant; later an applicant too, by the same RUN."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True, verbose_name="parte")
    given_names = models.CharField("nombres", max_length=80)
    family_names = models.CharField("apellidos", max_length=80)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="cuenta",
    )
    has_personal_data = True

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "personas"

    def __str__(self) -> str:
        return self.label

    @property
    def public_id(self) -> str:
        return self.party.public_id

    @property
    def label(self) -> str:
        """«M. Quispe»: how pages and events call a civil servant."""
        initial, family = self.given_names.strip()[:1], self.family_names.split()[:1]
        return " ".join([*([f"{initial}."] if initial else []), *family]) or "sin nombre"

    @property
    def username(self) -> str:
        """The name to sign in with; empty without an account."""
        return self.user.username if self.user else ""

    def belongs_to(self) -> dict[str, str]:
        return {}


class MembershipQuerySet(FactQuerySet["Membership"]):
    def on(self, day: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day
        )

    def for_accounts(self) -> Self:
        """Of those who can sign in, with what their lines show."""
        return (
            self.filter(person__user__isnull=False)
            .select_related("person__user", "organisation")
            .order_by("pk")
        )


class Membership(Fact):
    """Función: a role that a person has in an organisation during `[valid_from, valid_until)`."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name="persona"
    )
    role = models.CharField("función", max_length=30, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="members", verbose_name="organización"
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="territorio",
    )
    is_substitute = models.BooleanField("subrogante", default=False)
    act_reference = models.CharField("acto", max_length=120, blank=True)
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "función"
        verbose_name_plural = "funciones"
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="El término debe ser posterior al inicio.",
            ),
            models.CheckConstraint(
                name="membership_role_is_known",
                condition=Q(role__in=Role.values),
                violation_error_message="Elija una función de la lista.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role_label} en {self.organisation.short_name}"

    @property
    def role_label(self) -> str:
        """As events and pages name it, with the substitute said to be one."""
        label = str(Role(self.role).label)
        return f"{label} (subrogante)" if self.is_substitute else label
