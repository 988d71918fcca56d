"""What can be done with persons and attentions, and which roles begin with it."""

from minga.core.permissions import Part, Process, declare, declare_process

RECORDS = declare_process(Process("records", "fusión de fichas y borrado de datos de personas")).key

ATTEND = declare(
    "citizens.attend", "atender público: abrir a una persona por su RUN", ["counter_officer"]
)
OPEN = declare(
    "citizens.open",
    "abrir la ficha de una persona de su servicio",
    ["counter_officer", "unit_head", "legal", "subsidies_officer"],
)
ANSWER = declare(
    "citizens.answer",
    "responder atenciones derivadas a la propia unidad",
    ["counter_officer", "unit_officer", "unit_head", "subsidies_officer", "legal", "works_head"],
)
SEE_ATTENTIONS = declare(
    "citizens.see_attentions",
    "ver la lista de atenciones del servicio",
    [
        "counter_officer",
        "unit_officer",
        "unit_head",
        "institution_head",
        "subsidies_officer",
        "legal",
        "works_head",
        "auditor",
    ],
)
SEE_RESERVED = declare(
    "citizens.see_reserved",
    "ver los datos reservados de una persona, con motivo",
    ["counter_officer", "subsidies_officer", "legal", "unit_head"],
)
SEE_BLOCKED = declare(
    "citizens.see_blocked", "ver datos bloqueados, con motivo", ["institution_head", "legal"]
)
FIND_BY_NAME = declare(
    "citizens.find_by_name", "buscar personas por su nombre", ["unit_head", "legal"]
)
MERGE = declare(
    "citizens.merge",
    "proponer la fusión de fichas repetidas",
    ["counter_officer"],
    process=RECORDS,
    part=Part.PREPARE,
)
APPROVE_MERGE = declare(
    "citizens.approve_merge",
    "aprobar la fusión de fichas repetidas",
    ["unit_head"],
    process=RECORDS,
    part=Part.DECIDE,
)
CATALOGUE = declare(
    "citizens.catalogue",
    "editar las materias y los plazos de atención",
    ["unit_head", "administrator"],
)
SEE_READS = declare(
    "citizens.see_reads", "ver quién consultó datos de personas", ["auditor", "internal_control"]
)
RIGHTS = declare(
    "citizens.rights",
    "recibir solicitudes de una persona sobre sus datos",
    ["counter_officer", "legal"],
    process=RECORDS,
    part=Part.PREPARE,
)
APPROVE_ERASURE = declare(
    "citizens.approve_erasure",
    "aprobar el borrado de datos de una persona",
    ["institution_head"],
    process=RECORDS,
    part=Part.DECIDE,
)
