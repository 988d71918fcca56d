"""What can be done with places."""

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
    "LOAD",
    "ChangeRow",
    "CodeRow",
    "PopulationRow",
    "Row",
    "UnknownParent",
    "load_figures",
    "load_territories",
]
