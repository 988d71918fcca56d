"""Schedules: a version says the money, the physical progress and the milestones of each month."""

from minga.works.schedules.models.milestone import Milestone, MilestoneKind, RoundPlan
from minga.works.schedules.models.months import MonthAmount, MonthProgress
from minga.works.schedules.models.schedule import Schedule, ScheduleVersion

__all__ = [
    "Milestone",
    "MilestoneKind",
    "MonthAmount",
    "MonthProgress",
    "RoundPlan",
    "Schedule",
    "ScheduleVersion",
]
