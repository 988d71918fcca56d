"""Why an action on progress is refused, in the words of who must mend it."""

from typing import TYPE_CHECKING

from minga.core.errors import DomainError
from minga.core.months import Month
from minga.core.numbers import decimal

if TYPE_CHECKING:
    from minga.works.progress.models import MonthClosing, MonthReport, MonthSpending


def percent(hundredths: int) -> str:
    """«45,5 %»."""
    return f"{decimal(hundredths, 2)} %"


class AlreadyReported(DomainError):
    """Somebody was first: who, when and what."""

    code = "progress.already_reported"
    status = 409

    def __init__(self, report: "MonthReport") -> None:
        self.report = report
        super().__init__(
            f"{report.month.name.capitalize()} ya fue informado por {report.reported_by} el "
            f"{report.reported_on:%d-%m-%Y}: {percent(report.physical)}, «{_short(report.text)}». "
            "Lo que usted escribió sigue abajo: si corresponde, corrija ese informe con su motivo."
        )


class WentBack(DomainError):
    code = "progress.went_back"
    field = "physical"

    def __init__(self, before: "MonthReport", physical: int) -> None:
        super().__init__(
            f"En {before.month.name} se informó {percent(before.physical)} y ahora dice "
            f"{percent(physical)}: el avance no retrocede. Corrija la cifra, o escriba por qué "
            "baja."
        )


class PassesTheNext(DomainError):
    code = "progress.passes_the_next"
    field = "physical"

    def __init__(self, after: "MonthReport", physical: int) -> None:
        super().__init__(
            f"En {after.month.name} se informó {percent(after.physical)} y este mes, que es "
            f"anterior, diría {percent(physical)}. Corrija primero el informe de "
            f"{after.month.name}."
        )


class BeyondWhole(DomainError):
    code = "progress.beyond_whole"
    field = "physical"

    def __init__(self) -> None:
        super().__init__("El avance va de 0 a 100 %.")


class FieldMissing(DomainError):
    code = "progress.field_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class MonthToCome(DomainError):
    code = "progress.month_to_come"
    field = "month"

    def __init__(self, month: Month) -> None:
        super().__init__(f"{month.name.capitalize()} todavía no comienza: elija un mes anterior.")


class MonthNotOver(DomainError):
    code = "progress.month_not_over"

    def __init__(self, month: Month) -> None:
        super().__init__(
            f"{month.name.capitalize()} todavía no termina: se cierra desde el día siguiente al "
            "último."
        )


class MonthClosed(DomainError):
    code = "progress.month_closed"

    def __init__(self, closing: "MonthClosing") -> None:
        self.closing = closing
        super().__init__(
            f"{closing.month.name.capitalize()} está cerrado desde el {closing.closed_on:%d-%m-%Y} "
            f"por {closing.closed_by}. Para cambiarlo, pida a la dirección del servicio que lo "
            "reabra con su motivo."
        )


class AlreadyReopened(DomainError):
    code = "progress.already_reopened"

    def __init__(self, closing: "MonthClosing") -> None:
        super().__init__(
            f"{closing.month.name.capitalize()} ya fue reabierto el {closing.reopened_on:%d-%m-%Y} "
            f"por {closing.reopened_by}."
        )


class MissingReports(DomainError):
    code = "progress.missing_reports"
    field = "remark"

    def __init__(self, month: Month, count: int) -> None:
        what = "Falta 1 informe" if count == 1 else f"Faltan {count} informes"
        super().__init__(
            f"{what} de {month.name}. Pídalos antes de cerrar, o escriba por qué se cierra sin "
            f"{'él' if count == 1 else 'ellos'}."
        )


class AskedToday(DomainError):
    code = "progress.asked_today"

    def __init__(self, month: Month) -> None:
        super().__init__(
            f"Los informes de {month.name} ya se pidieron hoy: mañana se pueden pedir de nuevo."
        )


class NobodyToAsk(DomainError):
    code = "progress.nobody_to_ask"

    def __init__(self, month: Month) -> None:
        super().__init__(
            f"No falta ningún informe de {month.name} de quien informó antes y tiene correo: "
            "pídalos directamente a la inspección técnica."
        )


class OutOfPortfolio(DomainError):
    code = "progress.out_of_portfolio"

    def __init__(self, state: str) -> None:
        super().__init__(f"El proyecto está {state}: ya no se informa su avance ni su gasto.")


class NotAPicture(DomainError):
    code = "progress.not_a_picture"
    field = "photo"

    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» no es una foto: elija un archivo JPEG o PNG.")


class AmountNotPositive(DomainError):
    code = "progress.amount_not_positive"
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Escriba el monto en pesos, mayor que cero.")


class NotALineItem(DomainError):
    code = "progress.not_a_line_item"
    field = "line_item"

    def __init__(self, code: str) -> None:
        super().__init__(f"En la asignación {code} no se escribe el gasto de un proyecto.")


class ToldByAContract(DomainError):
    code = "progress.told_by_a_contract"

    def __init__(self) -> None:
        super().__init__("Ese gasto viene de un contrato: se corrige en su estado de pago.")


class AlreadyTakenBack(DomainError):
    code = "progress.already_taken_back"

    def __init__(self, spending: "MonthSpending") -> None:
        super().__init__(
            f"Ese gasto ya quedó sin efecto el {spending.recorded_on:%d-%m-%Y} por "
            f"{spending.recorded_by}: {spending.detail}"
        )


def _short(text: str, most: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
