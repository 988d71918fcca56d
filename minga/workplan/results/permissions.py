"""Who may do what with results, as «quién hace qué» shows it."""

from minga.core.permissions import Part, Process, declare, declare_process
from minga.workplan.permissions import OFFICERS

RESULTS = declare_process(
    Process(
        "results",
        "resultados por producto y territorio",
        "Los verificados los lee también quien lee por el lugar.",
    )
)
PREPARE = declare(
    "results.prepare", "informar resultados", OFFICERS, process=RESULTS.key, part=Part.PREPARE
)
VERIFY = declare(
    "results.verify",
    "verificar resultados informados por otra persona",
    OFFICERS,
    process=RESULTS.key,
    part=Part.REVIEW,
)
