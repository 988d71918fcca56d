"""Who writes letters, who visas and signs them, who numbers and sends them."""

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
VISA_UNIT = declare(
    "letters.visa_unit", "visar oficios como jefatura", ["unit_head"], process=OF, part=Part.REVIEW
)
VISA_LEGAL = declare(
    "letters.visa_legal", "visar oficios en lo jurídico", ["legal"], process=OF, part=Part.REVIEW
)
VISA_CONTROL = declare(
    "letters.visa_control",
    "visar oficios en Contraloría Interna",
    ["internal_control"],
    process=OF,
    part=Part.REVIEW,
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
RECEIVE = declare(
    "letters.receive",
    "registrar oficios recibidos",
    ["registry_officer"],
    process=OF,
    part=Part.PREPARE,
)
ALL = (PREPARE, VISA_UNIT, VISA_LEGAL, VISA_CONTROL, SIGN, NUMBER, RECEIVE)
