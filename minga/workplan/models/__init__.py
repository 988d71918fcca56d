"""Work plans: the plan with its versions, and what was proved of each activity."""

from minga.workplan.models.facts import ActivityStatus, Evidence, EvidenceReview, Status
from minga.workplan.models.official import Officialisation
from minga.workplan.models.plan import Activity, ActivityLine, Objective, WorkPlan, WorkPlanVersion
from minga.workplan.models.stages import Stage, StageClosing

__all__ = [
    "Activity",
    "ActivityLine",
    "ActivityStatus",
    "Evidence",
    "EvidenceReview",
    "Objective",
    "Officialisation",
    "Stage",
    "StageClosing",
    "Status",
    "WorkPlan",
    "WorkPlanVersion",
]
