"""Who writes model texts and who approves them."""

from minga.core.permissions import Part, declare

WRITE = declare(
    "wording.write",
    "escribir textos tipo",
    ["legal", "administrator"],
    process="acts",
    part=Part.PREPARE,
)
APPROVE = declare(
    "wording.approve",
    "aprobar textos tipo",
    ["institution_head"],
    process="acts",
    part=Part.DECIDE,
)
