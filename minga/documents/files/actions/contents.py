"""Receiving a document, saying that one does not apply, setting aside one of another case."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.cases import CaseKind, about
from minga.documents.actions import file_document
from minga.documents.files import errors
from minga.documents.files.actions.locks import lock_case, require
from minga.documents.files.models import Filing, Misfiling, Waiver
from minga.documents.files.permissions import FILE, SET_ASIDE
from minga.documents.files.standing import Line, Standing, standing_of
from minga.documents.models import Document

ONLY = "Solo quienes trabajan en el servicio del caso cargan documentos en su expediente."


@action("files.received", says="cargó en el expediente: {what}{then}")
def receive(
    case: Any,
    *,
    file: UploadedFile | None,
    title: str,
    dated_on: date,
    line: str = "",
    replaces: Filing | None = None,
    justification: str = "",
    by: Access,
    on: date | None = None,
) -> Filing:
    """Keep a document for what a state asks (`line`), or for its own sake. The same bytes in the
    file of another case need a reason."""
    assert on is not None
    kind, case = lock_case(case)
    require(by, FILE, kind, case, ONLY)
    if dated_on > on:
        raise errors.DatedInFuture(dated_on, on)
    standing = standing_of(case, on)
    old = _to_replace(standing, replaces)
    line = old.line if old else line
    asked = _asked(standing, line) if line and not old else None
    if asked and asked.filing:
        raise errors.AlreadyReceived(str(asked.filing.by), asked.filing.on)
    document = file_document(
        kind.dossier_of(case), file, title=title.strip(), dated_on=dated_on, by=by, on=on
    )
    _require_own(document, case, kind, by, justification=justification.strip())
    filing = Filing(
        line=line,
        document=document,
        by_id=by.actor_id,
        on=on,
        replaces=old,
        justification=justification.strip(),
    )
    filing.set_case(case)
    filing.save()
    current_act().about(
        case,
        reason=justification.strip(),
        what=asked.requirement.document if asked else "un documento",
        then=", en reemplazo de otro" if old else "",
        document=document.public_id,
    )
    return filing


def file_among(case: Any, document: Document, *, by: Access, on: date) -> Filing:
    """A paper that Minga made and that is about the case (an act, a letter): among the documents of
    its file, for its own sake. From inside the action that made it."""
    filing = Filing(document=document, by_id=by.actor_id, on=on, is_made=True)
    filing.set_case(case)
    filing.save()
    return filing


@action("files.waived", says="dijo que en este caso no corresponde: {what}")
def waive(case: Any, *, line: str, reason: str, by: Access, on: date | None = None) -> Waiver:
    """Only where its rule allows it, and before the document came."""
    assert on is not None
    kind, case = lock_case(case)
    require(by, FILE, kind, case, ONLY)
    asked = _asked(standing_of(case, on), line)
    if not reason.strip():
        raise errors.ReasonMissing
    if not asked.requirement.may_not_apply:
        raise errors.MustApply
    if asked.filing:
        raise errors.AlreadyReceived(str(asked.filing.by), asked.filing.on)
    if asked.waiver:
        raise errors.AlreadyWaived
    waiver = Waiver(line=line, by_id=by.actor_id, on=on, reason=reason.strip())
    waiver.set_case(case)
    waiver.save()
    current_act().about(case, reason=reason.strip(), what=asked.requirement.document)
    return waiver


@action("files.set_aside", says="apartó del expediente un documento de otro caso")
def set_aside(filing: Filing, *, reason: str, by: Access, on: date | None = None) -> Misfiling:
    """It stays on record and counts no more. Who filed it does not judge it."""
    assert on is not None
    kind, case = lock_case(filing.case())
    require(
        by, SET_ASIDE, kind, case, "Solo el servicio del caso aparta documentos de su expediente."
    )
    if not Filing.objects.counted(on).filter(pk=filing.pk).exists():
        raise errors.NoLongerThere
    if filing.is_made:
        raise errors.MadeHere(filing.document.title)
    if by.actor_id is None or filing.by_id == by.actor_id:
        raise errors.OwnDocument
    if not reason.strip():
        raise errors.ReasonMissing
    mark = Misfiling(filing=filing, by_id=by.actor_id, on=on, reason=reason.strip())
    mark.save()
    current_act().about(case, reason=reason.strip(), document=filing.document.public_id)
    return mark


def _asked(standing: Standing, line: str) -> Line:
    """What a line of the page asks for, by the rules that it is judged by or by today's."""
    for state in standing.states:
        for found in (*state.lines, *state.again):
            if found.requirement.line == line:
                return found
    raise errors.NotAsked


def _to_replace(standing: Standing, replaces: Filing | None) -> Filing | None:
    if replaces is None:
        return None
    found = next((held for held in standing.counted if held.pk == replaces.pk), None)
    if found is None:
        raise errors.NoLongerThere
    if found.is_made:
        raise errors.MadeHere(found.document.title)
    return found


def _require_own(
    document: Document, case: Any, kind: CaseKind, by: Access, *, justification: str
) -> None:
    """Not there already; and not in the file of another case, unless somebody says why."""
    same = Filing.objects.filter(
        document__file=document.file, replaced_by__isnull=True, misfiling__isnull=True
    ).select_related("document")
    own = about(same, case).first()
    if own:
        raise errors.SameTwice(own.document.title)
    other = same.exclude(case_model=kind.model_label, case_id=case.pk).order_by("pk").first()
    if other and not justification:
        seen = other.visible_case(by) is not None
        raise errors.OfAnotherCase(other.case_label if seen else "")
