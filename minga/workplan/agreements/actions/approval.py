"""Submitting, returning and approving a version, through the flow that `approvals.py` declares."""

from datetime import date

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.workplan.agreements.models import AgreementVersion


def submit_version(
    version: AgreementVersion, *, by: Access, on: date | None = None
) -> AgreementVersion:
    return approvals.begin(version, by=by, on=on)


def return_version(
    version: AgreementVersion, *, remarks: str, by: Access, on: date | None = None
) -> AgreementVersion:
    return approvals.return_it(version, remarks=remarks, seen=seen_of(version), by=by, on=on)


def approve_version(
    version: AgreementVersion, *, by: Access, on: date | None = None
) -> AgreementVersion:
    """Put it in force when it sums 100 and another person prepared it."""
    return approvals.pass_step(version, seen=seen_of(version), by=by, on=on)
