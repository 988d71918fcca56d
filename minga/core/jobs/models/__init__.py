"""What runs in the background, the calendar that starts it, and what is sent by it."""

from minga.core.jobs.models.calendar import ScheduledRun, Subscription
from minga.core.jobs.models.job import Job, JobQuerySet

__all__ = ["Job", "JobQuerySet", "ScheduledRun", "Subscription"]
