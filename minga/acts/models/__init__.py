"""Acts: their kinds with dated rules, the act, what it does to others, whom it is told."""

from minga.acts.models.act import Act
from minga.acts.models.kind import ActKind, ActKindRule
from minga.acts.models.parts import ActEffect, ActNotice, ActRelation

__all__ = ["Act", "ActEffect", "ActKind", "ActKindRule", "ActNotice", "ActRelation"]
