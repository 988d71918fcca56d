"""Who may do what with work plans: the row «work plan, evidence» of who does what."""

from minga.core.permissions import Part, declare

OFFICERS = ["unit_officer", "unit_head"]
OF = "work_plan"

PREPARE = declare(
    "workplan.prepare", "preparar programas de trabajo", OFFICERS, process=OF, part=Part.PREPARE
)
APPROVE = declare(
    "workplan.approve",
    "aprobar programas de trabajo",
    ["institution_head"],
    process=OF,
    part=Part.DECIDE,
)
UPLOAD = declare(
    "workplan.upload_evidence", "cargar evidencias", OFFICERS, process=OF, part=Part.PREPARE
)
VERIFY = declare(
    "workplan.verify_evidence",
    "verificar evidencias de otra persona",
    OFFICERS,
    process=OF,
    part=Part.REVIEW,
)
REPORT = declare(
    "workplan.report_status",
    "informar el estado de una actividad",
    OFFICERS,
    process=OF,
    part=Part.PREPARE,
)
