"""What can be done with approvals: one function, one transaction, one event."""

from minga.core.approvals.actions.decisions import begin, pass_step, prove_step, return_it, withdraw
from minga.core.approvals.actions.rules import set_rule
from minga.core.approvals.enrolment import (
    begin_factor,
    confirm_factor,
    end_own_factor,
    enrol_in_demonstration,
    reset_factor,
)

__all__ = [
    "begin",
    "begin_factor",
    "confirm_factor",
    "end_own_factor",
    "enrol_in_demonstration",
    "pass_step",
    "prove_step",
    "reset_factor",
    "return_it",
    "set_rule",
    "withdraw",
]
