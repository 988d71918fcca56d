"""Who may do what with territorial problems: a line of who does what."""

from minga.core.permissions import Part, Process, declare, declare_process
from minga.people.roles import Role

OF = "problems"
declare_process(
    Process(
        OF,
        "problemas territoriales",
        "Los leen también los servicios que participan y quien lee por el lugar.",
    )
)
OFFICERS = [Role.UNIT_OFFICER, Role.UNIT_HEAD]

PREPARE = declare(
    "problems.prepare",
    "preparar problemas territoriales, sus compromisos y reuniones",
    OFFICERS,
    process=OF,
    part=Part.PREPARE,
)
MINUTES = declare(
    "problems.close_minutes",
    "cerrar el acta de una reunión que registró otra persona",
    OFFICERS,
    process=OF,
    part=Part.REVIEW,
)
DECIDE = declare(
    "problems.decide",
    "abrir y cerrar problemas territoriales",
    [Role.INSTITUTION_HEAD],
    process=OF,
    part=Part.DECIDE,
)
