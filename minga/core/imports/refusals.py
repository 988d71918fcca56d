"""What can't be read at all, or not now: each with what to do about it."""

from minga.core.errors import DomainError
from minga.core.numbers import whole

SAVE_AS = (
    "Ábralo en su planilla, elija «Guardar como», «Libro de Excel (.xlsx)», y súbalo de nuevo."
)


class WorkbookRefused(DomainError):
    """The file as a whole can't be read."""

    code = "imports.workbook_refused"
    field = "file"


class Damaged(WorkbookRefused):
    def __init__(self) -> None:
        super().__init__(f"El libro está dañado o incompleto. {SAVE_AS}")


class Bomb(WorkbookRefused):
    """Small outside and huge inside, or built to confuse who opens it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"El libro no se abrió: {why}. Copie los datos a un libro nuevo y suba ese."
        )


class TooBig(WorkbookRefused):
    def __init__(self, number: int, what: str, limit: int) -> None:
        super().__init__(
            f"El archivo trae {whole(number)} {what} y se leen hasta {whole(limit)}. Divídalo en "
            "partes, o borre lo que sobra si está vacío."
        )


CHANGED = "Los datos cambiaron desde la vista previa: revise de nuevo lo que cambiaría y aplique."


class Stale(DomainError):
    """What was shown is no longer what would happen."""

    code = "imports.stale"
    status = 409


class NotNow(DomainError):
    """The import is not in a state that allows it."""

    code = "imports.not_now"
    status = 409
