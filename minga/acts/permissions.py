"""Who may do what with acts: the row «acts and their number» of who does what."""

from minga.core.permissions import Part, declare

OF = "acts"
DRAFTERS = ["unit_officer", "unit_head", "works_inspector", "works_head"]

DRAFT = declare("acts.draft", "preparar actos", DRAFTERS, process=OF, part=Part.PREPARE)
VISA_UNIT = declare(
    "acts.visa_unit", "visar actos como jefatura", ["unit_head"], process=OF, part=Part.REVIEW
)
VISA_LEGAL = declare(
    "acts.visa_legal", "visar actos en lo jurídico", ["legal"], process=OF, part=Part.REVIEW
)
VISA_CONTROL = declare(
    "acts.visa_control",
    "visar actos en Contraloría Interna",
    ["internal_control"],
    process=OF,
    part=Part.REVIEW,
)
SIGN = declare("acts.sign", "firmar actos", ["institution_head"], process=OF, part=Part.DECIDE)
NUMBER = declare(
    "acts.number",
    "numerar actos y registrar su trámite",
    ["registry_officer"],
    process=OF,
    part=Part.PREPARE,
)
SET_KINDS = declare("acts.set_kinds", "fijar qué necesita cada tipo de acto", ["administrator"])
