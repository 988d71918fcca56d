"""Tables of control visits: rules with their questions, visits, what came back from the ground."""

from minga.visits.models.reports import Photo, VisitReport
from minga.visits.models.rules import Question, RuleVersion, VisitRule
from minga.visits.models.visits import Assignment, Attempt, Extension, Visit, VisitPlace

__all__ = [
    "Assignment",
    "Attempt",
    "Extension",
    "Photo",
    "Question",
    "RuleVersion",
    "Visit",
    "VisitPlace",
    "VisitReport",
    "VisitRule",
]
