"""What can be done with the record of a project."""

from minga.works.actions.closing import (
    assign_unit,
    finish_project,
    return_project,
    withdraw_project,
    withdraw_projects,
)
from minga.works.actions.expecting import drop_expected
from minga.works.actions.money import Cost, Source, write_money
from minga.works.actions.preconditions import (
    add_precondition,
    change_precondition,
    drop_precondition,
    meet_precondition,
)
from minga.works.actions.recording import (
    Record,
    change_project,
    register_project,
    tie_initiatives,
    write_communes,
)

__all__ = [
    "Cost",
    "Record",
    "Source",
    "add_precondition",
    "assign_unit",
    "change_precondition",
    "change_project",
    "drop_expected",
    "drop_precondition",
    "finish_project",
    "meet_precondition",
    "register_project",
    "return_project",
    "tie_initiatives",
    "withdraw_project",
    "withdraw_projects",
    "write_communes",
    "write_money",
]
