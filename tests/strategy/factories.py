"""Definitions as the tests need them, made by the same actions as anybody's."""

from datetime import date

from minga.strategy.actions import approve_definitions, propose_definitions
from minga.strategy.models import DefinitionVersion
from tests.conftest import TODAY, Cast

OBJECTIVES = [("Déficit", "Reducirlo"), ("Calidad", "Elevarla")]


def proposed(cast: Cast, mission: str = "Servir", on: date = TODAY) -> DefinitionVersion:
    """Ana's, sent to approval."""
    return propose_definitions(
        cast.serviu, mission=mission, objectives=OBJECTIVES, by=cast.ana.on(on), on=on
    )


def approved(cast: Cast, mission: str = "Servir", on: date = TODAY) -> DefinitionVersion:
    """Ana's, approved by Diana the same day."""
    return approve_definitions(proposed(cast, mission, on), by=cast.diana.on(on), on=on)
