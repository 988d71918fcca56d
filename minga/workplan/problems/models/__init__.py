"""What is kept of a territorial problem: who meets over it, what each promised, what is missing."""

from minga.workplan.problems.models.meeting import (
    OPEN_MEETING,
    AgendaItem,
    Attendance,
    GapOutcome,
    Meeting,
    MeetingState,
)
from minga.workplan.problems.models.problem import (
    LIVE,
    ProblemFigure,
    ProblemService,
    ProblemState,
    TerritorialProblem,
)
from minga.workplan.problems.models.promise import (
    BackingSignature,
    FormalBacking,
    Funding,
    Gap,
    GapState,
    PartyCommitment,
)

__all__ = [
    "LIVE",
    "OPEN_MEETING",
    "AgendaItem",
    "Attendance",
    "BackingSignature",
    "FormalBacking",
    "Funding",
    "Gap",
    "GapOutcome",
    "GapState",
    "Meeting",
    "MeetingState",
    "PartyCommitment",
    "ProblemFigure",
    "ProblemService",
    "ProblemState",
    "TerritorialProblem",
]
