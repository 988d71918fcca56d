"""Who may do what with procedures: the row «procedimientos» of who does what."""

from minga.core.permissions import Part, Process, declare, declare_process

OF = declare_process(
    Process(
        "procedures",
        "procedimientos, sus revisiones y no conformidades",
        "Los revisa la jefatura de la unidad dueña. Quien corrige una no conformidad no comprueba "
        "si sirvió.",
    )
).key
OFFICERS = ["unit_officer", "unit_head", "planning_officer", "programming_officer"]

PREPARE = declare(
    "procedures.prepare", "preparar procedimientos", OFFICERS, process=OF, part=Part.PREPARE
)
APPLY = declare(
    "procedures.apply",
    "aplicar procedimientos y marcar sus actividades",
    OFFICERS,
    process=OF,
    part=Part.PREPARE,
)
REPORT = declare(
    "procedures.report_fault",
    "anotar no conformidades",
    [*OFFICERS, "internal_control"],
    process=OF,
    part=Part.PREPARE,
)
REVIEW = declare(
    "procedures.review",
    "revisar procedimientos, cada cuánto se revisan y pasar aplicaciones a otra versión",
    ["unit_head"],
    process=OF,
    part=Part.REVIEW,
)
CHECK = declare(
    "procedures.check",
    "comprobar si una corrección sirvió",
    ["unit_officer", "unit_head", "internal_control"],
    process=OF,
    part=Part.REVIEW,
)
APPROVE = declare(
    "procedures.approve",
    "aprobar procedimientos y desestimar no conformidades",
    ["institution_head"],
    process=OF,
    part=Part.DECIDE,
)
# Who reads what is not approved yet.
DRAFTS = (PREPARE, REVIEW, APPROVE)
