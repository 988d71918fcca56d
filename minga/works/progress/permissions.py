"""Who may do what with monthly progress, as «quién hace qué» shows it."""

from minga.core.permissions import Part, Process, declare, declare_process
from minga.people.roles import Role

PROGRESS = declare_process(
    Process(
        "progress",
        "avance mensual de los proyectos y cierre de los meses",
        "Lo lee quien lee el proyecto.",
    )
)
REPORT = declare(
    "progress.report",
    "informar el avance del mes",
    [Role.WORKS_INSPECTOR, Role.PROGRAMMING_OFFICER],
    process=PROGRESS.key,
    part=Part.PREPARE,
)
SPEND = declare(
    "progress.spend",
    "registrar gastos directos de un proyecto",
    [Role.PROGRAMMING_OFFICER],
    process=PROGRESS.key,
    part=Part.PREPARE,
)
CLOSE = declare(
    "progress.close",
    "cerrar el mes",
    [Role.WORKS_HEAD],
    process=PROGRESS.key,
    part=Part.REVIEW,
)
REOPEN = declare(
    "progress.reopen",
    "reabrir un mes cerrado",
    [Role.INSTITUTION_HEAD],
    process=PROGRESS.key,
    part=Part.DECIDE,
)
