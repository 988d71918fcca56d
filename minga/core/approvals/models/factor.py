"""The second factor of an account: a secret shared with a telephone, and codes for its loss."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse


class SecondFactorQuerySet(FactQuerySet["SecondFactor"]):
    def standing(self) -> Self:
        """Begun or confirmed, not ended."""
        return self.filter(ended_on__isnull=True)

    def confirmed(self) -> Self:
        return self.standing().filter(confirmed_on__isnull=False)


class SecondFactor(Fact):
    """Segundo factor: the telephone with which an account proves who decides."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="second_factors",
        verbose_name="cuenta",
    )
    # Sealed with a key that is not in the database; empty once it ended.
    secret = models.CharField("secreto sellado", max_length=200, blank=True)
    confirmed_on = models.DateField("confirmado el", null=True, blank=True)
    ended_on = models.DateField("terminado el", null=True, blank=True)

    objects: ClassVar[SecondFactorQuerySet] = SecondFactorQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "approvals_secondfactor",
            "ended_stays",
            "UPDATE",
            "OLD.ended_on IS NOT NULL OR NEW.user_id <> OLD.user_id OR "
            "(NEW.secret <> OLD.secret AND NEW.ended_on IS NULL)",
            "Un segundo factor no cambia de cuenta ni de secreto: se termina y se activa otro.",
        ),
        refuse(
            "approvals_secondfactor",
            "stays",
            "DELETE",
            "1=1",
            "Los segundos factores se conservan.",
        ),
    ]

    class Meta:
        verbose_name = "segundo factor"
        verbose_name_plural = "segundos factores"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_on__isnull=True),
                name="secondfactor_one_per_account",
                violation_error_message="La cuenta ya tiene un segundo factor.",
            ),
            models.CheckConstraint(
                name="secondfactor_secret_until_ended",
                condition=(Q(ended_on__isnull=True) & ~Q(secret=""))
                | Q(ended_on__isnull=False, secret=""),
            ),
        ]

    def __str__(self) -> str:
        return f"segundo factor {self.public_id}"

    def belongs_to(self) -> dict[str, str]:
        return {}


class RecoveryCode(Fact):
    """Código de recuperación: takes the place of one code of the telephone, once."""

    factor = models.ForeignKey(
        SecondFactor, models.PROTECT, related_name="recovery_codes", verbose_name="segundo factor"
    )
    # A keyed digest: the code itself is shown once and kept nowhere.
    digest = models.CharField("huella del código", max_length=64)
    used_on = models.DateField("usado el", null=True, blank=True)

    triggers = [
        refuse(
            "approvals_recoverycode",
            "used_once",
            "UPDATE",
            "OLD.used_on IS NOT NULL OR NEW.digest <> OLD.digest OR NEW.factor_id <> OLD.factor_id",
            "Un código de recuperación se usa una sola vez.",
        ),
        refuse(
            "approvals_recoverycode",
            "stays",
            "DELETE",
            "1=1",
            "Los códigos de recuperación se conservan.",
        ),
    ]

    class Meta:
        verbose_name = "código de recuperación"
        verbose_name_plural = "códigos de recuperación"
        constraints = [
            models.UniqueConstraint(fields=["factor", "digest"], name="recoverycode_digest_once")
        ]

    def __str__(self) -> str:
        return f"código de recuperación de {self.factor}"


class FactorUse(models.Model):
    """Uso del segundo factor: the counter against a code used twice, and the failures.

    Apart from the protected rows: a failure counts also when what it was for is refused."""

    factor = models.OneToOneField(
        SecondFactor,
        models.PROTECT,
        primary_key=True,
        related_name="use",
        verbose_name="segundo factor",
    )
    last_counter = models.BigIntegerField("último período usado", default=0)
    failures = models.PositiveSmallIntegerField("códigos equivocados", default=0)
    locked_until = models.DateTimeField("cerrado hasta", null=True, blank=True)

    class Meta:
        verbose_name = "uso del segundo factor"
        verbose_name_plural = "usos del segundo factor"

    def __str__(self) -> str:
        return f"uso del {self.factor}"
