"""Numbering a signed batch and binding its letters in one PDF, in the background."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter

from minga.acts.letters import errors
from minga.acts.letters.batches import ISSUE, PRINT, close_batch, issue_row
from minga.acts.letters.models import Letter, LetterBatch
from minga.acts.letters.permissions import NUMBER
from minga.core.jobs.registry import Run, job
from minga.documents.storage import path_of


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


@job(PRINT, label="Un PDF con un envío masivo", permission=NUMBER, shared=True)
def bind(run: Run, *, batch: str) -> dict[str, Any]:
    """The papers that are filed, in the order of the rows, with a bookmark for each one. It writes
    nothing but its result: killed, it begins again."""
    found = LetterBatch.objects.get(public_id=batch)
    letters = Letter.objects.filter(batch=found, state=Letter.State.ISSUED)
    papers = list(letters.select_related("document__file").order_by("row__position"))
    writer = PdfWriter()
    for done, letter in enumerate(papers):
        run.progress(done, len(papers), "Reuniendo")
        run.check()
        assert letter.document
        first = len(writer.pages)
        for page in PdfReader(path_of(letter.document.file.sha256)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=letter.named, page_number=first)
    written = BytesIO()
    writer.write(written)
    run.attach(written.getvalue(), f"envio-{found.public_id}.pdf", "application/pdf")
    run.progress(len(papers), len(papers))
    return {"letters": len(papers), "pages": len(writer.pages)}
