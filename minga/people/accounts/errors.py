"""Refusals of accounts, each with its sentence."""

import math
from datetime import date, datetime

from django.utils import timezone

from minga.core.errors import DomainError


def _wait(until: datetime) -> str:
    """«15 minutos, hasta las 12:31»."""
    minutes = max(1, math.ceil((until - timezone.now()).total_seconds() / 60))
    word = "un minuto" if minutes == 1 else f"{minutes} minutos"
    return f"{word}, hasta las {timezone.localtime(until):%H:%M}"


class WrongCredentials(DomainError):
    """One sentence for whatever is wrong, so that it tells nobody which accounts exist."""

    code = "accounts.wrong_credentials"

    def __init__(self) -> None:
        super().__init__(
            "El usuario o la contraseña no corresponden. Revise mayúsculas e intente de nuevo."
        )


class NameLocked(DomainError):
    code = "accounts.name_locked"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Hubo demasiados intentos con este usuario. Espere {_wait(until)}, o pida a quien "
            "administra el sistema que lo desbloquee."
        )


class OriginLocked(DomainError):
    code = "accounts.origin_locked"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Hubo demasiados intentos desde esta conexión. Espere {_wait(until)} e intente de "
            "nuevo."
        )


class PasswordRefused(DomainError):
    code = "accounts.password_refused"
    field = "password"

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))


class OldPasswordWrong(DomainError):
    code = "accounts.old_password_wrong"
    field = "old"

    def __init__(self) -> None:
        super().__init__("La contraseña actual no corresponde.")


class SamePassword(DomainError):
    code = "accounts.same_password"
    field = "password"

    def __init__(self) -> None:
        super().__init__("Elija una contraseña distinta de la actual.")


class LinkNotValid(DomainError):
    code = "accounts.link_not_valid"

    def __init__(self) -> None:
        super().__init__(
            "Este enlace ya se usó, venció o fue reemplazado por otro. Pida uno nuevo en «Olvidé "
            "mi contraseña», o a quien administra el sistema."
        )


class OwnAccount(DomainError):
    code = "accounts.own_account"

    def __init__(self) -> None:
        super().__init__("La cuenta propia la cierra otra persona que administre el sistema.")


class OwnFactor(DomainError):
    code = "accounts.own_factor"

    def __init__(self) -> None:
        super().__init__(
            "El segundo factor propio lo quita otra persona que administre el sistema."
        )


class OwnPassword(DomainError):
    code = "accounts.own_password"

    def __init__(self) -> None:
        super().__init__("Su propia contraseña se cambia en «Mi cuenta».")


class NoLink(DomainError):
    code = "accounts.no_link"
    status = 409

    def __init__(self) -> None:
        super().__init__("La cuenta no tiene un enlace vigente.")


class KeyGone(DomainError):
    code = "accounts.key_gone"
    status = 409

    def __init__(self) -> None:
        super().__init__("Esa llave ya no está en su cuenta.")


class AlreadySo(DomainError):
    """Somebody was first, or the page is old."""

    code = "accounts.already_so"
    status = 409

    def __init__(self, state: str) -> None:
        super().__init__(f"La cuenta ya está {state}. Abra la página de nuevo.")


class NotLocked(DomainError):
    code = "accounts.not_locked"
    status = 409

    def __init__(self) -> None:
        super().__init__("La cuenta no está bloqueada: ya puede entrar.")


class ReasonMissing(DomainError):
    code = "accounts.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class EmailMissing(DomainError):
    code = "accounts.email_missing"
    field = "email"

    def __init__(self) -> None:
        super().__init__("La cuenta no tiene correo: escríbalo antes de enviar un enlace.")


class NameTaken(DomainError):
    code = "accounts.name_taken"
    field = "username"

    def __init__(self, name: str) -> None:
        super().__init__(f"El usuario «{name}» ya existe: elija otro.")


class EmailTaken(DomainError):
    code = "accounts.email_taken"
    field = "email"

    def __init__(self) -> None:
        super().__init__("Otra cuenta ya usa ese correo.")


class HasAccount(DomainError):
    code = "accounts.has_account"
    field = "rut"

    def __init__(self) -> None:
        super().__init__("La persona de ese RUN ya tiene una cuenta.")


class NotAPerson(DomainError):
    code = "accounts.not_a_person"
    field = "rut"

    def __init__(self) -> None:
        super().__init__("Ese RUT es de una organización: escriba el RUN de la persona.")


class TooManyMessages(DomainError):
    code = "accounts.too_many_messages"

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Envió muchas invitaciones seguidas. Espere {_wait(until)}.")


class KeyNotValid(DomainError):
    code = "accounts.key_not_valid"

    def __init__(self) -> None:
        super().__init__(
            "La llave de seguridad no se pudo comprobar. Intente de nuevo, o use el código de su "
            "teléfono."
        )


class KeyKnown(DomainError):
    code = "accounts.key_known"

    def __init__(self) -> None:
        super().__init__("Esa llave ya está agregada.")


class FactorFirst(DomainError):
    code = "accounts.factor_first"

    def __init__(self) -> None:
        super().__init__(
            "Active antes el código de su teléfono: con él y sus códigos de recuperación entra "
            "si pierde la llave."
        )


class NoFactor(DomainError):
    code = "accounts.no_factor"
    status = 409

    def __init__(self) -> None:
        super().__init__("Esa cuenta no tiene segundo factor.")


class RuleInThePast(DomainError):
    code = "accounts.rule_in_the_past"
    field = "valid_from"

    def __init__(self, today: date) -> None:
        super().__init__(f"Una regla rige desde hoy, {today:%d-%m-%Y}, o desde después.")


class RuleUnchanged(DomainError):
    code = "accounts.rule_unchanged"

    def __init__(self) -> None:
        super().__init__("Así está la regla ese día: elija lo contrario.")
