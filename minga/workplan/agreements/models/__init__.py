"""Performance agreements: the agreement with its versions and goals, and what was measured."""

from minga.workplan.agreements.models.agreement import (
    Agreement,
    AgreementVersion,
    Goal,
    GoalLine,
    GoalPart,
)
from minga.workplan.agreements.models.facts import Measurement, MeasurementReview

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Goal",
    "GoalLine",
    "GoalPart",
    "Measurement",
    "MeasurementReview",
]
