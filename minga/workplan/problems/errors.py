"""Why an action on a territorial problem is refused, in the words of who must mend it."""

from collections.abc import Sequence
from datetime import date

from minga.core.errors import DomainError
from minga.core.templatetags.minga import counted


class FieldMissing(DomainError):
    code = "problems.field_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class NotLive(DomainError):
    code = "problems.not_live"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"El problema está {state}: esto se hace mientras está abierto o en solución."
        )


class AlreadyClosed(DomainError):
    code = "problems.already_closed"

    def __init__(self) -> None:
        super().__init__("Este problema ya está cerrado.")


class NotADraft(DomainError):
    code = "problems.not_a_draft"

    def __init__(self) -> None:
        super().__init__("Este problema ya se abrió.")


class PreparedIt(DomainError):
    code = "problems.prepared_it"

    def __init__(self) -> None:
        super().__init__(
            "Usted escribió en él: lo abre y lo cierra otra persona que dirija el servicio."
        )


class AloneWithIt(DomainError):
    code = "problems.alone_with_it"

    def __init__(self) -> None:
        super().__init__(
            "Agregue al menos dos servicios con lo que aportan: un problema territorial no lo "
            "soluciona uno solo."
        )


class KnownInTheFuture(DomainError):
    code = "problems.known_in_the_future"
    field = "since"

    def __init__(self) -> None:
        super().__init__("Escriba desde cuándo se conoce: hoy o una fecha anterior.")


class DatedInTheFuture(DomainError):
    code = "problems.dated_in_the_future"
    field = "dated_on"

    def __init__(self) -> None:
        super().__init__("Escriba la fecha de hoy o una anterior.")


class NoSuchPlace(DomainError):
    code = "problems.no_such_place"
    field = "territory"

    def __init__(self, day: date) -> None:
        super().__init__(f"Ese lugar no existe al {day:%d-%m-%Y}: elija el que rige ese día.")


class JoinedAlready(DomainError):
    code = "problems.joined_already"
    field = "organisation"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} ya participa. Corrija lo que aporta en su fila.")


class NotOfIt(DomainError):
    code = "problems.not_of_it"
    field = "party"

    def __init__(self) -> None:
        super().__init__(
            "Ese servicio no participa hoy en el problema: agréguelo antes, con lo que aporta."
        )


class StillAnswers(DomainError):
    code = "problems.still_answers"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} tiene compromisos o brechas abiertas aquí: ciérrelos o páselos antes de que "
            "salga."
        )


class PromisedAlready(DomainError):
    code = "problems.promised_already"
    field = "promise"

    def __init__(self, name: str, folio: str) -> None:
        super().__init__(f"{name} ya prometió lo mismo: es el compromiso {folio}.")


class AmountNotPositive(DomainError):
    code = "problems.amount_not_positive"
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Escriba un monto mayor que cero.")


class BudgetApproved(DomainError):
    code = "problems.budget_approved"

    def __init__(self) -> None:
        super().__init__("La asignación ya está aprobada: no se cambia.")


class NobodySigned(DomainError):
    code = "problems.nobody_signed"
    field = "signed_by"

    def __init__(self) -> None:
        super().__init__("Marque qué servicios lo firmaron.")


class NoSuchAct(DomainError):
    code = "problems.no_such_act"
    field = "act"

    def __init__(self) -> None:
        super().__init__("Ese acto no existe, no está tramitado o usted no lo ve.")


class DocumentOrAct(DomainError):
    code = "problems.document_or_act"
    field = "file"

    def __init__(self) -> None:
        super().__init__("Adjunte el documento o elija el acto: uno de los dos.")


class GapClosed(DomainError):
    code = "problems.gap_closed"

    def __init__(self, how: str) -> None:
        super().__init__(f"Esta brecha ya está cerrada: {how}")


class DueBefore(DomainError):
    code = "problems.due_before"

    def __init__(self, field: str, day: date) -> None:
        self.field = field
        super().__init__(f"Escriba una fecha desde el {day:%d-%m-%Y}.")


class StillUnfunded(DomainError):
    """A gap of budget is resolved by its budget line."""

    code = "problems.still_unfunded"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"«{what}» se resuelve registrando la asignación en su compromiso. Regístrela, o diga "
            "que sigue o se deja."
        )


class ConvenedInThePast(DomainError):
    code = "problems.convened_in_the_past"
    field = "day"

    def __init__(self, day: date) -> None:
        super().__init__(f"Una reunión se convoca para hoy, {day:%d-%m-%Y}, o después.")


class OneIsOpen(DomainError):
    code = "problems.one_is_open"

    def __init__(self, day: date) -> None:
        super().__init__(f"La reunión del {day:%d-%m-%Y} no tiene acta: ciérrela o suspéndala.")


class NotYetHeld(DomainError):
    code = "problems.not_yet_held"

    def __init__(self, day: date) -> None:
        super().__init__(f"La reunión es el {day:%d-%m-%Y}: se registra ese día o después.")


class MeetingOver(DomainError):
    code = "problems.meeting_over"

    def __init__(self, state: str) -> None:
        said = {
            "closed": "La reunión ya tiene su acta cerrada: lo que dice no cambia.",
            "called_off": "La reunión se suspendió: convoque otra.",
            "held": "La reunión ya se realizó: no se suspende, se cierra su acta.",
        }
        super().__init__(said[state])


class NotHeld(DomainError):
    code = "problems.not_held"

    def __init__(self) -> None:
        super().__init__("Registre antes quiénes vinieron y qué se acordó.")


class NobodyCame(DomainError):
    code = "problems.nobody_came"

    def __init__(self) -> None:
        super().__init__(
            "Escriba quién asistió por al menos un servicio. Si nadie vino, suspenda la reunión."
        )


class RecordedIt(DomainError):
    code = "problems.recorded_it"

    def __init__(self) -> None:
        super().__init__("Usted escribió en esta acta: la cierra otra persona.")


class GapsUnsaid(DomainError):
    code = "problems.gaps_unsaid"

    def __init__(self, gaps: Sequence[str]) -> None:
        named = "; ".join(f"«{gap}»" for gap in gaps)
        super().__init__(f"Diga qué pasó con cada brecha antes de cerrar. Falta: {named}.")


class GapsOpen(DomainError):
    code = "problems.gaps_open"

    def __init__(self, gaps: int, promises: int) -> None:
        words = ((gaps, "brecha abierta,brechas abiertas"),
                 (promises, "compromiso pendiente,compromisos pendientes"))  # fmt: skip
        said = " y ".join(counted(many, word) for many, word in words if many)
        super().__init__(
            f"Todavía hay {said}: un problema se resuelve sin nada pendiente. Ciérrelos, o deje el "
            "problema con su motivo."
        )


class OpenedAsItReads(DomainError):
    """`field`: the part of the text that changes, beside which it is said."""

    code = "problems.opened_as_it_reads"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(
            "El problema se abrió con este texto y ya no cambia: agregue una cifra o trátelo en "
            "una reunión."
        )


class ChangedMeanwhile(DomainError):
    code = "problems.changed_meanwhile"
    status = 409

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Otra persona cambió {what} mientras usted escribía. Compare con lo que hay ahora y "
            "envíe de nuevo si corresponde."
        )
