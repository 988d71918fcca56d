"""Who may do what with work plans: the row «work plan, evidence» of who does what."""

from minga.core.permissions import declare

OFFICERS = ["unit_officer", "unit_head"]

PREPARE = declare("workplan.prepare", "preparar programas de trabajo", OFFICERS)
APPROVE = declare("workplan.approve", "aprobar programas de trabajo", ["institution_head"])
UPLOAD = declare("workplan.upload_evidence", "cargar evidencias", OFFICERS)
VERIFY = declare("workplan.verify_evidence", "verificar evidencias de otra persona", OFFICERS)
REPORT = declare("workplan.report_status", "informar el estado de una actividad", OFFICERS)
