"""What the house knows of an account besides its name and password, and the links that set one."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.people.models import Organisation


class AccountDetails(Fact):
    """Ficha de cuenta: where its messages go, which service answers for it, what it owes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        primary_key=True,
        related_name="details",
        verbose_name="cuenta",
    )
    # Null and not "": the constraint that it is used once looks at every text.
    email = models.CharField("correo", max_length=254, null=True, blank=True)  # noqa: DJ001  (see above)
    service = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="servicio",
    )
    must_change_password = models.BooleanField("debe cambiar su contraseña", default=False)
    has_personal_data = True

    class Meta:
        verbose_name = "ficha de cuenta"
        verbose_name_plural = "fichas de cuenta"
        constraints = [
            # A link that sets a password goes there: two accounts never share it.
            models.UniqueConstraint(
                Lower("email"),
                name="accountdetails_email_once",
                violation_error_message="Otra cuenta ya usa ese correo.",
            ),
            models.CheckConstraint(
                name="accountdetails_email_is_one_line",
                condition=~Q(email="") & ~Q(email__contains="\n") & ~Q(email__contains="\r"),
                violation_error_message="El correo va en una sola línea.",
            ),
        ]

    def __str__(self) -> str:
        return f"ficha de {self.user}"


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    def open(self) -> Self:
        """They can still be used."""
        return self.filter(
            used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )


class AccountLink(models.Model):
    """Enlace de cuenta: sent by e-mail, sets a password once, and until an hour."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "invitación"
        RESET = "reset", "contraseña olvidada"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="links", verbose_name="cuenta"
    )
    kind = models.CharField("tipo", max_length=10, choices=Kind.choices)
    # A keyed digest: the link itself is only in the message.
    digest = models.CharField("huella del enlace", max_length=64, unique=True)
    sent_at = models.DateTimeField("enviado el", default=timezone.now)
    expires_at = models.DateTimeField("vence el")
    used_at = models.DateTimeField("usado el", null=True, blank=True)
    revoked_at = models.DateTimeField("anulado el", null=True, blank=True)

    objects: ClassVar[AccountLinkQuerySet] = AccountLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "enlace de cuenta"
        verbose_name_plural = "enlaces de cuenta"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="accountlink_one_per_account",
            ),
            models.CheckConstraint(
                name="accountlink_used_or_revoked",
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                violation_error_message="Un enlace se usa o se anula, no ambas cosas.",
            ),
            models.CheckConstraint(
                name="accountlink_ends_after_start",
                condition=Q(expires_at__gt=F("sent_at")),
                violation_error_message="Un enlace vence después de enviarse.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"
