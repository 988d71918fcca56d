"""Who may sign in. Nothing else about the person lives here: that is `people`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models

from minga.core.models.fact import Fact, FactQuerySet


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """The user's name in any case: «MQuispe» is «mquispe»."""
        return self.get(username__iexact=username)

    def get_queryset(self) -> FactQuerySet["User"]:
        """With the bulk writes closed, as for every protected table."""
        return FactQuerySet(self.model, using=self._db)


class User(Fact, AbstractBaseUser):
    """Cuenta: a name and a password to sign in with."""

    last_login = None  # a sign-in is not a change of the account
    username = models.CharField("usuario", max_length=60, unique=True)
    is_active = models.BooleanField("habilitada", default=True)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]
    USERNAME_FIELD = "username"
    has_personal_data = True

    class Meta:
        verbose_name = "cuenta"
        verbose_name_plural = "cuentas"

    def __str__(self) -> str:
        return self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.lower()
        super().save(*args, **kwargs)

    def check_password(self, raw_password: str | None) -> bool:
        """As Django's, but never writes: a stronger hash is stored when the password changes."""
        return check_password(raw_password, self.password)
