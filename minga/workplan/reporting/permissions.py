"""Who may do what with the reports of a plan: a part of the row «work plan» of who does what."""

from minga.core.permissions import Part, declare
from minga.workplan.permissions import OF, OFFICERS

PREPARE = declare(
    "reporting.prepare", "escribir informes del programa", OFFICERS, process=OF, part=Part.PREPARE
)
APPROVE = declare(
    "reporting.approve",
    "aprobar informes del programa",
    ["institution_head"],
    process=OF,
    part=Part.DECIDE,
)
