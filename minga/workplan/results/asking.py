"""What a page asks of the results: the place, the year and the division that one is looking at, and
what its address adds."""

from minga.core.access import StaffRequest
from minga.strategy.models import LineOfAction
from minga.territory.look import look_of, state_day
from minga.workplan.results.reading import Asked

ACTION, LINE = "linea", "producto"


def asked_of(request: StaffRequest) -> Asked | None:
    """Nothing where there is no territory yet."""
    look = look_of(request)
    if look.place is None:
        return None
    action = request.GET.get(ACTION, "")
    return Asked(
        access=request.access,
        year=look.year,
        day=state_day(request),
        frame=look.frame,
        place=look.place,
        action=action if action in LineOfAction.values else "",
        line=request.GET.get(LINE, ""),
    )
