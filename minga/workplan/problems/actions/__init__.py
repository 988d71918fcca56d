"""What can be done with a territorial problem."""

from minga.workplan.problems.actions.meeting import (
    Agreed,
    add_point,
    call_off,
    close_minutes,
    convene,
    record_meeting,
)
from minga.workplan.problems.actions.preparing import (
    Brings,
    Statement,
    add_figure,
    change_problem,
    close_problem,
    describe_service,
    join_service,
    leave_service,
    open_problem,
    prepare_problem,
)
from minga.workplan.problems.actions.promising import (
    Budget,
    Papers,
    Promised,
    close_gap,
    give_budget,
    open_gap,
    promise,
    register_backing,
)

__all__ = [
    "Agreed",
    "Brings",
    "Budget",
    "Papers",
    "Promised",
    "Statement",
    "add_figure",
    "add_point",
    "call_off",
    "change_problem",
    "close_gap",
    "close_minutes",
    "close_problem",
    "convene",
    "describe_service",
    "give_budget",
    "join_service",
    "leave_service",
    "open_gap",
    "open_problem",
    "prepare_problem",
    "promise",
    "record_meeting",
    "register_backing",
]
