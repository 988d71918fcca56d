"""Who does what with the files of cases."""

from minga.core.permissions import declare

WORKERS = [
    "unit_officer",
    "unit_head",
    "programming_officer",
    "planning_officer",
    "works_inspector",
    "works_head",
    "subsidies_officer",
    "legal",
    "registry_officer",
    "internal_control",
]

RULE = declare(
    "documents.files.rule", "proponer qué documentos pide cada estado", ["administrator"]
)
APPROVE_RULE = declare(
    "documents.files.approve_rule",
    "aprobar qué documentos pide cada estado",
    ["institution_head"],
)
FILE = declare("documents.files.file", "cargar documentos en los expedientes", WORKERS)
SET_ASIDE = declare("documents.files.set_aside", "apartar documentos de otro caso", WORKERS)
COMPOSE = declare("documents.files.compose", "foliar expedientes en un PDF", [*WORKERS, "auditor"])
SAMPLE = declare(
    "documents.files.sample", "sortear muestras de expedientes", ["internal_control", "auditor"]
)
