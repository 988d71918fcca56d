"""The gate of a state: what an area's action asks before a case enters it.

    def _enter(plan, *, by, on):
        require_complete(plan, "aprobacion", on)

Called inside an action that holds the row of the case. Without rules nothing is barred.
"""

from datetime import date
from typing import Any

from minga.core.cases import kind_of
from minga.documents.files.errors import Incomplete
from minga.documents.files.models import Passage
from minga.documents.files.standing import Line, standings


def missing(case: Any, state: str, on: date) -> list[Line]:
    """The compulsory documents that a case lacks for a state by the rules of a day, whether or not
    it entered it before."""
    found = standings([case], on)[0].state(state)
    return found.again if found.passage else found.missing


def refusal(case: Any, state: str, on: date) -> Incomplete | None:
    """Why a case can't enter a state today: for a page, beforehand."""
    lines = missing(case, state, on)
    if not lines:
        return None
    named = [(line.requirement.document, line.requirement.whose) for line in lines]
    return Incomplete(named, kind_of(case).states.get(state, state))


def require_complete(case: Any, state: str, on: date) -> Passage:
    """Refuse with the names of what is missing, or note that the case entered the state."""
    found = standings([case], on)[0].state(state)
    refused = refusal(case, state, on)
    if refused:
        raise refused
    passage = Passage(state=state, on=on, required=len(found.compulsory))
    passage.set_case(case)
    passage.save()
    return passage
