"""Indicators that a goal may name although their area has not arrived: the goal says so and shows
no figure. When the area registers the same key, the goal is measured by itself."""

from dataclasses import dataclass

from minga.core.access import Access
from minga.core.indicators.registry import Indicator, indicator_of, registered


@dataclass(frozen=True)
class Announced:
    """One that will be measured. `area`: whose arrival it waits for."""

    key: str
    label: str
    area: str
    unit: str = "%"

    @property
    def module(self) -> str:
        """As users call an area, which for them is one of their region."""
        return f"el módulo de {self.area} de Minga"


ANNOUNCED = {
    item.key: item
    for item in (
        Announced("pagos-por-el-sistema", "Pagos de subsidios hechos por el sistema", "pagos"),
        Announced("campos-soe-completos", "Información completa de los proyectos", "obras"),
        Announced("actas-a-tiempo", "Actas publicadas a tiempo", "barrios"),
    )
}
Measurer = Indicator | Announced


def measurer_of(key: str) -> Measurer | None:
    """The indicator, else its announcement; None of a key that nobody knows."""
    return indicator_of(key) or ANNOUNCED.get(key)


def choices(access: Access) -> list[tuple[str, str]]:
    """What a goal may be measured by: what Minga measures first, then what it will."""
    known = [(item.key, item.label) for item in registered(access)]
    found = {key for key, _ in known}
    later = [
        (item.key, f"{item.label} (cuando llegue {item.module})")
        for item in ANNOUNCED.values()
        if item.key not in found
    ]
    return known + later
