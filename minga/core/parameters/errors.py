"""Why a correction of a parameter is refused."""

from collections.abc import Iterable
from datetime import date

from minga.core.errors import DomainError
from minga.core.parameters.models import ParameterCorrection


class BadValues(DomainError):
    code = "parameters.bad_values"

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__(" ".join(sentences))


class BeforeTheNorm(DomainError):
    code = "parameters.before_the_norm"
    field = "since"

    def __init__(self, first: date) -> None:
        super().__init__(
            f"La norma rige desde el {first:%d-%m-%Y}: escriba ese día o uno posterior."
        )


class AlreadyCorrected(DomainError):
    code = "parameters.already_corrected"
    field = "since"

    def __init__(self, row: ParameterCorrection) -> None:
        super().__init__(
            f"Desde el {row.since:%d-%m-%Y} ya rige una corrección de {row.proposer}. Elija otro "
            "día, o reemplácela desde su página."
        )


class CorrectionWaits(DomainError):
    code = "parameters.correction_waits"
    field = "since"

    def __init__(self, row: ParameterCorrection) -> None:
        super().__init__(
            f"{row.proposer} ya propuso una corrección desde el {row.since:%d-%m-%Y}, que está "
            f"«{row.get_status_display()}»."
        )


class NothingChanges(DomainError):
    code = "parameters.nothing_changes"

    def __init__(self, since: date) -> None:
        super().__init__(
            f"Así rige ya desde el {since:%d-%m-%Y}: cambie un valor, la norma, o diga que la "
            "verificó."
        )


class SourceMissing(DomainError):
    code = "parameters.source_missing"
    field = "source"

    def __init__(self) -> None:
        super().__init__("Escriba la norma o el acto que fija estos valores.")


class ReasonMissing(DomainError):
    code = "parameters.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class ReadWhere(DomainError):
    code = "parameters.read_where"
    field = "read_in"

    def __init__(self) -> None:
        super().__init__(
            "Si lo verificó, escriba dónde leyó el texto de la norma; si no, deje este dato vacío."
        )


class NotToBeWritten(DomainError):
    code = "parameters.not_to_be_written"
    status = 409

    def __init__(self, row: ParameterCorrection) -> None:
        super().__init__(
            f"Esta corrección está «{row.get_status_display()}» y no se escribe de nuevo. "
            "Abra su página para ver en qué quedó."
        )


class NotToBeReplaced(DomainError):
    code = "parameters.not_to_be_replaced"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Esta corrección no se reemplaza: no está aprobada, o ya hay otra en su lugar."
        )
