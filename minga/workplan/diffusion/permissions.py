"""Who may do what with the diffusion of a work plan: its plan, and what is published."""

from minga.core.permissions import Part, Process, declare, declare_process

PLAN = declare_process(
    Process("diffusion", "plan de difusión", "Lo lee quien lee el programa de trabajo.")
).key
PUBLICATIONS = declare_process(
    Process("publications", "publicaciones", "Las lee quien lee el programa de trabajo.")
).key

PREPARE = declare(
    "diffusion.prepare",
    "preparar el plan de difusión",
    ["unit_officer", "unit_head"],
    process=PLAN,
    part=Part.PREPARE,
)
APPROVE = declare(
    "diffusion.approve",
    "aprobar el plan de difusión",
    ["institution_head"],
    process=PLAN,
    part=Part.DECIDE,
)
WRITE = declare(
    "diffusion.write",
    "preparar publicaciones",
    ["unit_officer"],
    process=PUBLICATIONS,
    part=Part.PREPARE,
)
PUBLISH = declare(
    "diffusion.publish",
    "aprobar publicaciones",
    ["unit_head", "institution_head"],
    process=PUBLICATIONS,
    part=Part.DECIDE,
)
