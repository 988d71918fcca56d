"""The work of an import that a person waits for."""

from typing import Any

from minga.core.imports.models import Import
from minga.core.imports.reading import read
from minga.core.jobs.models import Job
from minga.core.jobs.registry import Run, job


def _left(row: Job) -> None:
    """The reading was cancelled or failed: the file can be sent again, or the job retried."""
    Import.objects.filter(job=row, status=Import.Status.READING).update(
        status=Import.Status.REFUSED,
        sentence=row.failure or "La lectura se canceló. Suba el archivo de nuevo si lo necesita.",
    )


@job("imports.read", label="Lectura de un archivo", ended=_left)
def read_import(run: Run, *, upload: str) -> dict[str, Any] | None:
    """Read what came, and leave it for a person to decide."""
    own = Import.objects.filter(public_id=upload, job__public_id=run.job_id)
    # Somebody tries again what failed or was cancelled.
    own.filter(status=Import.Status.REFUSED).update(status=Import.Status.READING, sentence="")
    found = own.filter(status=Import.Status.READING).first()
    if found is not None:
        read(found, run)
    return {"import": upload}
