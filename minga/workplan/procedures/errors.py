"""Why an action on a procedure is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.core.versions import Version


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


class FieldMissing(DomainError):
    code = "procedures.field_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class CodeTaken(DomainError):
    code = "procedures.code_taken"
    field = "code"

    def __init__(self, code: str) -> None:
        super().__init__(f"El código {code} ya es de otro procedimiento del servicio: use otro.")


class OwnerElsewhere(DomainError):
    code = "procedures.owner_elsewhere"
    field = "owner"

    def __init__(self) -> None:
        super().__init__("La unidad dueña es de este servicio y existe hoy: elija otra.")


class UnitEnded(DomainError):
    code = "procedures.unit_ended"
    field = "responsible"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} ya no existe: elija la unidad que responde hoy.")


class NoResponsible(DomainError):
    code = "procedures.no_responsible"
    field = "responsible"

    def __init__(self) -> None:
        super().__init__("Elija la unidad que responde o escriba qué función lo hace.")


class TermOutOfRange(DomainError):
    code = "procedures.term_out_of_range"
    field = "working_days"

    def __init__(self) -> None:
        super().__init__("El plazo va de 1 a 500 días hábiles, o se escribe en palabras.")


class RetentionOutOfRange(DomainError):
    code = "procedures.retention_out_of_range"
    field = "retention_years"

    def __init__(self) -> None:
        super().__init__("Los registros se conservan de 1 a 100 años.")


class OpenVersionExists(DomainError):
    code = "procedures.open_version_exists"

    def __init__(self, version: Version) -> None:
        super().__init__(f"La versión {version.number} todavía no se aprueba: abra esa.")


class VersionEmpty(DomainError):
    """`lacks`: what is missing, in words: «el objetivo», «una actividad»."""

    code = "procedures.version_empty"

    def __init__(self, lacks: list[str]) -> None:
        super().__init__(f"Todavía no se puede enviar. Falta {_joined(lacks)}.")


class NothingChanges(DomainError):
    code = "procedures.nothing_changes"

    def __init__(self) -> None:
        super().__init__(
            "Esta versión dice lo mismo que la vigente: cambie algo o descarte el borrador."
        )


class FirstVersionStays(DomainError):
    code = "procedures.first_version_stays"

    def __init__(self) -> None:
        super().__init__("Es la primera versión y no se descarta: todo en ella puede cambiarse.")


class DraftOfAnother(DomainError):
    code = "procedures.draft_of_another"

    def __init__(self) -> None:
        super().__init__(
            "En este borrador escribió también otra persona, o ya se envió una vez: no se "
            "descarta. Corríjalo y envíelo a aprobación."
        )


class PartGone(DomainError):
    code = "procedures.part_gone"
    status = 409

    def __init__(self) -> None:
        super().__init__("Otra persona la quitó del borrador. Abra el borrador de nuevo.")


class NotInForce(DomainError):
    code = "procedures.not_in_force"

    def __init__(self) -> None:
        super().__init__("El procedimiento aún no rige: se aplica y se revisa desde su aprobación.")


class ChangedMeanwhile(DomainError):
    code = "procedures.changed_meanwhile"
    status = 409

    def __init__(self, who: str, what: str, on: date) -> None:
        super().__init__(
            f"Mientras usted escribía, {who} dejó esto así: {what}, el {_day(on)}. Revise la "
            "página y decida de nuevo."
        )


class AlreadyClosed(DomainError):
    code = "procedures.already_closed"

    def __init__(self, state: str) -> None:
        super().__init__(f"Ya está {state}: no admite más pasos.")


class DayInTheFuture(DomainError):
    code = "procedures.day_in_the_future"

    def __init__(self, field: str, today: date) -> None:
        self.field = field
        super().__init__(f"Hoy es {_day(today)}: escriba un día que ya llegó.")


class DayTooEarly(DomainError):
    code = "procedures.day_too_early"

    def __init__(self, field: str, since: date, what: str) -> None:
        self.field = field
        super().__init__(f"No puede ser anterior al {_day(since)}, en que {what}.")


class AlreadyDone(DomainError):
    code = "procedures.already_done"

    def __init__(self, who: str, on: date) -> None:
        super().__init__(f"{who} ya marcó esa actividad como hecha el {_day(on)}.")


class NotDoneYet(DomainError):
    code = "procedures.not_done_yet"

    def __init__(self) -> None:
        super().__init__("Esa actividad todavía no está marcada como hecha.")


class NotFollowed(DomainError):
    """The activity is not of the version that the use follows."""

    code = "procedures.not_followed"
    status = 409

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Esta aplicación sigue ahora la versión {number}, que no tiene esa actividad. "
            "Abra la página de nuevo."
        )


class AlreadyOnIt(DomainError):
    code = "procedures.already_on_it"

    def __init__(self, number: int) -> None:
        super().__init__(f"Esta aplicación ya sigue la versión {number}, que es la vigente.")


class ActivitiesLeft(DomainError):
    code = "procedures.activities_left"

    def __init__(self, left: int) -> None:
        word = "Falta una actividad" if left == 1 else f"Faltan {left} actividades"
        super().__init__(f"{word} por hacer: márquelas, o abandone la aplicación con su motivo.")


class ReasonMissing(DomainError):
    code = "procedures.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class PeriodOutOfRange(DomainError):
    code = "procedures.period_out_of_range"
    field = "months"

    def __init__(self) -> None:
        super().__init__("La revisión es cada 1 a 60 meses.")


class ReviewedThatDay(DomainError):
    code = "procedures.reviewed_that_day"
    field = "held_on"

    def __init__(self) -> None:
        super().__init__("La revisión de ese día ya está anotada.")


class ResultsMissing(DomainError):
    code = "procedures.results_missing"

    def __init__(self) -> None:
        super().__init__(
            "Anote el resultado de cada requisito vigente. Si el procedimiento cambió mientras "
            "escribía, abra la página de nuevo."
        )


class VersionChanged(DomainError):
    code = "procedures.version_changed"
    status = 409

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Mientras usted escribía se aprobó la versión {number}: revise sus requisitos y "
            "guarde de nuevo."
        )


class OneOrTheOther(DomainError):
    code = "procedures.one_or_the_other"
    field = "output"

    def __init__(self) -> None:
        super().__init__("Elija la actividad o el producto, no ambos.")


class CauseMissing(DomainError):
    code = "procedures.cause_missing"

    def __init__(self) -> None:
        super().__init__("Analice primero la causa: la acción correctiva la quita.")


class CorrectionsOpen(DomainError):
    code = "procedures.corrections_open"

    def __init__(self) -> None:
        super().__init__(
            "Se comprueba cuando todas sus acciones correctivas están cerradas y al menos una se "
            "cumplió."
        )


class CorrectedByChecker(DomainError):
    code = "procedures.corrected_by_checker"

    def __init__(self) -> None:
        super().__init__(
            "Usted tuvo a cargo o informó una de sus acciones correctivas: comprueba otra persona "
            "si sirvieron."
        )


class DismissedByFinder(DomainError):
    code = "procedures.dismissed_by_finder"

    def __init__(self) -> None:
        super().__init__("Usted la detectó: la desestima otra persona de la dirección.")


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} y {words[-1]}"
