"""What can be done with procedures: prepared, approved, applied, reviewed and corrected."""

from minga.workplan.procedures.actions.approval import (
    pass_version,
    return_version,
    submit_version,
)
from minga.workplan.procedures.actions.draft import (
    Named,
    add_part,
    change_part,
    change_text,
    create_procedure,
    discard_draft,
    move_part,
    remove_part,
    start_draft,
)
from minga.workplan.procedures.actions.faults import (
    Correction,
    Found,
    agree_correction,
    analyse_cause,
    check_effect,
    corrected_by,
    dismiss_fault,
    lacks_correction,
    may_be_checked,
    report_fault,
)
from minga.workplan.procedures.actions.reviewing import (
    Measured,
    Reviewed,
    record_review,
    set_period,
)
from minga.workplan.procedures.actions.using import (
    Done,
    close_use,
    mark_done,
    move_use,
    start_use,
    undo,
)

__all__ = [
    "Correction",
    "Done",
    "Found",
    "Measured",
    "Named",
    "Reviewed",
    "add_part",
    "agree_correction",
    "analyse_cause",
    "change_part",
    "change_text",
    "check_effect",
    "close_use",
    "corrected_by",
    "create_procedure",
    "discard_draft",
    "dismiss_fault",
    "lacks_correction",
    "mark_done",
    "may_be_checked",
    "move_part",
    "move_use",
    "pass_version",
    "record_review",
    "remove_part",
    "report_fault",
    "return_version",
    "set_period",
    "start_draft",
    "start_use",
    "submit_version",
    "undo",
]
