"""Why an action on the file of another office is refused."""

from minga.core.errors import DomainError


class FileRefused(DomainError):
    code = "intake.file_refused"
    field = "file"


class NotNow(DomainError):
    code = "intake.not_now"
    status = 409


class ColumnsRefused(DomainError):
    code = "intake.columns_refused"


class Changed(DomainError):
    code = "intake.changed"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Lo que haría este archivo cambió desde que lo vio: revise el resultado y aplique."
        )
