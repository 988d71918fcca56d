"""Whose history of letters and batches is read by whom: as their pages."""

from minga.acts.letters.approvals import page_of, page_of_received
from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.core.history import register_history


def declare() -> None:
    register_history(Letter, url=page_of)
    register_history(LetterBatch, url=page_of)
    register_history(ReceivedLetter, url=page_of_received)
