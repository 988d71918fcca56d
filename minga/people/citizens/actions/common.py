"""What the actions of this area share."""

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import DomainError, NotAllowed
from minga.people.citizens.models import Citizen
from minga.people.models import Party


class ReasonMissing(DomainError):
    code = "citizens.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo, sin datos personales: queda en el registro.")


class RecordClosed(DomainError):
    code = "citizens.record_closed"

    def __init__(self, citizen: Citizen) -> None:
        said = {
            Citizen.State.SUPERSEDED: "Esta ficha se fusionó con otra: trabaje con esa.",
            Citizen.State.BLOCKED: "Los datos de esta persona están bloqueados hasta el "
            f"{citizen.blocked_until:%d-%m-%Y}: no se agregan ni se corrigen."
            if citizen.blocked_until
            else "",
            Citizen.State.ERASED: "Los datos de esta persona se borraron.",
        }
        super().__init__(said[Citizen.State(citizen.state)])


def require(by: Access, permission: str, institution: int | None, sentence: str) -> None:
    """A role that allows it there; the event records that one."""
    if not by.may(permission, institution):
        raise NotAllowed(sentence)
    if institution is not None:
        current_act().by = by.acting(permission, institution)


def locked(citizen: Citizen) -> Citizen:
    """Read again, with everybody else who writes of this person waiting."""
    Party.objects.select_for_update().get(pk=citizen.pk)
    return Citizen.objects.for_page().get(pk=citizen.pk)


def open_and_locked(citizen: Citizen) -> Citizen:
    citizen = locked(citizen)
    if not citizen.is_open:
        raise RecordClosed(citizen)
    return citizen


def reason_of(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()
