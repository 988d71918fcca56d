"""Who may do what with strategic definitions."""

from minga.core.permissions import declare

PREPARE = declare(
    "strategy.prepare", "proponer definiciones estratégicas", ["unit_officer", "unit_head"]
)
APPROVE = declare("strategy.approve", "aprobar definiciones estratégicas", ["institution_head"])
