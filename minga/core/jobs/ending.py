"""How a job ends without a result: cancelled, or failed with a sentence."""

from django.utils import timezone

from minga.core.jobs.models import Job
from minga.core.jobs.registry import kind_of


def end(row: Job, status: str, failure: str = "") -> None:
    """Close it and tell its kind, inside the transaction of the caller, who saves the row."""
    row.status, row.failure, row.token, row.worker = status, failure, "", ""
    row.finished_at = timezone.now()
    known = kind_of(row.kind)
    if known is not None and known.ended is not None:
        known.ended(row)


def fail_sentence(row: Job) -> str:
    """For what nobody foresaw: the reason is in the log, and the user learns what to do."""
    return (
        f"No se pudo terminar «{row.title}» por un problema que Minga no esperaba; lo que ya "
        "estaba guardado sigue intacto. Reinténtelo; si se repite, avise a quien administra el "
        f"sistema y mencione el trabajo {row.public_id}."
    )
