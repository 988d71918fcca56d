"""Why something about a job is refused."""

from minga.core.errors import DomainError
from minga.core.jobs.models import Job


class AlreadyOver(DomainError):
    code = "jobs.already_over"
    status = 409

    def __init__(self, job: Job) -> None:
        super().__init__(
            f"Este trabajo ya no está en curso: {job.get_status_display()}. No hay qué cancelar."
        )


class NothingToRetry(DomainError):
    code = "jobs.nothing_to_retry"
    status = 409

    def __init__(self, job: Job) -> None:
        super().__init__(
            f"Este trabajo está {job.get_status_display()}: solo se reintenta uno que no terminó "
            "o que se canceló."
        )


class ReasonNeeded(DomainError):
    code = "jobs.reason_needed"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué lo reintenta: qué falló y qué cambió desde entonces.")


class UnknownKind(DomainError):
    code = "jobs.unknown_kind"

    def __init__(self) -> None:
        super().__init__(
            "Esta versión de Minga ya no sabe hacer este trabajo. Pídalo de nuevo desde su página."
        )
