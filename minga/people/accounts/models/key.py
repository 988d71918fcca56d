"""Security keys: another way to give the second factor of an account."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse


class SecurityKeyQuerySet(FactQuerySet["SecurityKey"]):
    def standing(self) -> Self:
        return self.filter(ended_on__isnull=True)


class SecurityKey(Fact):
    """Llave de seguridad: a key or a device that signs for its owner (WebAuthn). Its secret never
    leaves it: what is kept here is public."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="security_keys",
        verbose_name="cuenta",
    )
    name = models.CharField("nombre", max_length=40)
    credential = models.CharField("identificador de la llave", max_length=1400, unique=True)
    # Identifier and public key as the standard packs them, in hexadecimal.
    data = models.TextField("clave pública")
    added_on = models.DateField("agregada el")
    ended_on = models.DateField("quitada el", null=True, blank=True)

    objects: ClassVar[SecurityKeyQuerySet] = SecurityKeyQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "accounts_securitykey",
            "stays_what_it_is",
            "UPDATE",
            "OLD.ended_on IS NOT NULL OR NEW.user_id <> OLD.user_id OR NEW.data <> OLD.data OR "
            "NEW.credential <> OLD.credential",
            "Una llave de seguridad no cambia: se quita y se agrega otra.",
        ),
        refuse(
            "accounts_securitykey",
            "stays",
            "DELETE",
            "1=1",
            "Las llaves de seguridad se conservan.",
        ),
    ]

    class Meta:
        verbose_name = "llave de seguridad"
        verbose_name_plural = "llaves de seguridad"

    def __str__(self) -> str:
        return self.name

    def belongs_to(self) -> dict[str, str]:
        return {}


class SecurityKeyUse(models.Model):
    """Uso de la llave de seguridad: its counter, and when it was last used. Apart from the
    protected row: to enter is no change of the account."""

    key = models.OneToOneField(
        SecurityKey, models.PROTECT, primary_key=True, related_name="use", verbose_name="llave"
    )
    counter = models.BigIntegerField("contador", default=0)
    used_at = models.DateTimeField("usada el", null=True, blank=True)

    class Meta:
        verbose_name = "uso de la llave de seguridad"
        verbose_name_plural = "usos de las llaves de seguridad"

    def __str__(self) -> str:
        return f"uso de {self.key}"
