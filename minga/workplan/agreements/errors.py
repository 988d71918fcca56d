"""Why an action on an agreement is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.core.months import Month
from minga.core.numbers import whole
from minga.workplan.agreements.announced import Announced
from minga.workplan.agreements.models import Agreement, AgreementVersion, Measurement


class AgreementExists(DomainError):
    code = "agreements.exists"
    field = "year"

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(
            f"El convenio {agreement.get_kind_display()} {agreement.year} de "
            f"{agreement.organisation.short_name} ya existe: ábralo y prepare una modificación."
        )


class OpenVersionExists(DomainError):
    code = "agreements.open_version_exists"

    def __init__(self, version: AgreementVersion) -> None:
        super().__init__(f"La versión {version.number} todavía no se aprueba: abra esa.")


class GoalRemoved(DomainError):
    code = "agreements.goal_removed"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Esta meta ya no está en el borrador: otra persona la quitó. Si todavía hace falta, "
            "agréguela de nuevo con lo que aquí escribió."
        )


class DraftOfAnother(DomainError):
    code = "agreements.draft_of_another"

    def __init__(self) -> None:
        super().__init__(
            "En este borrador escribió también otra persona, o ya se envió: no se descarta. "
            "Corríjalo y envíelo a aprobación."
        )


class WeightsDontSum100(DomainError):
    code = "agreements.weights_dont_sum_100"

    def __init__(self, version: AgreementVersion) -> None:
        missing = version.missing_weight
        many = abs(missing) != 1
        what = f"{'falta' if missing > 0 else 'sobra'}{'n' if many else ''} {abs(missing)}"
        super().__init__(
            f"Las ponderaciones suman {version.weight_total} y deben sumar 100: {what} "
            f"punto{'s' if many else ''}. Corrija la ponderación de una o más metas."
        )


class FormulaMissing(DomainError):
    """`field`: the half of the formula that is not there."""

    code = "agreements.formula_missing"

    def __init__(self, field: str) -> None:
        self.field = field
        said = {
            "numerator_words": "Escriba qué se cuenta: sin fórmula una meta no se puede medir.",
            "denominator_words": "Escriba entre qué se divide: un porcentaje lo necesita.",
        }
        super().__init__(said[field])


class CountHasNoDenominator(DomainError):
    code = "agreements.count_has_no_denominator"
    field = "denominator_words"

    def __init__(self) -> None:
        super().__init__("Una cantidad no se divide: borre este texto o elija porcentaje.")


class MeasuredByAnotherFormula(DomainError):
    """`field`: the part of the formula that changes, beside which it is said."""

    code = "agreements.measured_by_another_formula"

    def __init__(self, goal: int, field: str = "") -> None:
        self.field = field
        super().__init__(
            f"La meta {goal} ya tiene cifras medidas con su unidad, fórmula e indicador, y no se "
            "cambian: quítela y agregue otra meta."
        )


class TargetOutOfRange(DomainError):
    code = "agreements.target_out_of_range"
    field = "target"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class WeightOutOfRange(DomainError):
    code = "agreements.weight_out_of_range"
    field = "weight"

    def __init__(self) -> None:
        super().__init__("Escriba una ponderación entera, de 1 a 100.")


class DueOutOfYear(DomainError):
    code = "agreements.due_out_of_year"
    field = "due"

    def __init__(self, year: int) -> None:
        super().__init__(f"Elija un mes de {year}, el año del convenio.")


class ResponsibleOfAnother(DomainError):
    code = "agreements.responsible_of_another"
    field = "responsible"

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(
            f"De una meta responde {agreement.institution.short_name} o una de sus unidades."
        )


class UnknownIndicator(DomainError):
    code = "agreements.unknown_indicator"
    field = "indicator"

    def __init__(self) -> None:
        super().__init__(
            "Minga no conoce ese indicador. Elija uno de la lista, o mida la meta por documentos."
        )


class IndicatorInAnotherUnit(DomainError):
    code = "agreements.indicator_in_another_unit"
    field = "unit"

    def __init__(self, label: str, unit: str) -> None:
        said = "un porcentaje" if unit == "%" else "una cantidad"
        super().__init__(f"«{label}» da {said}: elija esa unidad para la meta.")


class NotInForce(DomainError):
    code = "agreements.not_in_force"

    def __init__(self) -> None:
        super().__init__("Esta meta no es de un convenio aprobado: se mide desde su aprobación.")


class AnotherSource(DomainError):
    code = "agreements.another_source"

    def __init__(self, *, by_evidence: bool) -> None:
        super().__init__(
            "Esta meta se mide por documentos: cargue el que la prueba."
            if by_evidence
            else "Esta meta la mide Minga: no se escribe su cifra."
        )


class NotMeasuredByMingaYet(DomainError):
    code = "agreements.not_measured_by_minga_yet"

    def __init__(self, announced: Announced) -> None:
        super().__init__(
            f"«{announced.label}» todavía no se mide: falta {announced.module}. La meta queda sin "
            "medir."
        )


class IndicatorGone(DomainError):
    code = "agreements.indicator_gone"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Minga ya no conoce el indicador «{key}» de esta meta. Prepare una modificación del "
            "convenio y elija otro."
        )


class IndicatorFailed(DomainError):
    code = "agreements.indicator_failed"

    def __init__(self, label: str) -> None:
        super().__init__(
            f"«{label}» no pudo calcularse y no se guardó nada. Avise a quien administra Minga y "
            "mida de nuevo después."
        )


class NotOfThisInstitution(DomainError):
    code = "agreements.not_of_this_institution"

    def __init__(self, label: str, name: str, day: date) -> None:
        super().__init__(
            f"«{label}» no tiene registros de {name} al {day:%d-%m-%Y}: no hay cifra que guardar."
        )


class MonthNotBegun(DomainError):
    code = "agreements.month_not_begun"
    field = "month"

    def __init__(self, month: Month) -> None:
        super().__init__(f"{month.name.capitalize()} todavía no comienza. Elija un mes anterior.")


class MonthOutOfYear(DomainError):
    code = "agreements.month_out_of_year"
    field = "month"

    def __init__(self, year: int) -> None:
        super().__init__(f"El convenio es de {year}: elija un mes de ese año.")


class MonthAfterDue(DomainError):
    code = "agreements.month_after_due"
    field = "month"

    def __init__(self, due: Month) -> None:
        super().__init__(
            f"La meta se cumple en {due.name}: lo que se mida después ya no la cambia. Elija ese "
            "mes o uno anterior."
        )


class MonthStillOpen(DomainError):
    """The official cut was asked for a month that is not over."""

    code = "agreements.month_still_open"
    field = "month"

    def __init__(self, month: Month) -> None:
        super().__init__(
            f"{month.name.capitalize()} termina el {month.last:%d-%m-%Y}: hasta que pase ese día "
            "solo se mide como provisorio, y eso no cierra la meta."
        )


class AlreadyMeasured(DomainError):
    code = "agreements.already_measured"
    field = "month"

    def __init__(self, earlier: Measurement) -> None:
        now = "hoy" if earlier.is_provisional else f"al {earlier.cut_on:%d-%m-%Y}"
        how = "" if earlier.is_provisional else " Si esa cifra está mal, corríjala y diga por qué."
        super().__init__(f"Esta meta ya se midió {now}.{how}")


class DenominatorIsZero(DomainError):
    code = "agreements.denominator_is_zero"
    field = "denominator"

    def __init__(self) -> None:
        super().__init__(
            "El denominador no puede ser cero: con él no hay porcentaje. Si no hubo nada que "
            "contar, la meta queda sin medir en este corte."
        )


class MoreThanTheWhole(DomainError):
    code = "agreements.more_than_the_whole"
    field = "numerator"

    def __init__(self, numerator: int, denominator: int) -> None:
        super().__init__(
            f"{whole(numerator)} es más que {whole(denominator)}, y esta meta mide una parte de un "
            "total: no pasa de 100 %. Revise ambos números; puede que estén al revés."
        )


class FigureOutOfRange(DomainError):
    code = "agreements.figure_out_of_range"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__("Escriba un número entero, desde cero y hasta un billón.")


class DocumentAfterToday(DomainError):
    code = "agreements.document_after_today"
    field = "dated_on"

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"El documento no puede tener fecha {day:%d-%m-%Y}: hoy es {today:%d-%m-%Y}."
        )


class DocumentBeforeItsYear(DomainError):
    code = "agreements.document_before_its_year"
    field = "dated_on"

    def __init__(self, day: date, year: int) -> None:
        super().__init__(
            f"El documento tiene fecha {day:%d-%m-%Y} y la cifra es de {year}: use uno de ese año "
            "o posterior."
        )


class ReasonMissing(DomainError):
    code = "agreements.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se corrige: se leerá junto a las dos cifras.")


class SameFigure(DomainError):
    code = "agreements.same_figure"

    def __init__(self) -> None:
        super().__init__("La cifra es la misma que la anterior: no hay nada que corregir.")


class AlreadyCorrected(DomainError):
    code = "agreements.already_corrected"
    status = 409

    def __init__(self) -> None:
        super().__init__("Otra persona ya corrigió esa cifra: lea la más reciente.")


class ProvisionalIsNotCorrected(DomainError):
    code = "agreements.provisional_is_not_corrected"

    def __init__(self) -> None:
        super().__init__("Una cifra provisoria no se corrige: se mide de nuevo.")


class ReviewsOwnFigure(DomainError):
    code = "agreements.reviews_own_figure"

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(
            f"Usted registró esta cifra: la verifica otra persona de "
            f"{agreement.institution.short_name}."
        )


class NothingToReview(DomainError):
    code = "agreements.nothing_to_review"

    def __init__(self) -> None:
        super().__init__("Esta cifra la midió Minga y no espera verificación.")


class AlreadyReviewed(DomainError):
    code = "agreements.already_reviewed"
    status = 409

    def __init__(self, measurement: Measurement) -> None:
        review = measurement.review
        super().__init__(
            f"{review.reviewer} ya la revisó el {review.on:%d-%m-%Y}: "
            f"{review.get_outcome_display()}."
        )


class ReviewBeforeFigure(DomainError):
    code = "agreements.review_before_figure"

    def __init__(self, measurement: Measurement, today: date) -> None:
        super().__init__(
            f"La cifra se registró el {measurement.on:%d-%m-%Y} y hoy es {today:%d-%m-%Y}: no se "
            "revisa antes."
        )


class RemarksMissing(DomainError):
    code = "agreements.remarks_missing"
    field = "remarks"

    def __init__(self) -> None:
        super().__init__("Escriba qué debe corregirse: quien la registró lo leerá.")
