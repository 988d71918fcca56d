"""Who may do what with control visits: the row «visitas de control» of who does what."""

from minga.core.permissions import Part, Process, declare, declare_process

VISITS = declare_process(
    Process(
        "visits",
        "visitas de control",
        "Quien visita informa las suyas. Las lee también auditoría, por su alcance.",
    )
)
OF = VISITS.key
HEADS = ["unit_head", "works_head"]

PREPARE_RULES = declare(
    "visits.prepare_rules", "preparar reglas de visita", HEADS, process=OF, part=Part.PREPARE
)
APPROVE_RULES = declare(
    "visits.approve_rules",
    "aprobar reglas de visita",
    ["institution_head"],
    process=OF,
    part=Part.DECIDE,
)
DO = declare(
    "visits.do",
    "hacer visitas e informarlas",
    ["works_inspector", "unit_officer"],
    process=OF,
    part=Part.PREPARE,
)
ASSIGN = declare(
    "visits.assign",
    "asignar visitas, ampliar su plazo y decidir entre dos informes",
    HEADS,
    process=OF,
    part=Part.REVIEW,
)
READ = declare(
    "visits.read",
    "leer las visitas de control",
    [
        *HEADS,
        "works_inspector",
        "unit_officer",
        "institution_head",
        "internal_control",
        "auditor",
        "ministry_reader",
        "regional_reader",
    ],
    process=OF,
    part=Part.READ,
)
