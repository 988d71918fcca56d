"""Why a figure is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.workplan.results.models import Result, Unit
from minga.workplan.results.periods import Period


class ProductNotThere(DomainError):
    code = "results.product_not_there"
    field = "product"

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Ese producto no estaba en las definiciones que regían al {day:%d-%m-%Y}. Elija uno "
            "de ellas, o corrija el período."
        )


class PlaceNotThere(DomainError):
    code = "results.place_not_there"
    field = "place"

    def __init__(self, name: str, day: date) -> None:
        super().__init__(
            f"«{name}» no existía al {day:%d-%m-%Y}, último día del período. Elija el territorio "
            "de ese día."
        )


class PeriodNotOver(DomainError):
    code = "results.period_not_over"
    field = "year"

    def __init__(self, period: Period) -> None:
        super().__init__(
            f"El período {period.name} termina el {period.last:%d-%m-%Y}: infórmelo cuando "
            "termine, o informe un mes que ya terminó."
        )


class Negative(DomainError):
    code = "results.negative"
    field = "value"

    def __init__(self) -> None:
        super().__init__("Escriba una cantidad entera, de cero hacia arriba.")


class WordsMissing(DomainError):
    code = "results.words_missing"
    field = "measure"

    def __init__(self) -> None:
        super().__init__("Escriba qué se mide y de dónde sale la cifra.")


class AlreadyReported(DomainError):
    code = "results.already_reported"
    field = "measure"

    def __init__(self, known: Result) -> None:
        super().__init__(
            f"«{known.measure}» de ese producto, lugar y período ya está informada. Corríjala en "
            "su página, con el motivo."
        )


class CountedTwice(DomainError):
    code = "results.counted_twice"
    field = "month"

    def __init__(self, known: Result) -> None:
        super().__init__(self.sentence(known.measure, known.period))

    @staticmethod
    def sentence(measure: str, period: Period) -> str:
        return (
            f"«{measure}» ya está informada en ese lugar para {period.name}: con este "
            "período se contaría dos veces."
        )


class OtherUnit(DomainError):
    code = "results.other_unit"
    field = "unit"

    def __init__(self, measure: str, unit: str) -> None:
        super().__init__(
            f"«{measure}» de ese producto se cuenta en {Unit(unit).label}: elija esa unidad, o dé "
            "otro nombre a la medida."
        )


class AlreadyReviewed(DomainError):
    code = "results.already_reviewed"

    def __init__(self, result: Result) -> None:
        review = result.review
        super().__init__(
            f"{review.reviewer} ya la revisó el {review.on:%d-%m-%Y}: "
            f"{review.get_outcome_display()}."
        )


class AlreadyCorrected(DomainError):
    code = "results.already_corrected"

    def __init__(self) -> None:
        super().__init__("Esta cifra ya fue corregida por otra: abra la más reciente.")


class VerifiesOwn(DomainError):
    code = "results.verifies_own"

    def __init__(self) -> None:
        super().__init__("Usted informó esta cifra: la revisa otra persona del servicio.")


class ReviewBeforeReport(DomainError):
    code = "results.review_before_report"

    def __init__(self, result: Result, today: date) -> None:
        super().__init__(
            f"La cifra se informó el {result.on:%d-%m-%Y} y hoy es {today:%d-%m-%Y}: no se revisa "
            "antes."
        )


class RemarksMissing(DomainError):
    code = "results.remarks_missing"
    field = "remarks"

    def __init__(self) -> None:
        super().__init__("Escriba qué debe corregirse: quien la informó lo leerá.")


class ReasonMissing(DomainError):
    code = "results.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se corrige.")


class SameValue(DomainError):
    code = "results.same_value"
    field = "value"

    def __init__(self) -> None:
        super().__init__("Es la misma cantidad con la misma fuente: no hay qué corregir.")


class NoDefinitions(DomainError):
    code = "results.no_definitions"

    def __init__(self) -> None:
        super().__init__(
            "El servicio no tiene definiciones estratégicas: los resultados son de sus productos."
        )


class RowNotTaken(DomainError):
    code = "results.row_not_taken"

    def __init__(self, measure: str, place: str, why: str) -> None:
        super().__init__(f"«{measure}» de {place}: {why}")
