"""The first lines of every action: lock, read again, ask who may."""

from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.errors import NotAllowed
from minga.works.actions.common import locked
from minga.works.models import Project
from minga.works.progress import errors
from minga.works.progress.permissions import CLOSE, REOPEN, REPORT, SPEND

ONLY = {
    REPORT: "El avance lo informan la inspección técnica y los profesionales de programación del "
    "servicio.",
    SPEND: "Los gastos directos los registran los profesionales de programación del servicio.",
    CLOSE: "El mes lo cierra la jefatura de obras del servicio.",
    REOPEN: "Un mes cerrado lo reabre la dirección del servicio.",
}


def require(by: Access, permission: str, service_id: int) -> None:
    if by.actor_id is None or not by.may(permission, service_id):
        raise NotAllowed(ONLY[permission])
    current_act().by = by.acting(permission, service_id)


def in_portfolio(project: Project, by: Access, permission: str) -> Project:
    """One change of the progress of a project at a time."""
    found = locked(project)
    require(by, permission, found.service_id)
    if not found.is_active:
        raise errors.OutOfPortfolio(found.get_state_display())
    return found
