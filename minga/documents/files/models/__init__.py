"""What states ask for, what the file of a case holds, and samples of files."""

from minga.documents.files.models.contents import (
    Filing,
    IndexedFile,
    Misfiling,
    Passage,
    Waiver,
)
from minga.documents.files.models.rules import Requirement, RuleChange
from minga.documents.files.models.samples import Sample, SampleItem

__all__ = [
    "Filing",
    "IndexedFile",
    "Misfiling",
    "Passage",
    "Requirement",
    "RuleChange",
    "Sample",
    "SampleItem",
    "Waiver",
]
