"""Why something with an act is refused, in the words of who has to mend it."""

from datetime import date

from minga.core.errors import DomainError


class ActRefused(DomainError):
    """One sentence; `field` where a form has it."""

    code = "acts.refused"

    def __init__(self, sentence: str, field: str | None = None) -> None:
        self.field = field
        super().__init__(sentence)


class NotADraftAct(DomainError):
    code = "acts.not_a_draft"

    def __init__(self) -> None:
        super().__init__("Este acto ya no es un borrador: abra su página para ver su estado.")


class SubrogationEnded(DomainError):
    code = "acts.subrogation_ended"

    def __init__(self, whom: str, last_day: date) -> None:
        super().__init__(
            f"Su subrogación de {whom} terminó el {last_day:%d-%m-%Y}: desde entonces usted no "
            "firma en su lugar. Pida la firma a quien dirige el servicio o le subroga hoy."
        )


class ActsOnItself(DomainError):
    code = "acts.acts_on_itself"
    field = "other"

    def __init__(self) -> None:
        super().__init__("Un acto no actúa sobre sí mismo: elija otro.")


class OtherNotProcessed(DomainError):
    code = "acts.other_not_processed"
    field = "other"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"La {name} no está totalmente tramitada: solo se actúa sobre un acto que lo está."
        )


class OtherWithoutEffect(DomainError):
    code = "acts.other_without_effect"
    field = "other"

    def __init__(self, name: str) -> None:
        super().__init__(f"La {name} ya quedó sin efecto: elija el acto que rige.")


class NumberTaken(DomainError):
    code = "acts.number_taken"
    field = "number"

    def __init__(self, number: int, year: int) -> None:
        super().__init__(f"El número {number} de {year} ya se usó en esa serie: revise el libro.")


class NothingToClose(DomainError):
    code = "acts.nothing_to_close"

    def __init__(self, state: str) -> None:
        super().__init__(
            "Se cierra sin efecto un acto firmado que no ha terminado su trámite: este está "
            f"{state}."
        )


class AlreadyRecorded(DomainError):
    code = "acts.already_recorded"

    def __init__(self) -> None:
        super().__init__("Eso ya está registrado y no se cambia: abra la página del acto.")


class CopyIsNotPdf(DomainError):
    code = "acts.copy_is_not_pdf"
    field = "file"

    def __init__(self) -> None:
        super().__init__("La copia firmada se archiva en PDF: digitalícela o guárdela como PDF.")


class BeyondTheBook(DomainError):
    code = "acts.beyond_the_book"
    field = "is_last"

    def __init__(self, number: int, last: int) -> None:
        now = f"hoy sigue desde el {last + 1}" if last else "hoy comienza en el 1"
        super().__init__(
            f"Con el {number} la serie seguiría desde el {number + 1}; {now}. Registre primero el "
            "último del libro, y diga que lo es. Si no lo es, revise el número."
        )


class NothingToRedo(DomainError):
    code = "acts.nothing_to_redo"

    def __init__(self) -> None:
        super().__init__("Se rehace un acto representado o cerrado sin efecto.")


class AlreadyRedone(DomainError):
    code = "acts.already_redone"

    def __init__(self) -> None:
        super().__init__(
            "Ese acto ya se rehízo: siga con el borrador que lo rehace o anúlelo antes de preparar "
            "otro."
        )


class OneOrTheOther(DomainError):
    code = "acts.one_or_the_other"
    field = "kind"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Este acto ya dice qué le hace a la {name}: no puede cambiarla y además dejarla sin "
            "efecto. Quite esa relación o elija otra."
        )
