"""What was done and spent in each month, the months that are closed, and their sums by year."""

from minga.works.progress.models.closing import MonthClosing
from minga.works.progress.models.report import MonthReport, MonthReportQuerySet, ReportPhoto
from minga.works.progress.models.spending import MonthSpending, SpendingOrigin
from minga.works.progress.models.summary import PortfolioYear

__all__ = [
    "MonthClosing",
    "MonthReport",
    "MonthReportQuerySet",
    "MonthSpending",
    "PortfolioYear",
    "ReportPhoto",
    "SpendingOrigin",
]
