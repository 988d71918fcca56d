"""What an action about letters refuses, with what to do now."""

from datetime import date

from minga.acts.letters.addressing import said
from minga.core.errors import DomainError


class NotDraft(DomainError):
    code = "letters.not_draft"

    def __init__(self, state: str) -> None:
        super().__init__(f"Ya no es un borrador: está {state}. Lo firmado no se modifica.")


class CameBack(DomainError):
    code = "letters.came_back"

    def __init__(self) -> None:
        super().__init__(
            "Este borrador ya estuvo en firma y queda en la historia: corríjalo y envíelo de "
            "nuevo, o anúlelo diciendo por qué."
        )


class NeverSent(DomainError):
    code = "letters.never_sent"

    def __init__(self) -> None:
        super().__init__("Nadie lo envió todavía a firma: no hay qué anular, descártelo.")


class CaseOfAnother(DomainError):
    code = "letters.case_of_another"

    def __init__(self) -> None:
        super().__init__("Ese caso es de otro servicio: un oficio trata de uno del suyo.")


class NotSigned(DomainError):
    code = "letters.not_signed"

    def __init__(self, state: str) -> None:
        super().__init__(f"Se numera un oficio firmado y sin número; este está {state}.")


class NotIssued(DomainError):
    code = "letters.not_issued"

    def __init__(self) -> None:
        super().__init__("Todavía no tiene número: lo numera antes la oficina de partes.")


class NothingToVoid(DomainError):
    code = "letters.nothing_to_void"

    def __init__(self, state: str) -> None:
        super().__init__(f"No se anula en este estado: {state}.")


class ReasonMissing(DomainError):
    code = "letters.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se anula: esa razón queda en la historia.")


class AnswerMissing(DomainError):
    code = "letters.answer_missing"
    field = "how"

    def __init__(self) -> None:
        super().__init__("Escriba con qué se respondió, por ejemplo Ord. 88 de la municipalidad.")


class AlreadyAnswered(DomainError):
    code = "letters.already_answered"

    def __init__(self, how: str, day: date) -> None:
        super().__init__(f"Ya consta su respuesta, del {day:%d-%m-%Y}: {how}.")


class AlreadySentTo(DomainError):
    code = "letters.already_sent"
    field = "to"

    def __init__(self, who: str) -> None:
        super().__init__(f"A {who} ya se le envió.")


class EmailMissing(DomainError):
    code = "letters.email_missing"
    field = "way"

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} no tiene correo: elija otra forma de envío.")


class NobodyToSend(DomainError):
    code = "letters.nobody"
    field = "to"

    def __init__(self) -> None:
        super().__init__("Diga al menos un destinatario.")


class WrongSigner(DomainError):
    code = "letters.wrong_signer"

    def __init__(self, who: str) -> None:
        super().__init__(f"Este oficio lo firma {who}: usted no tiene esa función hoy.")


class RowsWrong(DomainError):
    """Every row of a batch that cannot be filled, at once."""

    code = "letters.rows_wrong"

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(said(problems))


class NotAllIssued(DomainError):
    code = "letters.not_all_issued"

    def __init__(self) -> None:
        super().__init__("Se imprime un envío cuando todos sus oficios tienen número.")


class ContentChanged(DomainError):
    code = "letters.content_changed"

    def __init__(self) -> None:
        super().__init__(
            "Lo que dice este envío no es lo que se firmó. No se numera: avise a quien administra."
        )


class ReceivedOnWrongDay(DomainError):
    code = "letters.received_on_wrong_day"
    field = "received_on"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            f"Se recibe entre la fecha que trae, {first:%d-%m-%Y}, y hoy, {last:%d-%m-%Y}."
        )


class DueBeforeReceived(DomainError):
    code = "letters.due_before_received"
    field = "answer_due_on"

    def __init__(self, received_on: date) -> None:
        super().__init__(f"Se responde desde el día en que se recibe, {received_on:%d-%m-%Y}.")


class AlreadyReceived(DomainError):
    code = "letters.already_received"
    field = "number"

    def __init__(self, entry: int, year: int) -> None:
        super().__init__(f"Ya está registrado, con el ingreso {entry} de {year}.")


class AnswersLater(DomainError):
    code = "letters.answers_later"
    field = "answers_to"

    def __init__(self, name: str, dated_on: date) -> None:
        super().__init__(
            f"{name} es del {dated_on:%d-%m-%Y}: no puede responderlo algo que llegó antes."
        )


class NothingToClose(DomainError):
    code = "letters.nothing_to_close"

    def __init__(self, standing: str) -> None:
        super().__init__(f"Se cierra un oficio sin respuesta; este está {standing}.")


class WhyMissing(DomainError):
    code = "letters.why_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué no se responde.")


class PaperIsNotPdf(DomainError):
    code = "letters.paper_is_not_pdf"
    field = "file"

    def __init__(self) -> None:
        super().__init__("El oficio recibido se archiva en PDF: digitalícelo o guárdelo como PDF.")
