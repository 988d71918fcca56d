"""What is measured of the portfolio: expected projects that are loaded, loaded ones complete."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.indicators.registry import Indicator, Row, register
from minga.territory.frames import Frame, frame_on
from minga.works.completeness import COMPLETE, lacking, sentence
from minga.works.models import ProjectShare
from minga.works.portfolio import Portfolio

DIMENSIONS = (("service", "Servicio"),)
SOURCE = "Cartera de proyectos de Minga"
LISTED = "de la lista de la identificación presupuestaria del año"


def declare() -> None:
    register(
        Indicator(
            key="cartera-cargada",
            label="Cartera cargada",
            definition=f"Parte de los proyectos {LISTED} que tiene su registro en la cartera.",
            formula="Proyectos esperados con registro ÷ proyectos esperados.",
            source=SOURCE,
            rows=loaded,
            dimensions=DIMENSIONS,
            row_words=("proyecto esperado", "proyectos esperados"),
        )
    )
    register(
        Indicator(
            key="cartera-completa",
            label="Cartera completa",
            definition=(
                f"Parte de los proyectos cargados {LISTED} cuyo registro tiene los diez "
                "descriptores, el costo, las fechas, el RATE, la ubicación y su unidad."
            ),
            formula="Proyectos cargados completos ÷ proyectos cargados.",
            source=SOURCE,
            rows=complete,
            dimensions=(("place", "Lugar"), *DIMENSIONS),
            row_words=("proyecto cargado", "proyectos cargados"),
        )
    )


def loaded(
    *, on: date, known_at: datetime, frame: date, place: str, access: Access, by: str
) -> list[Row]:
    """A list is of no place: of one, nothing is told."""
    if place:
        return []
    told = Portfolio.of(on.year, on, access)
    return [
        Row(
            public_id=row.public_id,
            label=str(row),
            numerator=int(any(p.event.recorded_at <= known_at for p in told.projects_of(row))),
            denominator=1,
            note=row.source,
            groups=(("service", row.service.public_id, row.service.name),),
        )
        for row in told.expected
    ]


def complete(
    *, on: date, known_at: datetime, frame: date, place: str, access: Access, by: str
) -> list[Row]:
    told = Portfolio.of(on.year, on, access)
    division = frame_on(frame)
    places = _places([project.pk for project in told.loaded])
    keep = _inside(division, place)
    return list(_rows(told, division, places, keep))


def _rows(
    told: Portfolio,
    division: Frame,
    places: dict[int, list[int]],
    keep: Callable[[list[int]], bool],
) -> Iterator[Row]:
    for project in told.loaded:
        where = places.get(project.pk, [])
        if not keep(where):
            continue
        most = where[0] if where else None
        version = division.versions.get(most) if most is not None else None
        yield Row(
            public_id=project.public_id,
            label=f"{project.bip} {project.name}",
            numerator=int(project.met == COMPLETE),
            denominator=1,
            code=f"{project.bip} {project.stage}",
            url=reverse("works:project", args=[project.public_id]),
            note=sentence(lacking(project)).capitalize(),
            groups=(
                (
                    "place",
                    version.territory.public_id if version else "",
                    version.name if version else "Sin comuna",
                ),
                ("service", project.service.public_id, project.service.name),
            ),
        )


def _places(keys: list[int]) -> dict[int, list[int]]:
    """The communes of each project, largest share first."""
    found: dict[int, list[int]] = {}
    shares: Any = ProjectShare.objects.filter(project__in=keys).order_by("-hundredths", "pk")
    for project, territory in shares.values_list("project", "territory"):
        found.setdefault(project, []).append(territory)
    return found


def _inside(division: Frame, place: str) -> Callable[[list[int]], bool]:
    """Whether any of the communes is in the place."""
    if not place:
        return lambda where: True
    version = division.by_public_id(place)
    if version is None:
        return lambda where: False
    inside = {one.territory_id for one in division.division.inside(version.territory_id)}
    inside.add(version.territory_id)
    return lambda where: bool(inside & set(where))
