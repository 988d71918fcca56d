"""Where the actions of works ask what is wrong with a project; `validations` answers.

The catalogue of rules stands above everything it looks at. What saves or approves stands below and
asks through here, within its own transaction, before it is done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from minga.core.errors import DomainError
from minga.works.models import Project


class Severity(StrEnum):
    STOPS = "stops"
    WARNS = "warns"


@dataclass(frozen=True)
class Finding:
    """One thing wrong: `sentence` says it with its figures, `reason` the norm or the technique
    behind it, `mend` where to go, at `url`. `cell` is the field or the cell of a grid
    («31-02-004/2008-03»). `digest` changes when the figures do: a justification is of one digest.
    """

    code: str
    severity: Severity
    sentence: str
    reason: str
    mend: str
    url: str
    cell: str = ""
    digest: str = ""
    justification: str = ""


Review = Callable[[Project, int | None], Sequence[Finding]]
_reviews: list[Review] = []


class Stopped(DomainError):
    """Saving stops at what can't be."""

    code = "works.stopped"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(finding.sentence for finding in findings))


def register_review(review: Review) -> None:
    assert review not in _reviews, review
    _reviews.append(review)


def findings_of(project: Project, version: int | None = None) -> list[Finding]:
    """What is wrong with a project; `version`: a draft of its schedule to look at instead."""
    return [finding for review in _reviews for finding in review(project, version)]


def require_sound(project: Project, version: int | None = None) -> None:
    """Raises Stopped, with every finding that stops."""
    stopping = [f for f in findings_of(project, version) if f.severity is Severity.STOPS]
    if stopping:
        raise Stopped(stopping)
