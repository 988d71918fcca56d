"""The work of an import that a person waits for."""

from typing import Any

from minga.core.imports import actions
from minga.core.imports.memory import no_cycles
from minga.core.imports.models import Import
from minga.core.imports.reading import read
from minga.core.imports.refusals import Stale
from minga.core.jobs.models import Job
from minga.core.jobs.registry import Run, job
from minga.core.templatetags.minga import counted


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


def _not_applied(row: Job) -> None:
    """Nothing was written: it can be applied again, or the job retried."""
    Import.objects.filter(job=row, status=Import.Status.APPLYING).update(
        status=Import.Status.READY,
        sentence=row.failure or "No se aplicó porque se canceló: no cambió nada.",
    )


@job("imports.apply", label="Aplicación de un archivo", ended=_not_applied)
def apply_asked(run: Run, *, upload: str, seen: str) -> dict[str, Any]:
    """One transaction, with its event. Killed after it, the next attempt finds it done."""
    own = Import.objects.filter(public_id=upload, job__public_id=run.job_id)
    # Somebody tries again what failed or was cancelled; what they saw is compared all the same.
    own.filter(status=Import.Status.READY).update(status=Import.Status.APPLYING, sentence="")
    found = own.filter(status=Import.Status.APPLYING).first()
    if found is None:
        return {"import": upload}
    run.progress(0, 1, f"Escribiendo {counted(found.changes, 'cambio,cambios')}, todos o ninguno")
    try:
        # Also what follows the writing: the digests and the index of the search.
        with no_cycles():
            actions.apply_import(
                found, seen=seen, by=run.by, on=run.on, expected=Import.Status.APPLYING
            )
    except Stale:
        actions.review_again(found, by=run.by)
    return {"import": upload}
