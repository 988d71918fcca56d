"""Why something about a schedule is refused, in the words of who must mend it."""

from collections.abc import Sequence
from datetime import date

from minga.core.errors import DomainError
from minga.core.money import pesos, thousands
from minga.core.months import Month
from minga.core.numbers import decimal
from minga.works.models.costs import THOUSAND
from minga.works.schedules.models import ScheduleVersion


class OpenVersionExists(DomainError):
    code = "schedules.open_version_exists"

    def __init__(self, version: ScheduleVersion) -> None:
        super().__init__(
            f"La versión {version.number} ya está {version.get_status_display()}: continúe con "
            "ella, o espere a que se apruebe o se descarte."
        )


class NothingInForce(DomainError):
    code = "schedules.nothing_in_force"

    def __init__(self) -> None:
        super().__init__(
            "Este proyecto todavía no tiene un programa aprobado: prepare primero su línea base."
        )


class ReasonMissing(DomainError):
    code = "schedules.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo de la reprogramación: quien aprueba lo leerá.")


class VersionEmpty(DomainError):
    code = "schedules.version_empty"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"Antes de enviarlo falta {' y '.join(missing)}.")


class NothingChanges(DomainError):
    code = "schedules.nothing_changes"

    def __init__(self) -> None:
        super().__init__(
            "Esta versión dice lo mismo que la vigente: cambie algo, o descarte el borrador."
        )


class FirstVersionStays(DomainError):
    code = "schedules.first_version_stays"

    def __init__(self) -> None:
        super().__init__(
            "La primera versión es la línea base del proyecto y no se descarta: corríjala."
        )


class DraftOfAnother(DomainError):
    code = "schedules.draft_of_another"

    def __init__(self) -> None:
        super().__init__(
            "Este borrador ya fue enviado o lo escribieron otras personas: corríjalo en vez de "
            "descartarlo."
        )


class InCell(DomainError):
    """A refusal of one cell: `cell` as `cells` names it."""

    def __init__(self, cell: str, sentence: str) -> None:
        self.cell = cell
        super().__init__(sentence)


class AmountOutOfRange(InCell):
    code = "schedules.amount_out_of_range"

    def __init__(self, cell: str, what: str, month: Month, amount: int) -> None:
        why = "es menos que cero" if amount < 0 else "es demasiado grande"
        why = "no son miles de pesos enteros" if amount % THOUSAND else why
        shown = pesos(amount) if amount % THOUSAND else thousands(amount)
        super().__init__(
            cell, f"{what}, {month.name}: {shown} {why}. Escriba el monto en miles de pesos."
        )


class ProgressOutOfRange(InCell):
    code = "schedules.progress_out_of_range"

    def __init__(self, cell: str, month: Month, hundredths: int) -> None:
        super().__init__(
            cell,
            f"Avance de {month.name}: {decimal(hundredths, 2)} % no está entre 0 y 100 %.",
        )


class MonthOutOfRange(InCell):
    code = "schedules.month_out_of_range"

    def __init__(self, cell: str, month: Month) -> None:
        super().__init__(cell, f"«{month}» queda fuera del programa, que va de 1950 a 2100.")


class WrittenTwice(InCell):
    code = "schedules.written_twice"

    def __init__(self, cell: str, what: str) -> None:
        super().__init__(cell, f"«{what}» aparece dos veces: deje una.")


class NotALineItemOfProjects(InCell):
    code = "schedules.not_a_line_item_of_projects"

    def __init__(self, cell: str, code: str) -> None:
        super().__init__(cell, f"En la asignación {code} no se programa el gasto de un proyecto.")


class MilestoneRefused(InCell):
    code = "schedules.milestone_refused"


class MilestoneDayOutOfRange(InCell):
    code = "schedules.milestone_day_out_of_range"

    def __init__(self, cell: str, what: str, day: date) -> None:
        super().__init__(
            cell, f"{what}: el {day:%d-%m-%Y} queda fuera del programa, que va de 1950 a 2100."
        )
