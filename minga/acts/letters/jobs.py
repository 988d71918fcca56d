"""Numbering a signed batch, in the background."""

from typing import Any

from minga.acts.letters import errors
from minga.acts.letters.batches import ISSUE, close_batch, issue_row
from minga.acts.letters.models import LetterBatch
from minga.acts.letters.permissions import NUMBER
from minga.core.jobs.registry import Run, job


@job(ISSUE, label="Numeración de un envío masivo", permission=NUMBER, shared=True)
def issue(run: Run, *, batch: str) -> dict[str, Any]:
    """Row by row, in their order. Killed, cancelled or run twice: the rows that have their letter
    are passed over, so that no number is lost nor doubled."""
    found = LetterBatch.objects.get(public_id=batch)
    if found.hash_now() != found.content_hash:
        raise errors.ContentChanged
    rows = list(found.rows.filter(letter__isnull=True).order_by("position"))
    total = found.rows.count()
    done = total - len(rows)
    for row in rows:
        run.progress(done, total, "Numerando")
        run.check()
        issue_row(row, by=run.by, on=run.on)
        done += 1
    if found.state == LetterBatch.State.SIGNED:
        close_batch(found, by=run.by, on=run.on)
    run.progress(total, total)
    return {"letters": total}
