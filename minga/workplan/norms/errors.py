"""Why something about a regulatory change is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.workplan.norms.models import NormStage, RegulatoryChange


class FieldMissing(DomainError):
    code = "norms.field_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class AlreadyProposed(DomainError):
    code = "norms.already_proposed"
    status = 409

    def __init__(self, change: RegulatoryChange) -> None:
        super().__init__(
            f"Este cambio ya está en «{change.get_stage_display()}»: lo observado no se cambia "
            "después de proponer."
        )


class ChangedMeanwhile(DomainError):
    code = "norms.changed_meanwhile"
    status = 409

    def __init__(self, stage: str) -> None:
        super().__init__(
            f"Otra persona anotó «{stage}» mientras usted escribía. Léalo y, si aún corresponde, "
            "anote lo suyo."
        )


class NotItsTurn(DomainError):
    code = "norms.not_its_turn"
    field = "kind"
    status = 409

    def __init__(self, change: RegulatoryChange) -> None:
        waits = change.next_stage
        super().__init__(
            f"Antes falta anotar «{waits.label}»."
            if waits
            else f"Este cambio ya terminó: {change.get_stage_display()}."
        )


class BeforeTheLast(DomainError):
    code = "norms.before_the_last"
    field = "on"

    def __init__(self, stage: str, on: date) -> None:
        super().__init__(f"Escriba una fecha desde el {on:%d-%m-%Y}, día de «{stage}».")


class InTheFuture(DomainError):
    code = "norms.in_the_future"
    field = "on"

    def __init__(self) -> None:
        super().__init__("Anote este paso el día en que ocurre, o después.")


class UnknownRules(DomainError):
    code = "norms.unknown_rules"
    field = "rules_set"

    def __init__(self, name: str) -> None:
        super().__init__(f"Minga no tiene un conjunto de reglas «{name}»: elija uno de la lista.")


class NoLongerOpen(DomainError):
    code = "norms.no_longer_open"
    status = 409

    def __init__(self, change: RegulatoryChange) -> None:
        said = (
            "ya rige"
            if change.stage in (NormStage.IN_FORCE, NormStage.UPDATED)
            else "ya se abandonó"
        )
        super().__init__(f"Este cambio {said}: no se abandona.")


class LineElsewhere(DomainError):
    code = "norms.line_elsewhere"
    field = "activity"

    def __init__(self) -> None:
        super().__init__("Esa actividad es del programa de otro servicio: elija una del suyo.")
