"""What can be done with the record of a project."""

from minga.works.actions.money import Cost, Source, write_money
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
    "change_project",
    "register_project",
    "tie_initiatives",
    "write_communes",
    "write_money",
]
