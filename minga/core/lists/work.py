"""The export of a long list, in the background: progress, cancel, a file as result."""

import hashlib
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from minga.core.access import Access, StaffRequest
from minga.core.errors import DomainError, NotAllowed
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.jobs.registry import Run, job
from minga.core.lists.asked import Asked, read_query
from minga.core.lists.exports import FORMATS, file_name
from minga.core.lists.rows import narrowed
from minga.core.lists.spec import Asking, located, spec_of
from minga.core.numbers import whole

KIND = "list_export"


class ListGone(DomainError):
    """What was saved names a list that this version no longer has."""

    def __init__(self) -> None:
        super().__init__("Esta lista ya no existe en Minga. Búsquela en el menú y pídala de nuevo.")


def order_of(asked: Asked, path: str) -> dict[str, Any]:
    """All that asks for the same rows again, later and without a request: plain JSON."""
    query, context = asked.but(view="").query(), dict(asked.asking.context)
    return {"list": asked.spec.key, "path": path, "query": query, "context": context}


def asked_again(order: dict[str, Any], by: Access, on: date) -> Asked:
    """What `order_of` wrote, as a person may see it on a day."""
    spec = spec_of(order["list"])
    place = located(spec, order["path"]) if spec else None
    if spec is None or place is None:
        raise ListGone
    if spec.permission and not by.may(spec.permission):
        raise NotAllowed("Sus funciones vigentes ya no permiten ver esta lista.")
    return read_query(spec, Asking(by, on, place[1], order["context"]), order["query"])


def ask_export(asked: Asked, path: str, fmt: str, request: StaffRequest) -> Job:
    """Leave it to the worker; the same export asked twice at once is one job."""
    params = {**order_of(asked, path), "fmt": fmt}
    same = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()[:24]
    return ask(
        KIND,
        params,
        by=request.access,
        key=f"{request.user.pk}:{same}",
        subject_url=asked.address(path)[:300],
        title=f"{asked.spec.title}, exportación {FORMATS[fmt].label}",
    )


@job(KIND, label="Exportación de una lista")
def export_list(run: Run, *, fmt: str, **order: Any) -> dict[str, Any]:
    """Write the whole list as its person may see it now, and keep the file."""
    asked = asked_again(order, run.by, run.on)
    total = narrowed(asked).count()
    run.progress(0, total, f"{whole(total)} filas por escribir")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lista"
        told = f"de {whole(total)} filas escritas"
        FORMATS[fmt].write(
            path, asked, total, lambda done: run.progress(done, total, f"{whole(done)} {told}")
        )
        run.attach(path, file_name(asked, fmt), FORMATS[fmt].content_type)
    return {"rows": total}
