"""Who corrects a parameter of a norm: reading is for all staff."""

from minga.core.access import Access
from minga.core.permissions import declare

PROPOSE = declare(
    "parameters.propose",
    "proponer correcciones de parámetros de las normas",
    ["administrator", "legal", "unit_head"],
)
APPROVE = declare(
    "parameters.approve",
    "aprobar correcciones de parámetros de las normas",
    ["institution_head"],
)


def takes_part(access: Access) -> bool:
    return access.may(PROPOSE) or access.may(APPROVE)
