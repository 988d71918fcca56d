"""Procedures: what they say in versions, how they are used, reviewed and corrected."""

from minga.workplan.procedures.models.fault import (
    CorrectiveAction,
    NonConformity,
    NonConformityStep,
)
from minga.workplan.procedures.models.parts import (
    OutputRequirement,
    ProcedureActivity,
    ProcedureOutput,
)
from minga.workplan.procedures.models.procedure import Procedure, ProcedureVersion
from minga.workplan.procedures.models.review import (
    ProcedureReview,
    RequirementResult,
    ReviewPeriod,
)
from minga.workplan.procedures.models.use import ProcedureUse, UseStep

__all__ = [
    "CorrectiveAction",
    "NonConformity",
    "NonConformityStep",
    "OutputRequirement",
    "Procedure",
    "ProcedureActivity",
    "ProcedureOutput",
    "ProcedureReview",
    "ProcedureUse",
    "ProcedureVersion",
    "RequirementResult",
    "ReviewPeriod",
    "UseStep",
]
