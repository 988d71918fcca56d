"""The first lines of every action on a procedure: lock, read again, ask who may."""

from datetime import date

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by, require_draft
from minga.workplan.procedures import errors
from minga.workplan.procedures.models import Procedure, ProcedureVersion
from minga.workplan.procedures.permissions import PREPARE


def lock(pk: int) -> Procedure:
    """One change of a procedure at a time: drafts, uses and reviews all queue here."""
    return Procedure.objects.select_for_update(of=("self",)).for_page().get(pk=pk)


def require(by: Access, permission: str, procedure: Procedure, sentence: str) -> None:
    if by.actor_id is None or not by.may(permission, procedure.service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, procedure.service_id)


def open_draft(version: ProcedureVersion, by: Access) -> tuple[Procedure, ProcedureVersion]:
    """The locked procedure and its draft, read again; `by` is noted as one who prepared it."""
    procedure = lock(version.procedure_id)
    require(by, PREPARE, procedure, "Solo las unidades del servicio preparan sus procedimientos.")
    draft = ProcedureVersion.objects.get(pk=version.pk)
    require_draft(draft)
    prepared_by(draft, by)
    return procedure, draft


def in_force(procedure: Procedure) -> ProcedureVersion:
    found = procedure.versions.filter(status="in_force").first()
    if found is None:
        raise errors.NotInForce
    return found


def said(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise errors.FieldMissing(field, sentence)
    return text.strip()


def reason_of(text: str) -> str:
    if not text.strip():
        raise errors.ReasonMissing
    return text.strip()


def not_after(day: date, today: date, field: str) -> None:
    if day > today:
        raise errors.DayInTheFuture(field, today)
