"""Why something about the commitments of a plan is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.workplan.carrying.models import CarriedCommitment


class NothingChosen(DomainError):
    code = "carrying.nothing_chosen"
    field = "chosen"

    def __init__(self) -> None:
        super().__init__("Elija al menos un compromiso.")


class NoLongerLeft(DomainError):
    code = "carrying.no_longer_left"
    field = "chosen"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Uno de los compromisos elegidos ya no está entre los que dejó el programa. Abra la "
            "página de nuevo y elija otra vez."
        )


class AlreadyCarried(DomainError):
    code = "carrying.already_carried"
    field = "chosen"
    status = 409

    def __init__(self, carried: CarriedCommitment) -> None:
        super().__init__(
            f"«{carried.short}» ya lo tiene el programa {carried.plan.year}: se trajo el "
            f"{carried.on:%d-%m-%Y}. Elija entre los que quedan."
        )


class ChangedMeanwhile(DomainError):
    code = "carrying.changed_meanwhile"
    status = 409

    def __init__(self, who: str, kind: str, on: date) -> None:
        super().__init__(
            f"{who} escribió «{kind}» el {on:%d-%m-%Y}, después de que usted abrió la página. "
            "Léalo y, si aún corresponde, envíe lo suyo de nuevo."
        )


class TextMissing(DomainError):
    code = "carrying.text_missing"
    field = "text"

    def __init__(self) -> None:
        super().__init__("Escriba qué pasó, en una o dos frases.")


class ReasonMissing(DomainError):
    code = "carrying.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se deja.")


class ActivityMissing(DomainError):
    code = "carrying.activity_missing"
    field = "activity"

    def __init__(self) -> None:
        super().__init__("Elija a qué actividad del programa pasó.")


class ActivityElsewhere(DomainError):
    code = "carrying.activity_elsewhere"
    field = "activity"

    def __init__(self, year: int) -> None:
        super().__init__(f"Esa actividad no es del programa {year}: elija una de la lista.")


class ReplacedByItself(DomainError):
    code = "carrying.replaced_by_itself"
    field = "other"

    def __init__(self) -> None:
        super().__init__("Un compromiso se reemplaza por otro del mismo programa, no por sí mismo.")


class OtherMissing(DomainError):
    code = "carrying.other_missing"
    field = "other"

    def __init__(self) -> None:
        super().__init__(
            "Elija el compromiso que lo reemplaza. Si todavía no está en la lista, tráigalo antes."
        )


class OtherGone(DomainError):
    code = "carrying.other_gone"
    field = "other"

    def __init__(self, became: str) -> None:
        super().__init__(f"Ese compromiso {became}: elija uno que siga en pie.")


class FollowUpOpen(DomainError):
    code = "carrying.follow_up_open"
    status = 409

    def __init__(self, folio: str) -> None:
        super().__init__(
            f"Está en seguimiento con el número {folio}: cierre antes ese compromiso, o déjelo sin "
            "efecto."
        )


class AlreadySettled(DomainError):
    code = "carrying.already_settled"
    status = 409

    def __init__(self, became: str) -> None:
        super().__init__(
            f"De este compromiso ya se dijo que {became}. Si algo falta, diga primero que sigue en "
            "curso."
        )


class DropsOwn(DomainError):
    code = "carrying.drops_own"

    def __init__(self) -> None:
        super().__init__("Usted trajo este compromiso: decide dejarlo otra persona que dirija.")


class AlreadyDropped(DomainError):
    code = "carrying.already_dropped"
    status = 409

    def __init__(self) -> None:
        super().__init__("La dirección ya dejó este compromiso: puede retomarlo solo ella.")


class AlreadyFollowed(DomainError):
    code = "carrying.already_followed"
    status = 409

    def __init__(self, folio: str) -> None:
        super().__init__(f"Este compromiso ya está en seguimiento, con el número {folio}.")
