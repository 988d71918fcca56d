"""Who may do what with works and studies; what nobody asks for yet stands in `people.processes`."""

from minga.core.permissions import Part, declare
from minga.people.processes import PROJECTS
from minga.people.roles import Role

FORMULATE = declare(
    "projects.prepare",
    "preparar formulación y programación de proyectos",
    [Role.PROGRAMMING_OFFICER],
    process=PROJECTS.key,
    part=Part.PREPARE,
)
