"""Why an action on a work plan is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.core.versions import NotADraft
from minga.workplan.models import Activity, Evidence, Stage, WorkPlan, WorkPlanVersion


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


class PlanExists(DomainError):
    code = "workplan.plan_exists"
    field = "year"

    def __init__(self, plan: WorkPlan) -> None:
        super().__init__(
            f"El programa {plan.year} de este servicio ya existe: ábralo y prepare una "
            "modificación."
        )


class OpenVersionExists(DomainError):
    code = "workplan.open_version_exists"

    def __init__(self, version: WorkPlanVersion) -> None:
        super().__init__(f"La versión {version.number} todavía no se aprueba: abra esa.")


class WeightsDontSum100(DomainError):
    code = "workplan.weights_dont_sum_100"

    def __init__(self, version: WorkPlanVersion) -> None:
        missing = version.missing_weight
        what = (
            f"falta{'n' if missing != 1 else ''} {missing} punto{'s' if missing != 1 else ''}"
            if missing > 0
            else f"sobra{'n' if missing != -1 else ''} {-missing} "
            f"punto{'s' if missing != -1 else ''}"
        )
        super().__init__(
            f"Las ponderaciones suman {version.weight_total} y deben sumar 100: {what}. "
            "Corrija la ponderación de una o más actividades."
        )


class ObjectiveEmpty(DomainError):
    code = "workplan.objective_empty"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"El objetivo {number} no tiene actividades: agregue al menos una o quite el objetivo."
        )


class ObjectiveNotEmpty(DomainError):
    code = "workplan.objective_not_empty"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"El objetivo {number} tiene actividades: quítelas o páselas a otro antes de quitarlo."
        )


class DatesOutOfYear(DomainError):
    code = "workplan.dates_out_of_year"

    def __init__(self, field: str, day: date, year: int) -> None:
        self.field = field
        super().__init__(
            f"La fecha {_day(day)} no es del año del programa. Elija una entre 01-01-{year} y "
            f"31-12-{year}."
        )


class EndsBeforeStart(DomainError):
    code = "workplan.ends_before_start"
    field = "ends_on"

    def __init__(self, starts_on: date) -> None:
        super().__init__(
            f"El término es anterior al comienzo ({_day(starts_on)}). Corrija una de las "
            "dos fechas."
        )


class WeightOutOfRange(DomainError):
    code = "workplan.weight_out_of_range"
    field = "weight"

    def __init__(self) -> None:
        super().__init__("Escriba una ponderación entera, de 1 a 100.")


class NotInForce(DomainError):
    code = "workplan.not_in_force"

    def __init__(self) -> None:
        super().__init__(
            "El programa aún no está aprobado: las evidencias y los estados se informan desde su "
            "aprobación."
        )


class EvidenceDateInFuture(DomainError):
    code = "workplan.evidence_date_in_future"
    field = "dated_on"

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"El documento no puede tener fecha {_day(day)}: hoy es {_day(today)}. Escriba la "
            "fecha que lleva."
        )


class EvidenceAlreadyReviewed(DomainError):
    code = "workplan.evidence_already_reviewed"

    def __init__(self, evidence: Evidence) -> None:
        review = evidence.review
        super().__init__(
            f"{review.reviewer} ya la revisó el {_day(review.on)}: {review.get_outcome_display()}."
        )


class EvidenceReplaced(DomainError):
    code = "workplan.evidence_replaced"

    def __init__(self) -> None:
        super().__init__("Esta evidencia ya fue corregida por otra: revise la más reciente.")


class NotToShare(DomainError):
    code = "workplan.not_to_share"
    field = "evidence"

    def __init__(self) -> None:
        super().__init__(
            "Esa evidencia no se puede usar aquí: elija una ya verificada de otro programa del "
            "mismo año."
        )


class AlreadyShared(DomainError):
    code = "workplan.already_shared"
    field = "evidence"

    def __init__(self) -> None:
        super().__init__("Esa evidencia ya se usó en esta actividad: elija otra.")


class ReviewBeforeUpload(DomainError):
    code = "workplan.review_before_upload"

    def __init__(self, evidence: Evidence, today: date) -> None:
        super().__init__(
            f"La evidencia se cargó el {_day(evidence.on)} y hoy es {_day(today)}: "
            "no se revisa antes de cargarse."
        )


class FirstVersionStays(DomainError):
    code = "workplan.first_version_stays"

    def __init__(self) -> None:
        super().__init__(
            "Es la primera versión del programa y no se descarta: edítela, que todo en ella puede "
            "cambiarse hasta que se apruebe."
        )


class VerifiesOwnUpload(DomainError):
    code = "workplan.verifies_own_upload"

    def __init__(self, plan: WorkPlan) -> None:
        super().__init__(
            f"Usted cargó esta evidencia: la verifica otra persona de {plan.service.short_name}."
        )


class RemarksMissing(DomainError):
    code = "workplan.remarks_missing"
    field = "remarks"

    def __init__(self) -> None:
        super().__init__("Escriba qué debe corregirse: quien la cargó lo leerá.")


class FulfilledWithoutEvidence(DomainError):
    code = "workplan.fulfilled_without_evidence"
    field = "status"

    def __init__(self, activity: Activity, verified: int, waiting: int) -> None:
        missing = activity.evidence_needed - verified
        if waiting:
            how = "Hay una evidencia por verificar: pida a otra persona que la verifique."
        else:
            how = "Cargue la evidencia y pida a otra persona que la verifique."
        plural = "s" if missing != 1 else ""
        super().__init__(
            f"La actividad {activity.code} no puede quedar en cumple: le "
            f"falta{'n' if plural else ''} {missing} "
            f"evidencia{plural} verificada{plural}. {how}"
        )


class StatusUnchanged(DomainError):
    code = "workplan.status_unchanged"
    field = "status"

    def __init__(self, label: str) -> None:
        super().__init__(f"La actividad ya está «{label}». Elija otro estado.")


class ReasonMissing(DomainError):
    code = "workplan.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__(
            "Escriba el motivo: la actividad ya cumplía y dejará de ganar su ponderación."
        )


class DraftOfAnother(DomainError):
    code = "workplan.draft_of_another"

    def __init__(self) -> None:
        super().__init__(
            "En este borrador escribió también otra persona, o ya fue devuelto una vez: no se "
            "descarta. "
            "Corríjalo y envíelo a aprobación."
        )


class StageClosed(DomainError):
    code = "workplan.stage_closed"

    def __init__(self, stage: Stage) -> None:
        super().__init__(f"La etapa de {stage.label} ya está cerrada.")


class SharedUnread(DomainError):
    code = "workplan.shared_unread"

    def __init__(self) -> None:
        super().__init__(
            "Usted no puede abrir el documento: está en un programa que no ve. Lo revisa otra "
            "persona que sí lo lea."
        )


class EvaluationClosed(NotADraft):
    """Its drafts are no longer drafts of anything."""

    code = "workplan.evaluation_closed"

    def __init__(self, plan: WorkPlan, on: date) -> None:
        DomainError.__init__(
            self,
            f"La etapa de evaluación del programa {plan.year} se cerró el {on:%d-%m-%Y}: desde "
            "entonces ya no cambia.",
        )


class StageOutOfTurn(DomainError):
    code = "workplan.stage_out_of_turn"

    def __init__(self, stage: Stage) -> None:
        before = stage.before
        first = f"cierre antes la de {before.label}" if before else "abra la página de nuevo"
        super().__init__(f"Todavía no se cierra la etapa de {stage.label}: {first}.")


class StageLacks(DomainError):
    code = "workplan.stage_lacks"

    def __init__(self, stage: Stage, lacking: list[str]) -> None:
        told = "; ".join(f"«{label}»" for label in lacking)
        super().__init__(f"La etapa de {stage.label} no se puede cerrar: le falta cumplir: {told}.")
