"""Why a decision is refused, in the words of who has to mend it."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone

from minga.core.errors import DomainError
from minga.core.versions import ApprovedOutOfOrder, NotSubmitted, PreparedByApprover, Version


class NotAwaiting(DomainError):
    code = "approvals.not_awaiting"

    def __init__(self) -> None:
        super().__init__(
            "Esto ya no espera aprobación. Abra la página de nuevo para ver su estado."
        )


class AlreadySent(DomainError):
    code = "approvals.already_sent"

    def __init__(self) -> None:
        super().__init__("Ya fue enviado a aprobación y todavía espera.")


class AlreadyApproved(DomainError):
    code = "approvals.already_approved"

    def __init__(self) -> None:
        super().__init__("Ya fue aprobado: lo aprobado se reemplaza y no se envía de nuevo.")


class Prepared(PreparedByApprover):
    """As that of versions, for what is none."""

    def __init__(self) -> None:
        DomainError.__init__(
            self,
            "Usted lo preparó: lo decide otra persona. Avise a quien dirige el servicio o a quien "
            "lo subroga.",
        )


class SentByDecider(DomainError):
    code = "approvals.sent_by_decider"

    def __init__(self) -> None:
        super().__init__("Usted lo envió a aprobación: lo decide otra persona.")


class PassedAnotherStep(DomainError):
    code = "approvals.passed_another_step"

    def __init__(self, label: str) -> None:
        super().__init__(f"Usted ya dio el paso «{label}»: los demás pasos los da otra persona.")


class DecidedTooEarly(DomainError):
    code = "approvals.decided_too_early"

    def __init__(self, since: date, today: date) -> None:
        super().__init__(
            f"Hoy es {today:%d-%m-%Y} y esto espera este paso desde el {since:%d-%m-%Y}: "
            "no se decide antes."
        )


class ReasonMissing(DomainError):
    code = "approvals.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class AlreadyPassed(DomainError):
    code = "approvals.already_passed"

    def __init__(self) -> None:
        super().__init__("Alguien ya dio un paso: pida a quien tiene el siguiente que lo devuelva.")


class NotItsPreparer(DomainError):
    code = "approvals.not_its_preparer"

    def __init__(self) -> None:
        super().__init__("Lo retira quien lo preparó o lo envió.")


class FactorNeeded(DomainError):
    """The step asks for the second factor, and it was not confirmed a moment ago."""

    code = "approvals.factor_needed"
    field = "code"

    def __init__(self) -> None:
        super().__init__("Este paso pide el código de su teléfono: escríbalo y decida de nuevo.")


class FactorMissing(DomainError):
    code = "approvals.factor_missing"
    field = "code"

    def __init__(self) -> None:
        super().__init__(
            "Este paso pide un segundo factor y su cuenta no tiene uno. Actívelo en «Mi segundo "
            "factor» y vuelva."
        )


class WrongCode(DomainError):
    code = "approvals.wrong_code"
    field = "code"

    def __init__(self, left: int) -> None:
        rest = "Le queda un intento" if left == 1 else f"Le quedan {left} intentos"
        super().__init__(
            f"El código no corresponde. Escriba el que su teléfono muestra ahora. {rest} antes de "
            "que se cierre por cinco minutos."
        )


class CodeAlreadyUsed(DomainError):
    code = "approvals.code_already_used"
    field = "code"

    def __init__(self) -> None:
        super().__init__("Ese código ya se usó: espere el siguiente, que aparece en medio minuto.")


class FactorLocked(DomainError):
    code = "approvals.factor_locked"
    field = "code"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Demasiados códigos equivocados: espere hasta las "
            f"{timezone.localtime(until):%H:%M:%S} e intente de nuevo."
        )


def not_awaiting(subject: models.Model) -> DomainError:
    return NotSubmitted(subject) if isinstance(subject, Version) else NotAwaiting()


def too_early(subject: models.Model, since: date, today: date) -> DomainError:
    version = isinstance(subject, Version)
    return ApprovedOutOfOrder(since, today) if version else DecidedTooEarly(since, today)


def prepared(subject: models.Model) -> DomainError:
    return PreparedByApprover() if isinstance(subject, Version) else Prepared()


class FactorUnreadable(DomainError):
    """The key of the installation is another one than when it was sealed."""

    code = "approvals.factor_unreadable"
    field = "code"

    def __init__(self) -> None:
        super().__init__(
            "Su segundo factor es de otra instalación y aquí no se puede leer. Pida a quien "
            "administra el sistema que lo quite, y actívelo de nuevo."
        )


class FactorExists(DomainError):
    code = "approvals.factor_exists"

    def __init__(self) -> None:
        super().__init__("Su cuenta ya tiene un segundo factor.")


class FactorNotBegun(DomainError):
    code = "approvals.factor_not_begun"

    def __init__(self) -> None:
        super().__init__("Comience de nuevo: no hay un segundo factor por confirmar.")


class NoFactorToReset(DomainError):
    code = "approvals.no_factor_to_reset"

    def __init__(self) -> None:
        super().__init__("Esa cuenta no tiene segundo factor.")


class OwnFactor(DomainError):
    code = "approvals.own_factor"

    def __init__(self) -> None:
        super().__init__(
            "El segundo factor propio lo quita otra persona que administre el sistema."
        )


class OnlyInDemonstration(DomainError):
    code = "approvals.only_in_demonstration"

    def __init__(self) -> None:
        super().__init__("Solo en una demostración el segundo factor se activa sin teléfono.")


class RuleInThePast(DomainError):
    code = "approvals.rule_in_the_past"
    field = "valid_from"

    def __init__(self, today: date) -> None:
        super().__init__(
            f"Una regla rige desde hoy, {today:%d-%m-%Y}, o desde después: lo ya enviado conserva "
            "sus pasos."
        )


class RuleUnchanged(DomainError):
    code = "approvals.rule_unchanged"

    def __init__(self) -> None:
        super().__init__("Así está la regla ese día: cambie el monto o el segundo factor.")


class UnknownStep(DomainError):
    code = "approvals.unknown_step"

    def __init__(self) -> None:
        super().__init__("Ese paso no existe. Abra la página de nuevo y elija uno.")
