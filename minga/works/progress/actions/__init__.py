"""What can be done with the progress of projects: report, correct, spend, close, reopen."""

from minga.works.progress.actions.asking import ask_for_reports
from minga.works.progress.actions.closing import close_month, reopen_month
from minga.works.progress.actions.reporting import (
    Picture,
    Progress,
    add_pictures,
    correct_report,
    report_month,
)
from minga.works.progress.actions.spending import Paid, record_spending, take_back_spending

__all__ = [
    "Paid",
    "Picture",
    "Progress",
    "add_pictures",
    "ask_for_reports",
    "close_month",
    "correct_report",
    "record_spending",
    "reopen_month",
    "report_month",
    "take_back_spending",
]
