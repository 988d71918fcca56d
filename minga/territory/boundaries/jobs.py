"""Large files are applied by the worker."""

from contextlib import suppress
from typing import Any

from minga.core.jobs.registry import Run, job
from minga.territory.boundaries import staging
from minga.territory.boundaries.actions import LOAD_GEOMETRY, NothingNew, load_geometry
from minga.territory.boundaries.reading import read_file

KIND = "territory.load_geometry"
# From here on a person would wait too long for the page.
LARGE = 2_000_000


@job(KIND, label="Carga de límites o equipamiento", permission=LOAD_GEOMETRY)
def load(run: Run, *, content: str, seen: str) -> dict[str, Any] | None:
    """What was previewed, if it is still the same difference; twice is once."""
    order, name, sha256 = staging.unpacked(content)
    collection = read_file(name, staging.fetch(sha256))
    run.progress(1, 2, "Comparando y escribiendo")
    # Nothing new: it died after it had written.
    with suppress(NothingNew):
        load_geometry(
            collection, order, file_name=name, sha256=sha256, seen=seen, by=run.by, on=run.on
        )
    run.progress(2, 2)
    return {}
