"""Who writes letters, who signs them, who numbers and sends them."""

from minga.core.permissions import Part, Process, declare, declare_process

OF = "letters"
declare_process(
    Process(OF, "oficios", "Firma la jefatura de la unidad o quien dirige, según el oficio.")
)
PREPARE = declare(
    "letters.prepare",
    "preparar oficios",
    ["unit_officer", "legal"],
    process=OF,
    part=Part.PREPARE,
)
SIGN = declare(
    "letters.sign",
    "firmar oficios",
    ["institution_head", "unit_head"],
    process=OF,
    part=Part.DECIDE,
)
NUMBER = declare(
    "letters.number",
    "numerar y despachar oficios",
    ["registry_officer"],
    process=OF,
    part=Part.PREPARE,
)
ALL = (PREPARE, SIGN, NUMBER)
