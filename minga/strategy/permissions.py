"""Who may do what with strategic definitions."""

from minga.core.permissions import Part, Process, declare, declare_process

DEFINITIONS = declare_process(
    Process("strategy", "definiciones estratégicas", "Las lee todo el servicio.")
)
PREPARE = declare(
    "strategy.prepare",
    "proponer definiciones estratégicas",
    ["unit_officer", "unit_head"],
    process=DEFINITIONS.key,
    part=Part.PREPARE,
)
APPROVE = declare(
    "strategy.approve",
    "aprobar definiciones estratégicas",
    ["institution_head"],
    process=DEFINITIONS.key,
    part=Part.DECIDE,
)
CATALOGUE = declare(
    "strategy.catalogue",
    "llevar el catálogo de iniciativas y compromisos",
    ["programming_officer", "planning_officer"],
    process=DEFINITIONS.key,
    part=Part.PREPARE,
)
