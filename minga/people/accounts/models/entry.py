"""Who is inside, who tried to come in, and how many times in vain. All of it stands apart from the
chain: it is machinery with an end, and no act of the service."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Session(AbstractBaseSession):
    """Sesión: what a browser carries while somebody is signed in, with whose it is."""

    session_key = models.CharField("clave de la sesión", max_length=40, primary_key=True)
    session_data = models.TextField("contenido")
    expire_date = models.DateTimeField("vence el", db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cuenta",
    )

    class Meta:
        verbose_name = "sesión"
        verbose_name_plural = "sesiones"

    def __str__(self) -> str:
        return f"sesión hasta {self.expire_date:%d-%m-%Y}"

    @classmethod
    def get_session_store_class(cls) -> type:
        from minga.people.accounts.sessions import SessionStore  # noqa: PLC0415  (it needs this)

        return SessionStore


class SignIn(models.Model):
    """Intento de entrada: who, when, from where, how, and what came of it. Kept for a time."""

    class How(models.TextChoices):
        PASSWORD = "password", "contraseña"
        CODE = "code", "código del teléfono"
        KEY = "key", "llave de seguridad"
        PROVIDER = "provider", "proveedor de identidad"
        LINK = "link", "enlace de correo"

    class Result(models.TextChoices):
        ENTERED = "entered", "entró"
        FIRST_STEP = "first_step", "faltó el segundo factor"
        WRONG = "wrong", "no correspondía"
        LOCKED = "locked", "estaba bloqueada"
        NO_ACCOUNT = "no_account", "sin cuenta habilitada"
        REFUSED = "refused", "respuesta no válida"
        PASSWORD_SET = "password_set", "fijó su contraseña"

    at = models.DateTimeField("cuándo", default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cuenta",
    )
    # Of what was typed, keyed: it may be a password in the wrong field.
    name_digest = models.CharField("huella del usuario escrito", max_length=64, blank=True)
    origin = models.GenericIPAddressField("dirección de red", null=True, blank=True)
    how = models.CharField("cómo", max_length=10, choices=How.choices)
    result = models.CharField("resultado", max_length=12, choices=Result.choices)

    class Meta:
        verbose_name = "intento de entrada"
        verbose_name_plural = "intentos de entrada"
        indexes = [models.Index(fields=["user", "-at"], name="signin_of_account")]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.get_result_display()}"


class Throttle(models.Model):
    """Freno de intentos: failures of one name or one address, and until when it is closed."""

    class Scope(models.TextChoices):
        NAME = "name", "usuario"
        ORIGIN = "origin", "dirección de red"
        RESET_NAME = "reset_name", "olvido por usuario"
        RESET_ORIGIN = "reset_origin", "olvido por dirección de red"
        INVITE = "invite", "invitaciones de una persona"

    scope = models.CharField("de qué", max_length=12, choices=Scope.choices)
    key = models.CharField("huella", max_length=64)
    # Whose name it is, where there is such an account: what an administrator unlocks.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="throttles",
        verbose_name="cuenta",
    )
    since = models.DateTimeField("desde", default=timezone.now)
    failures = models.PositiveIntegerField("intentos en vano", default=0)
    locked_until = models.DateTimeField("cerrado hasta", null=True, blank=True)

    class Meta:
        verbose_name = "freno de intentos"
        verbose_name_plural = "frenos de intentos"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="throttle_one_per_key"),
            models.CheckConstraint(
                name="throttle_account_by_name",
                condition=Q(user__isnull=True) | Q(scope="name"),
            ),
        ]

    def __str__(self) -> str:
        return f"freno de {self.get_scope_display()}"
