"""Why an action on a commitment or a finding is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.people.models import Organisation


class ResponsibleEnded(DomainError):
    """A body that no longer exists promises nothing; its successor does."""

    code = "commitments.responsible_ended"
    field = "responsible"

    def __init__(self, body: Organisation, heir: Organisation | None) -> None:
        assert body.last_day is not None
        follows = (
            f"La sucede {heir.name}: elija esa."
            if heir
            else "Nadie la sucede: elija quién responde hoy."
        )
        super().__init__(f"{body.name} dejó de existir el {body.last_day:%d-%m-%Y}. {follows}")


class EndedWithoutHeir(DomainError):
    """Over a commitment that nobody answers for: it passes to somebody first."""

    code = "commitments.ended_without_heir"

    def __init__(self, body: Organisation) -> None:
        assert body.last_day is not None
        super().__init__(
            f"{body.name} dejó de existir el {body.last_day:%d-%m-%Y} y nadie la sucede: traspase "
            "antes el compromiso a quien responde hoy."
        )


class NotYetThere(DomainError):
    code = "commitments.responsible_not_yet_there"
    field = "responsible"

    def __init__(self, body: Organisation) -> None:
        super().__init__(f"{body.name} existe desde el {body.valid_from:%d-%m-%Y}: elija otra.")


class DueBeforeMade(DomainError):
    code = "commitments.due_before_made"
    field = "due_on"

    def __init__(self, made_on: date) -> None:
        super().__init__(
            f"El plazo es anterior al compromiso ({made_on:%d-%m-%Y}). Corrija una de las fechas."
        )


class MadeInTheFuture(DomainError):
    code = "commitments.made_in_the_future"
    field = "made_on"

    def __init__(self) -> None:
        super().__init__("Un compromiso se registra el día en que se toma, o después.")


class PersonElsewhere(DomainError):
    code = "commitments.person_elsewhere"
    field = "person"

    def __init__(self, body: Organisation) -> None:
        super().__init__(f"Esa persona no tiene hoy una función en {body.short_name}.")


class FieldMissing(DomainError):
    code = "commitments.field_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class AlreadyClosed(DomainError):
    code = "commitments.already_closed"
    status = 409

    def __init__(self, said: str) -> None:
        super().__init__(f"Este compromiso ya está {said}: no admite más pasos.")


class AlreadyReported(DomainError):
    code = "commitments.already_reported"
    status = 409

    def __init__(self, who: str) -> None:
        super().__init__(
            f"{who} ya informó su cumplimiento. Antes de otro paso, alguien lo verifica o lo "
            "devuelve."
        )


class NothingReported(DomainError):
    code = "commitments.nothing_reported"
    status = 409

    def __init__(self) -> None:
        super().__init__("No hay un informe que verificar: ya se verificó o se devolvió.")


class VerifiesOwnReport(DomainError):
    code = "commitments.verifies_own_report"

    def __init__(self) -> None:
        super().__init__("Usted informó este compromiso: lo verifica otra persona.")


class EvidenceElsewhere(DomainError):
    code = "commitments.evidence_elsewhere"
    field = "document"

    def __init__(self) -> None:
        super().__init__("Esa evidencia es de otro expediente: cargue la de este compromiso.")


class EvidenceInTheFuture(DomainError):
    code = "commitments.evidence_in_the_future"
    field = "dated_on"

    def __init__(self) -> None:
        super().__init__("La evidencia no puede tener una fecha posterior a hoy.")


class NotLater(DomainError):
    code = "commitments.not_later"
    field = "due_on"

    def __init__(self, due_on: date) -> None:
        super().__init__(f"Elija un plazo posterior al que tiene ({due_on:%d-%m-%Y}).")


class GrantsToOneself(DomainError):
    code = "commitments.grants_to_oneself"

    def __init__(self) -> None:
        super().__init__(
            "Usted está o estuvo a cargo de este compromiso: otro plazo se lo da otra jefatura."
        )


class VoidsOwn(DomainError):
    code = "commitments.voids_own"

    def __init__(self) -> None:
        super().__init__(
            "Usted está o estuvo a cargo de este compromiso: sin efecto lo deja otra jefatura."
        )


class ReasonMissing(DomainError):
    code = "commitments.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class SameHands(DomainError):
    code = "commitments.same_hands"
    field = "responsible"

    def __init__(self) -> None:
        super().__init__("El compromiso ya es de esa unidad y de esa persona: elija otra.")


class NotOverdue(DomainError):
    code = "commitments.not_overdue"

    def __init__(self) -> None:
        super().__init__("Se declara no cumplido cuando el plazo ya pasó.")


class ChangedMeanwhile(DomainError):
    """Somebody added a step since the form was opened."""

    code = "commitments.changed_meanwhile"
    status = 409

    def __init__(self, who: str, what: str, on: date) -> None:
        super().__init__(
            f"Mientras usted escribía, {who} registró un paso: {what}, el {on:%d-%m-%Y}. Revíselo "
            "y envíe de nuevo si corresponde."
        )


class PauseUnchanged(DomainError):
    code = "commitments.pause_unchanged"
    status = 409

    def __init__(self, paused: bool) -> None:
        super().__init__("Los avisos ya están en pausa." if paused else "Los avisos ya corren.")


class ReportInTheFuture(DomainError):
    code = "audits.report_in_the_future"
    field = "report_date"

    def __init__(self) -> None:
        super().__init__("El informe no puede tener una fecha posterior a hoy.")


class AuditKnown(DomainError):
    code = "audits.known"
    field = "report_number"

    def __init__(self) -> None:
        super().__init__("Ese informe ya está registrado: ábralo en la lista de auditorías.")


class CodeTaken(DomainError):
    code = "audits.code_taken"
    field = "code"

    def __init__(self, code: str) -> None:
        super().__init__(f"El numeral {code} ya está en este informe.")


class AnswerDueBeforeReport(DomainError):
    code = "audits.answer_due_before_report"
    field = "answer_due_on"

    def __init__(self, day: date) -> None:
        super().__init__(f"El plazo es anterior al informe ({day:%d-%m-%Y}).")


class AlreadySolved(DomainError):
    code = "audits.already_solved"
    status = 409

    def __init__(self) -> None:
        super().__init__("Este hallazgo ya está subsanado: no admite más pasos.")


class AssessesOwnAnswer(DomainError):
    code = "audits.assesses_own_answer"

    def __init__(self) -> None:
        super().__init__("Usted respondió este hallazgo: lo evalúa otra persona.")


class AnswersWhatOneAssesses(DomainError):
    code = "audits.answers_what_one_assesses"

    def __init__(self) -> None:
        super().__init__("Usted evaluó este hallazgo: lo responde la unidad responsable.")


class NextFollowUpWrong(DomainError):
    code = "audits.next_follow_up_wrong"
    field = "next_on"


class RowNotTaken(DomainError):
    """Of an import, when what was checked before changed meanwhile."""

    code = "audits.row_not_taken"

    def __init__(self, report: str, code: str, reason: str) -> None:
        super().__init__(f"Informe {report}, numeral {code}: {reason} No se importó ninguna fila.")


class RowsMissing(DomainError):
    code = "audits.rows_missing"
    field = "rows"

    def __init__(self) -> None:
        super().__init__("Pegue al menos una referencia, una por línea.")


class TooManyRows(DomainError):
    code = "audits.too_many_rows"
    field = "rows"

    def __init__(self, most: int) -> None:
        super().__init__(f"Pegue hasta {most} referencias de una vez.")


class RowTooLong(DomainError):
    code = "audits.row_too_long"
    field = "rows"

    def __init__(self, line: int) -> None:
        super().__init__(f"La línea {line} tiene más de 160 letras: deje solo la referencia.")


class ListKnown(DomainError):
    code = "audits.list_known"
    field = "rows"

    def __init__(self) -> None:
        super().__init__("Esa misma nómina ya está en el hallazgo.")


class RuleKnown(DomainError):
    code = "commitments.rule_known"
    field = "valid_from"

    def __init__(self) -> None:
        super().__init__("Esa regla ya tiene un valor desde ese día: elija otro.")


class NotAMailbox(DomainError):
    code = "commitments.not_a_mailbox"
    field = "mailbox"

    def __init__(self) -> None:
        super().__init__("Escriba la casilla como nombre@servicio.cl, o deje el campo vacío.")
