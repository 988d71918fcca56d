"""Who may do what with performance agreements."""

from minga.core.access import Access
from minga.core.permissions import Part, Process, declare, declare_process

AGREEMENTS = declare_process(
    Process(
        "agreements",
        "convenios de desempeño",
        "Los aprobados los leen también el GORE de la región y el ministerio.",
    )
)
UNITS = ["unit_officer", "unit_head"]
PREPARE = declare(
    "agreements.prepare",
    "preparar convenios de desempeño",
    UNITS,
    process=AGREEMENTS.key,
    part=Part.PREPARE,
)
APPROVE = declare(
    "agreements.approve",
    "aprobar convenios de desempeño",
    ["institution_head"],
    process=AGREEMENTS.key,
    part=Part.DECIDE,
)
MEASURE = declare(
    "agreements.measure",
    "medir metas de convenios de desempeño",
    UNITS,
    process=AGREEMENTS.key,
    part=Part.PREPARE,
)
VERIFY = declare(
    "agreements.verify",
    "verificar cifras que registró otra persona",
    UNITS,
    process=AGREEMENTS.key,
    part=Part.REVIEW,
)


def institutions(access: Access, *permissions: str) -> list[int]:
    """The person's own where any of them is held."""
    return [
        pk
        for pk in access.institutions
        if any(access.may(permission, pk) for permission in permissions)
    ]


def own(access: Access) -> list[int]:
    """Where what is not approved yet is seen."""
    return institutions(access, PREPARE, APPROVE)
