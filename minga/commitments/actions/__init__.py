"""What can be done with commitments and audits: one function, one transaction, one event."""

from minga.commitments.actions.audits import (
    add_finding,
    add_rows,
    answer_finding,
    assess_finding,
    register_audit,
)
from minga.commitments.actions.chasing import pause_chase, resume_chase, set_mailbox, set_rule
from minga.commitments.actions.deciding import (
    declare_not_fulfilled,
    extend_term,
    hand_over,
    split_commitment,
    void_commitment,
)
from minga.commitments.actions.promising import Promise, register_commitment
from minga.commitments.actions.reporting import (
    report_fulfilment,
    return_report,
    verify_fulfilment,
)

__all__ = [
    "Promise",
    "add_finding",
    "add_rows",
    "answer_finding",
    "assess_finding",
    "declare_not_fulfilled",
    "extend_term",
    "hand_over",
    "pause_chase",
    "register_audit",
    "register_commitment",
    "report_fulfilment",
    "resume_chase",
    "return_report",
    "set_mailbox",
    "set_rule",
    "split_commitment",
    "verify_fulfilment",
    "void_commitment",
]
