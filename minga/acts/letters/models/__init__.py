"""Tables of letters: those that are sent, one by one or many of one text, and those that come."""

from minga.acts.letters.models.batch import BatchRow, LetterBatch
from minga.acts.letters.models.letter import Letter, LetterAddressee
from minga.acts.letters.models.received import ReceivedLetter, Standing
from minga.acts.letters.models.written import SIGNED, VISAS, LetterKind, Signs

__all__ = [
    "SIGNED",
    "VISAS",
    "BatchRow",
    "Letter",
    "LetterAddressee",
    "LetterBatch",
    "LetterKind",
    "ReceivedLetter",
    "Signs",
    "Standing",
]
