"""Diffusion: the plan of a year with its mechanisms, and what was really published."""

from minga.workplan.diffusion.models.plan import (
    Audience,
    DiffusionPlan,
    DiffusionVersion,
    Frequency,
    Mechanism,
    MechanismKind,
    MechanismLine,
    PlannedDate,
)
from minga.workplan.diffusion.models.publication import Publication, PublicationFigure

__all__ = [
    "Audience",
    "DiffusionPlan",
    "DiffusionVersion",
    "Frequency",
    "Mechanism",
    "MechanismKind",
    "MechanismLine",
    "PlannedDate",
    "Publication",
    "PublicationFigure",
]
