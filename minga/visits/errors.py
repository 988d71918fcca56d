"""Why an action on a visit is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError


class VisitRefused(DomainError):
    """A sentence, and the field it stands beside."""

    code = "visits.refused"

    def __init__(self, sentence: str, field: str | None = None) -> None:
        self.field = field
        super().__init__(sentence)


class VisitChanged(DomainError):
    """Not what the person was looking at: 409."""

    code = "visits.changed"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Otra persona cambió esta visita mientras usted la miraba. Léala de nuevo y decida."
        )


class VisitOver(DomainError):
    code = "visits.over"
    status = 409

    def __init__(self, label: str) -> None:
        super().__init__(f"La visita ya está «{label}»: no hay qué hacer con ella.")


class NotAnInspector(DomainError):
    code = "visits.not_an_inspector"
    field = "inspector"

    def __init__(self) -> None:
        super().__init__("Esa persona no tiene hoy una función con que hacer visitas del servicio.")


class ReasonMissing(DomainError):
    code = "visits.reason_missing"
    field = "reason"

    def __init__(self, sentence: str = "Escriba el motivo: queda a la vista.") -> None:
        super().__init__(sentence)


class NotLater(DomainError):
    code = "visits.not_later"
    field = "until"

    def __init__(self, limit: date) -> None:
        super().__init__(
            f"El plazo que rige vence el {limit:%d-%m-%Y}: una ampliación lleva a una fecha "
            "posterior."
        )


class PhotoWithoutPlace(DomainError):
    code = "visits.photo_without_place"
    field = "no_place_reason"

    def __init__(self) -> None:
        super().__init__(
            "La foto no trae su lugar. Escriba las coordenadas o diga por qué no las tiene: «sin "
            "señal de GPS: …»."
        )


class AnswersMissing(DomainError):
    code = "visits.answers_missing"

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class PhotosMissing(DomainError):
    """The report speaks of photos that did not arrive: the device sends them again."""

    code = "visits.photos_missing"
    status = 409

    def __init__(self, hashes: list[str]) -> None:
        self.hashes = hashes
        count = len(hashes)
        what = "una foto" if count == 1 else f"{count} fotos"
        super().__init__(f"Falta que lleguen {what} de este informe. Envíelas de nuevo.")


class NotYours(DomainError):
    code = "visits.not_yours"
    status = 404

    def __init__(self) -> None:
        super().__init__("Esa visita no existe o no está a su cargo.")


class WroteOne(DomainError):
    code = "visits.wrote_one"

    def __init__(self) -> None:
        super().__init__(
            "Usted escribió uno de estos informes: decide otra persona cuál de ellos vale."
        )


class ReportClosed(VisitRefused):
    code = "visits.report_closed"

    def __init__(self) -> None:
        super().__init__(
            "Ese informe ya se recibió: la foto no se le agrega. Guárdela y muéstrela a su "
            "jefatura.",
            "photo",
        )


class ReceivedOtherwise(VisitRefused):
    code = "visits.received_otherwise"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Este informe ya se recibió el {on:%d-%m-%Y} y no cambia. Lo que escribió después no "
            "se guardó: si hay que corregirlo, avise a su jefatura."
        )


class AlreadyAsked(VisitRefused):
    code = "visits.already_asked"

    def __init__(self, title: str) -> None:
        super().__init__(f"«{title}» ya se pidió hoy para este caso, con el mismo motivo.", "title")
