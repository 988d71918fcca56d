"""Making the indexed PDF of a file, in the background: stopped and begun again at will, filed
once."""

from typing import Any

from minga.core.cases import find_case
from minga.core.jobs.registry import Run, job
from minga.core.models import Chain
from minga.documents.files.actions.indexed import KIND, contents_hash, file_indexed
from minga.documents.files.indexing.binding import bind
from minga.documents.files.permissions import COMPOSE
from minga.documents.files.standing import standing_of


@job(KIND, label="Expediente foliado", permission=COMPOSE)
def compose(run: Run, *, kind: str, case: str) -> dict[str, Any]:
    """Nothing is written until it is whole: killed before that, it begins again."""
    row = find_case(kind, case, run.by)
    standing = standing_of(row, run.on)
    contents = contents_hash(standing.counted)
    demonstration = Chain.objects.filter(is_demonstration=True).exists()
    bound = bind(standing, on=run.on, demonstration=demonstration, told=run.progress)
    with run.once("filed") as first:
        if first:
            made = file_indexed(
                row, bound.content, pages=bound.pages, contents=contents, by=run.by, on=run.on
            )
            run.saved["made"] = made.public_id
    return {"made": run.saved.get("made", ""), "pages": bound.pages}
