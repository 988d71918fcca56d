"""Where this area stands in the menu."""

from minga.commitments import awaiting
from minga.commitments.permissions import ANSWER, ASSESS, REGISTER, REPORT, VERIFY
from minga.core.access import Access
from minga.core.shell import Area

AUDIT_PAGES = tuple(
    f"commitments:{name}"
    for name in (
        "audits", "audit", "new_audit", "add_finding", "finding", "answer_finding",
        "assess_finding", "add_rows", "audit_file", "finding_rows",
    )
)  # fmt: skip
COMMITMENT_PAGES = tuple(
    f"commitments:{name}"
    for name in (
        "commitments", "commitment", "new", "report", "verify", "return_report", "extend", "hand",
        "split", "void", "not_fulfilled", "pause", "resume", "chasing", "set_rule", "set_mailbox",
        "of_case", "of_organisation",
    )
)  # fmt: skip


def _has_commitments(access: Access) -> bool:
    given = any(access.may(permission) for permission in (REGISTER, REPORT, VERIFY))
    return given or access.reads_all


def _has_audits(access: Access) -> bool:
    return access.may(ASSESS) or access.may(ANSWER) or access.reads_all


AREAS = (
    Area(
        "Compromisos",
        "commitments:commitments",
        order=34,
        count=awaiting.count,
        shown=_has_commitments,
        pages=COMMITMENT_PAGES,
    ),
    Area(
        "Auditorías",
        "commitments:audits",
        order=35,
        count=awaiting.count_findings,
        shown=_has_audits,
        pages=AUDIT_PAGES,
    ),
)
