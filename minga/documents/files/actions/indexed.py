"""One PDF of all that a file holds: asked for by a person, made by a job, kept in the dossier."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.cases import about, kind_of
from minga.core.errors import NotAllowed
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.documents.actions import file_made
from minga.documents.files import errors
from minga.documents.files.actions.locks import lock_case
from minga.documents.files.models import Filing, IndexedFile
from minga.documents.files.permissions import COMPOSE
from minga.documents.files.standing import standing_of

KIND = "files.compose"
ONLY = "Solo quienes trabajan en el servicio del caso, o auditoría, folian su expediente."


def contents_hash(filings: Sequence[Filing]) -> str:
    """Of the documents in the order of the file: another one when anything was added, replaced or
    set aside."""
    text = "".join(f"{f.document.public_id} {f.document.file.sha256}\n" for f in filings)
    return hashlib.sha256(text.encode()).hexdigest()


def may_compose(case: Any, by: Access) -> bool:
    kind = kind_of(case)
    return by.may(COMPOSE, kind.service_of(case).pk) or (by.reads_all and by.may(COMPOSE))


def ask_indexed(case: Any, *, url: str, by: Access, on: date) -> Job:
    """Left to the worker; asked twice at once it is one job."""
    kind = kind_of(case)
    if not may_compose(case, by):
        raise NotAllowed(ONLY)
    if not kind.dossier:
        raise errors.NoFile
    if not standing_of(case, on).counted:
        raise errors.NothingToIndex
    return ask(
        KIND,
        {"kind": kind.key, "case": case.public_id},
        by=by,
        key=f"{kind.key}:{case.public_id}",
        subject_url=url,
        title=f"Expediente foliado: {kind.title(case)}"[:200],
        service=kind.service_of(case).public_id,
    )


@action("files.indexed", says="folió el expediente: {pages} fojas, {documents} documentos")
def file_indexed(
    case: Any,
    content: bytes,
    *,
    pages: int,
    contents: str,
    by: Access,
    on: date | None = None,
) -> IndexedFile:
    """Keep what the job made, if the file is still what it was made of."""
    assert on is not None
    kind, case = lock_case(case)
    if not may_compose(case, by):
        raise NotAllowed(ONLY)
    current_act().by = by.acting(COMPOSE, kind.service_of(case).pk)
    counted = standing_of(case, on).counted
    if contents_hash(counted) != contents:
        raise errors.ChangedMeanwhile
    number = about(IndexedFile.objects.all(), case).count() + 1
    document = file_made(
        kind.dossier_of(case),
        content,
        name=f"expediente-foliado-{number}.pdf",
        title=f"Expediente foliado n.º {number}",
        dated_on=on,
        by=by,
        on=on,
    )
    made = IndexedFile(
        number=number,
        document=document,
        documents=len(counted),
        pages=pages,
        sha256=document.file.sha256,
        contents_sha256=contents,
        by_id=by.actor_id,
        on=on,
    )
    made.set_case(case)
    made.save()
    current_act().about(
        case, pages=pages, documents=len(counted), document=document.public_id, sha256=made.sha256
    )
    return made


__all__ = ["KIND", "ask_indexed", "contents_hash", "file_indexed", "may_compose"]
