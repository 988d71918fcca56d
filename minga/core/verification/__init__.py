"""`minga audit verify`: recompute chain, rows and files, and compare the head with the anchors.

It names the damage and survives it: what cannot be read is a finding, never an error. What the
events say is kept on disk while it reads, not in memory: there may be millions of rows.
"""

from minga.core.verification.anchored import compare
from minga.core.verification.reading import KEPT, Progress, Reading
from minga.core.verification.record import check, protected_models, verify
from minga.core.verification.runs import as_json, run

__all__ = [
    "KEPT",
    "Progress",
    "Reading",
    "as_json",
    "check",
    "compare",
    "protected_models",
    "run",
    "verify",
]
