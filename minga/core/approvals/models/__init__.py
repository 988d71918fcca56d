"""What is sent to approval and decided, the rules of its steps, and the second factor."""

from minga.core.approvals.models.factor import FactorUse, RecoveryCode, SecondFactor
from minga.core.approvals.models.rule import StepRule
from minga.core.approvals.models.submission import Decision, Submission, SubmissionStep

__all__ = [
    "Decision",
    "FactorUse",
    "RecoveryCode",
    "SecondFactor",
    "StepRule",
    "Submission",
    "SubmissionStep",
]
