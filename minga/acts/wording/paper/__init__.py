"""The official paper of acts and letters: `resolution(…)` and `letter(…)` give a PDF, `draft_docx`
the same words to work on."""

from minga.acts.wording.paper.pdf import letter, resolution
from minga.acts.wording.paper.spec import Addressee, Letter, Paper, Resolution, Signature
from minga.acts.wording.paper.word import draft_docx

__all__ = [
    "Addressee",
    "Letter",
    "Paper",
    "Resolution",
    "Signature",
    "draft_docx",
    "letter",
    "resolution",
]
