"""Why an action on a report is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.core.months import Month
from minga.workplan.reporting.models import PlanReport, PlanReportVersion


class PlanNotApproved(DomainError):
    code = "reporting.plan_not_approved"

    def __init__(self) -> None:
        super().__init__(
            "El programa aún no está aprobado: sus informes se escriben desde su aprobación."
        )


class AlreadyBegun(DomainError):
    code = "reporting.already_begun"

    def __init__(self, report: PlanReport) -> None:
        self.report = report
        super().__init__("Ese informe ya estaba comenzado: es este.")


class SystemMissing(DomainError):
    code = "reporting.system_missing"
    field = "system"

    def __init__(self) -> None:
        super().__init__("Escriba el nombre del sistema de información o elija uno.")


class OpenVersionExists(DomainError):
    code = "reporting.open_version_exists"

    def __init__(self, version: PlanReportVersion) -> None:
        super().__init__(f"La versión {version.number} todavía no se aprueba: abra esa.")


class NothingToModify(DomainError):
    code = "reporting.nothing_to_modify"

    def __init__(self) -> None:
        super().__init__("El informe todavía no tiene una versión aprobada que modificar.")


class SectionMissing(DomainError):
    code = "reporting.section_missing"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(f"Al informe le falta: {'; '.join(missing)}. Agréguelo y envíelo.")


class UnknownSection(DomainError):
    code = "reporting.unknown_section"

    def __init__(self) -> None:
        super().__init__("Esa sección no es de este informe. Vuelva al borrador y elija una.")


class RowEmpty(DomainError):
    code = "reporting.row_empty"
    field = "achieved"

    def __init__(self) -> None:
        super().__init__("Escriba lo que se hizo: una fila vacía no se guarda.")


class DueIsOver(DomainError):
    code = "reporting.due_is_over"
    field = "due"

    def __init__(self, due: Month, today: date) -> None:
        super().__init__(
            f"{due.name.capitalize()} ya terminó y hoy es {today:%d-%m-%Y}: un compromiso se fija "
            "para este mes o uno posterior."
        )


class AlreadyAdded(DomainError):
    code = "reporting.already_added"

    def __init__(self) -> None:
        super().__init__("Esa fila ya estaba guardada: el formulario llegó dos veces.")


class RowGone(DomainError):
    code = "reporting.row_gone"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Otra persona quitó esta fila del borrador. Si todavía hace falta, cópiela y agréguela "
            "de nuevo."
        )


class KeyOfAnother(DomainError):
    code = "reporting.key_of_another"

    def __init__(self) -> None:
        super().__init__("Este formulario ya no sirve. Vuelva al borrador y ábralo de nuevo.")


class SentenceChanged(DomainError):
    code = "reporting.sentence_changed"
    field = "achieved"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Lo que el registro dice cambió mientras usted escribía. Lea abajo la frase de ahora."
        )


class SentenceTaken(DomainError):
    code = "reporting.sentence_taken"
    field = "achieved"

    def __init__(self) -> None:
        super().__init__("Esa frase ya está en el texto.")


class DraftOfAnother(DomainError):
    code = "reporting.draft_of_another"

    def __init__(self) -> None:
        super().__init__(
            "En este borrador escribió también otra persona, o ya fue enviado una vez: no se "
            "descarta. Corríjalo y envíelo a aprobación."
        )
