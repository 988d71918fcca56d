"""Why an action on a file is refused, in the words of who must mend it."""

from collections.abc import Sequence
from datetime import date

from minga.core.errors import DomainError


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


class Incomplete(DomainError):
    """A state is barred: its documents are missing, by name."""

    code = "files.incomplete"

    def __init__(self, missing: Sequence[tuple[str, str]], state: str) -> None:
        self.missing = list(missing)
        count = len(missing)
        named = "; ".join(f"«{document}», {whose}" for document, whose in missing)
        what = f"Falta{'n' if count != 1 else ''} {count} documento{'s' if count != 1 else ''}"
        super().__init__(
            f"{what} para {state}: {named}. Cárguelo{'s' if count != 1 else ''} en el expediente y "
            "siga desde ahí."
        )


class NoFile(DomainError):
    code = "files.no_file"

    def __init__(self) -> None:
        super().__init__("Los casos de este tipo no llevan expediente de documentos.")


class NotAsked(DomainError):
    code = "files.not_asked"
    field = "line"

    def __init__(self) -> None:
        super().__init__(
            "Ese documento ya no se pide en este expediente. Abra la página de nuevo y elija otro."
        )


class AlreadyReceived(DomainError):
    code = "files.already_received"
    status = 409

    def __init__(self, who: str, on: date) -> None:
        super().__init__(
            f"{who} ya cargó ese documento el {_day(on)}. Ábralo y, si el suyo lo corrige, "
            "cárguelo como reemplazo."
        )


class NoLongerThere(DomainError):
    code = "files.no_longer_there"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Ese documento ya fue reemplazado o apartado. Abra el expediente de nuevo y vea cuál "
            "quedó."
        )


class DatedInFuture(DomainError):
    code = "files.dated_in_future"
    field = "dated_on"

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"El documento no puede tener fecha {_day(day)}: hoy es {_day(today)}. Escriba la "
            "fecha que lleva."
        )


class OfAnotherCase(DomainError):
    """`other`: how the other case is called, where the person may see it."""

    code = "files.of_another_case"
    field = "justification"

    def __init__(self, other: str) -> None:
        where = f"de otro caso: «{other}»" if other else "de otro caso"
        super().__init__(
            f"Ese archivo es un documento del expediente {where}. Revise que sea el que "
            "corresponde; si vale para los dos casos, escriba por qué y cárguelo."
        )


class SameTwice(DomainError):
    code = "files.same_twice"
    field = "file"

    def __init__(self, title: str) -> None:
        super().__init__(f"Ese archivo ya está en este expediente, como «{title}».")


class ReasonMissing(DomainError):
    code = "files.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class OwnDocument(DomainError):
    code = "files.own_document"

    def __init__(self) -> None:
        super().__init__(
            "Usted cargó este documento: lo aparta otra persona. Si lo que quiere es corregirlo, "
            "cargue el que lo reemplaza."
        )


class MustApply(DomainError):
    code = "files.must_apply"

    def __init__(self) -> None:
        super().__init__(
            "Su regla no permite decir que ese documento no corresponde: hay que reunirlo."
        )


class AlreadyWaived(DomainError):
    code = "files.already_waived"

    def __init__(self) -> None:
        super().__init__("Ya se dijo que ese documento no corresponde en este caso.")


class RuleInThePast(DomainError):
    code = "files.rule_in_the_past"
    field = "valid_from"

    def __init__(self, today: date) -> None:
        super().__init__(
            f"Una regla rige desde hoy, {_day(today)}, o después: a lo ya enviado se le pidió lo "
            "de su día."
        )


class ApprovedTooLate(DomainError):
    code = "files.approved_too_late"

    def __init__(self, since: date, today: date) -> None:
        super().__init__(
            f"Este cambio debía regir desde el {_day(since)} y hoy es {_day(today)}. Devuélvalo "
            "para que le pongan otra fecha."
        )


class NothingChanges(DomainError):
    code = "files.nothing_changes"

    def __init__(self) -> None:
        super().__init__("Así está ya la regla: cambie algo o déjela como está.")


class ChangeWaits(DomainError):
    code = "files.change_waits"

    def __init__(self) -> None:
        super().__init__("Ese documento ya tiene un cambio que espera aprobación: ábralo.")


class RuledLater(DomainError):
    code = "files.ruled_later"
    field = "valid_from"

    def __init__(self, since: date) -> None:
        super().__init__(
            f"Lo que se quiere cambiar rige desde el {_day(since)}: elija una fecha posterior."
        )


class UnknownState(DomainError):
    code = "files.unknown_state"
    field = "where"

    def __init__(self) -> None:
        super().__init__("Elija un estado de la lista.")


class NothingToIndex(DomainError):
    code = "files.nothing_to_index"

    def __init__(self) -> None:
        super().__init__(
            "El expediente todavía no tiene documentos: cargue al menos uno antes de foliarlo."
        )


class ChangedMeanwhile(DomainError):
    code = "files.changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "El expediente cambió mientras se foliaba: pídalo de nuevo y saldrá con lo que hay "
            "ahora."
        )


class NobodyToDraw(DomainError):
    code = "files.nobody_to_draw"
    field = "kind"

    def __init__(self) -> None:
        super().__init__("No hay casos de ese tipo y año que usted vea: elija otros.")


class TooMany(DomainError):
    code = "files.too_many"
    field = "size"

    def __init__(self, size: int) -> None:
        super().__init__(f"La población tiene {size}: pida esa cantidad o menos.")


class MadeHere(DomainError):
    code = "files.made_here"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"«{title}» tiene número y no se reemplaza: lo corrige otro acto u otro oficio."
        )
