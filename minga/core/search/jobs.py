"""The index made anew in the background."""

from typing import Any

from minga.core.demonstration import AUDIT
from minga.core.jobs.registry import Run, job
from minga.core.search import actions

REBUILD = "search_rebuild"


@job(REBUILD, label="Índice de la búsqueda", permission=AUDIT, shared=True)
def rebuild(run: Run, **params: str) -> dict[str, Any]:
    """Killed, it begins again: the same rows give the same lines."""
    return {"entries": actions.rebuild(run.progress)}
