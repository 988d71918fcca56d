"""Tables that every area stands on."""

from minga.core.models.batch import Batch
from minga.core.models.event import Chain, Event
from minga.core.models.fact import DigestKey, Fact, FactQuerySet
from minga.core.models.folio import Folio
from minga.core.models.login import User
from minga.core.models.preparation import Preparation
from minga.core.models.verification import Verification

__all__ = [
    "Batch",
    "Chain",
    "DigestKey",
    "Event",
    "Fact",
    "FactQuerySet",
    "Folio",
    "Preparation",
    "User",
    "Verification",
]
