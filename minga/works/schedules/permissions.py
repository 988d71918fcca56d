"""Who may do what with schedules: they are prepared by who formulates the project."""

from minga.core.permissions import Part, declare
from minga.people.processes import PROJECTS
from minga.people.roles import Role
from minga.works.permissions import FORMULATE

PREPARE = FORMULATE
APPROVE = declare(
    "projects.approve_schedule",
    "aprobar la línea base y las reprogramaciones",
    [Role.INSTITUTION_HEAD],
    process=PROJECTS.key,
    part=Part.DECIDE,
)
# Who reads what is not approved yet.
DRAFTS = (PREPARE, APPROVE)
