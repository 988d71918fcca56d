"""Who may do what with the budget: the row «presupuesto» of who does what."""

from minga.core.permissions import Part, Process, declare, declare_process
from minga.people.processes import STAFF
from minga.people.roles import Role

BUDGET = declare_process(
    Process(
        "budget",
        "presupuesto y garantías en custodia",
        "La ley la lee todo el servicio; el gobierno regional y el ministerio, por su alcance. Las "
        "garantías, el servicio y quien lee todo.",
    )
)
LOAD = declare("budget.load", "cargar el clasificador presupuestario", ["administrator"])
LOAD_LAW = declare(
    "budget.load_law",
    "cargar la ley de presupuestos",
    [Role.PROGRAMMING_OFFICER],
    process=BUDGET.key,
    part=Part.PREPARE,
)
KEEP = declare(
    "budget.keep_guarantees",
    "custodiar garantías: recibirlas, renovarlas, devolverlas y cobrarlas",
    [Role.TREASURY],
    process=BUDGET.key,
    part=Part.PREPARE,
)
RECORD = declare(
    "budget.record",
    "registrar y reversar asientos del presupuesto",
    [Role.PAYMENTS_OFFICER],
    process=BUDGET.key,
    part=Part.PREPARE,
)
READ = declare(
    "budget.read",
    "leer el presupuesto y las garantías",
    [*STAFF, Role.MINISTRY_READER, Role.REGIONAL_READER],
    process=BUDGET.key,
    part=Part.READ,
)
