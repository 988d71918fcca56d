"""Tables of commitments and audits."""

from minga.commitments.models.audit import (
    Audit,
    AuditQuerySet,
    Finding,
    FindingAnswer,
    FindingFollowUp,
    FindingList,
    FindingQuerySet,
    FindingRow,
    Outcome,
    Seriousness,
)
from minga.commitments.models.chase import ChaseRule, Mailbox, Reminder, ReminderLine
from minga.commitments.models.commitment import (
    Commitment,
    CommitmentQuerySet,
    CommitmentStep,
    State,
    StepKind,
)

__all__ = [
    "Audit",
    "AuditQuerySet",
    "ChaseRule",
    "Commitment",
    "CommitmentQuerySet",
    "CommitmentStep",
    "Finding",
    "FindingAnswer",
    "FindingFollowUp",
    "FindingList",
    "FindingQuerySet",
    "FindingRow",
    "Mailbox",
    "Outcome",
    "Reminder",
    "ReminderLine",
    "Seriousness",
    "State",
    "StepKind",
]
