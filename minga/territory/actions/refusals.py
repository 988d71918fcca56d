"""Why a change of the division is refused: what happened and what to do now."""

from collections.abc import Sequence
from datetime import date

from minga.core.errors import DomainError
from minga.territory.models import TerritoryChange, TerritoryVersion


class ChangeIsApproved(DomainError):
    code = "territory.change_is_approved"

    def __init__(self) -> None:
        super().__init__(
            "Este cambio ya está aprobado y no se modifica. Si algo quedó mal, prepare otro cambio "
            "que lo corrija."
        )


class UnknownCode(DomainError):
    code = "territory.unknown_code"

    def __init__(self, said: str, day: date, field: str) -> None:
        self.field = field
        super().__init__(
            f"El {day:%d-%m-%Y} ningún territorio tiene el código «{said}». Escríbalo como texto, "
            "con sus ceros: 01107."
        )


class NothingChanges(DomainError):
    code = "territory.nothing_changes"

    def __init__(self) -> None:
        super().__init__("Este cambio no dice qué cambia: agregue al menos una parte.")


class NotOfItsKind(DomainError):
    code = "territory.not_of_its_kind"

    def __init__(self, change: TerritoryChange) -> None:
        missing = (
            "dos partes con el mismo territorio de origen"
            if change.kind == TerritoryChange.Kind.SPLIT
            else "dos partes con el mismo territorio resultante"
        )
        super().__init__(
            f"Una {change.get_kind_display()} necesita {missing}. Agréguelas; lo que sigue siendo "
            "el mismo territorio también se dice."
        )


class OutOfOrder(DomainError):
    code = "territory.out_of_order"

    def __init__(self, version: TerritoryVersion, change: TerritoryChange) -> None:
        super().__init__(
            f"«{version.name}» ya cambia después del {change.takes_effect_on:%d-%m-%Y}: un cambio "
            "no se registra antes de otro del mismo territorio."
        )


class CodeTaken(DomainError):
    code = "territory.code_taken"

    def __init__(self, other: TerritoryVersion, day: date) -> None:
        super().__init__(
            f"El código {other.code} es de «{other.name}» el {day:%d-%m-%Y}. Revise el código, o "
            "diga también qué pasa con ese territorio."
        )


class BadCode(DomainError):
    code = "territory.bad_code"

    def __init__(self, said: str, name: str, length: int, prefix: str) -> None:
        begins = f" y comenzar con {prefix}" if prefix else ""
        super().__init__(
            f"El código de «{name}» dice «{said}» y debe tener {length} dígitos{begins}."
        )


class Orphans(DomainError):
    code = "territory.orphans"

    def __init__(self, names: Sequence[str], change: TerritoryChange) -> None:
        some = ", ".join(names[:5]) + (f" y otros {len(names) - 5}" if len(names) > 5 else "")
        super().__init__(
            f"Desde el {change.takes_effect_on:%d-%m-%Y} quedarían sin territorio al que "
            f"pertenecer: {some}. Agregue al cambio de qué pasan a ser parte."
        )
