"""Definitions as the tests need them, made by the same actions as anybody's."""

from collections.abc import Sequence
from datetime import date

from minga.strategy.actions import approve_definitions, propose_definitions
from minga.strategy.models import DefinitionVersion
from minga.strategy.products import Part, Product
from tests.conftest import TODAY, Cast

OBJECTIVES = [("Déficit", "Reducirlo"), ("Calidad", "Elevarla")]
HOUSES = Product("Viviendas", "Familias", "subsidies", (1,), True, (Part("Nuevas"), Part("Usadas")))
STREETS = Product("Calles", "Vecinos", "paving", (1, 2))


def proposed(
    cast: Cast,
    mission: str = "Servir",
    on: date = TODAY,
    products: Sequence[Product] = (),
) -> DefinitionVersion:
    """Ana's, sent to approval."""
    return propose_definitions(
        cast.serviu,
        mission=mission,
        objectives=OBJECTIVES,
        products=products,
        by=cast.ana.on(on),
        on=on,
    )


def approved(
    cast: Cast,
    mission: str = "Servir",
    on: date = TODAY,
    products: Sequence[Product] = (),
) -> DefinitionVersion:
    """Ana's, approved by Diana the same day."""
    return approve_definitions(proposed(cast, mission, on, products), by=cast.diana.on(on), on=on)
