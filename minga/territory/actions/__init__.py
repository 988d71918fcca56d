"""What can be done with places: load a division, enter a later change."""

from minga.territory.actions.change import (
    APPROVE,
    PREPARE,
    Part,
    add_part,
    approve_change,
    prepare_change,
    remove_part,
)
from minga.territory.actions.load import (
    LOAD,
    ChangeRow,
    CodeRow,
    PopulationRow,
    Row,
    UnknownParent,
    load_figures,
    load_territories,
)

__all__ = [
    "APPROVE",
    "LOAD",
    "PREPARE",
    "ChangeRow",
    "CodeRow",
    "Part",
    "PopulationRow",
    "Row",
    "UnknownParent",
    "add_part",
    "approve_change",
    "load_figures",
    "load_territories",
    "prepare_change",
    "remove_part",
]
