"""One decision at a time about a visit: lock, read again, and be sure it is what was looked at."""

from minga.core.access import Access
from minga.core.errors import NotAllowed
from minga.visits.errors import VisitChanged, VisitOver
from minga.visits.models import Visit
from minga.visits.permissions import ASSIGN


def lock(visit: Visit, seen: int | None = None) -> Visit:
    """`seen`: the event of the visit that the page showed."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    found = Visit.objects.for_page().get(pk=visit.pk)
    if seen is not None and found.event_id != seen:
        raise VisitChanged
    return found


def require_head(visit: Visit, by: Access) -> None:
    if not by.may(ASSIGN, visit.service_id):
        raise NotAllowed("Esto lo decide una jefatura del servicio que responde por la visita.")


def require_open(visit: Visit) -> None:
    if not visit.is_open:
        raise VisitOver(visit.get_status_display())
