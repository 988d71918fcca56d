"""Tables of the formulation: projects, their costs and sources, what they belong to."""

from minga.works.models.costs import CostLine, FundingSource, SourceKind
from minga.works.models.portfolio import ExpectedProject, Precondition, PreconditionKind
from minga.works.models.project import (
    Project,
    ProjectInitiative,
    ProjectQuerySet,
    ProjectShare,
    ProjectStage,
    ProjectState,
    Rate,
    Typology,
)

__all__ = [
    "CostLine",
    "ExpectedProject",
    "FundingSource",
    "Precondition",
    "PreconditionKind",
    "Project",
    "ProjectInitiative",
    "ProjectQuerySet",
    "ProjectShare",
    "ProjectStage",
    "ProjectState",
    "Rate",
    "SourceKind",
    "Typology",
]
