"""What can be done with the files of cases."""

from minga.documents.files.actions.contents import file_among, receive, set_aside, waive
from minga.documents.files.actions.indexed import ask_indexed, contents_hash, file_indexed
from minga.documents.files.actions.rules import Asking, approve_change, propose_rule, set_status
from minga.documents.files.actions.samples import draw

__all__ = [
    "Asking",
    "approve_change",
    "ask_indexed",
    "contents_hash",
    "draw",
    "file_among",
    "file_indexed",
    "propose_rule",
    "receive",
    "set_aside",
    "set_status",
    "waive",
]
