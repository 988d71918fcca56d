"""Who keeps the register of regulatory changes, as «quién hace qué» shows it."""

from minga.core.permissions import Part, Process, declare, declare_process
from minga.people.roles import Role

CHANGES = "regulatory_changes"

declare_process(
    Process(
        CHANGES,
        "registro de cambios normativos",
        "Cada servicio lleva el suyo; lo lee también quien lee por el lugar o por su alcance.",
    )
)

REGISTER = declare(
    "norms.register",
    "registrar cambios normativos y sus pasos",
    [Role.UNIT_OFFICER, Role.UNIT_HEAD],
    process=CHANGES,
    part=Part.PREPARE,
)
ABANDON = declare(
    "norms.abandon",
    "abandonar un cambio normativo",
    [Role.INSTITUTION_HEAD],
    process=CHANGES,
    part=Part.DECIDE,
)
