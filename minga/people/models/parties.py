"""Parties: the one identity of a person or an organisation, by RUT."""

from django.conf import settings
from django.db import models

from minga.core.ids import new_public_id
from minga.core.models import Fact


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
