"""What can be done with acts: one function, one transaction, one event."""

from minga.acts.actions.draft import (
    Text,
    add_effect,
    add_notice,
    draft_act,
    edit_act,
    redo_act,
    relate,
    take_out,
    void,
)
from minga.acts.actions.kinds import add_kind, set_rule
from minga.acts.actions.process import (
    close,
    file_signed_copy,
    number_act,
    publish,
    record_notice,
    record_review,
    register_earlier,
    send_to_review,
)

__all__ = [
    "Text",
    "add_effect",
    "add_kind",
    "add_notice",
    "close",
    "draft_act",
    "edit_act",
    "file_signed_copy",
    "number_act",
    "publish",
    "record_notice",
    "record_review",
    "redo_act",
    "register_earlier",
    "relate",
    "send_to_review",
    "set_rule",
    "take_out",
    "void",
]
