"""The maps of problems: one with its neighbourhood, and all of them over their communes."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from django.urls import reverse

from minga.core.charts import Tone
from minga.territory.frames import Frame
from minga.territory.maps import MapArea, MapPoint, PlaceMap, ground_of
from minga.territory.place_map import address, commune_of, ground_under, limits_of
from minga.workplan.problems.models import TerritorialProblem

TONES = {"draft": "unstarted", "open": "wait", "solving": "going", "solved": "done", "left": "stop"}


def map_of(problem: TerritorialProblem, frame: Frame) -> PlaceMap:
    """The commune with its neighbourhoods, and the point, where it has one."""
    territory = problem.territory
    ground = ground_under(territory, frame, near=True)
    return PlaceMap(
        title=f"Dónde está: {frame.name_of(territory.pk)}",
        note="El lugar del problema" + ("" if problem.at else ", sin un punto señalado"),
        ground=ground,
        areas=tuple(
            MapArea(land.ident, href=address(land.version.territory, frame))
            for land in ground.lands
        ),
        points=_points([problem]),
        place_title="Lugar",
        area_kind="lugar",
        selected=territory.public_id,
        geometry_url=address(territory, frame, "geometry") + "&cerca=1",
    )


def map_of_all(problems: Sequence[TerritorialProblem], frame: Frame) -> PlaceMap | None:
    """How many there are in each commune of the regions that have one."""
    if not problems:
        return None
    by_commune = Counter(
        commune.territory.public_id
        for problem in problems
        if (commune := commune_of(problem.territory, frame)) is not None
    )
    regions = {region.territory_id for p in problems if (region := frame.region_of(p.territory_id))}
    lands = [version for region in sorted(regions) for version in frame.communes_in(region)]
    ground = ground_of(frame, lands)
    return PlaceMap(
        title=_title(problems, by_commune, frame),
        note="Problemas territoriales de la lista, por comuna",
        ground=ground,
        areas=tuple(
            MapArea(land.ident, by_commune[land.ident], address(land.version.territory, frame))
            for land in ground.lands
        ),
        points=_points(problems),
        limits=limits_of(sorted(set(by_commune.values()))),
        value_title="Problemas",
        geometry_url="",
    )


def _title(problems: Sequence[TerritorialProblem], by_commune: Counter[str], frame: Frame) -> str:
    if not by_commune:
        return "Problemas de toda la región"
    ident, most = by_commune.most_common(1)[0]
    place = frame.by_public_id(ident)
    name = place.name if place else ""
    word = "problema" if most == 1 else "problemas"
    return f"{name} tiene {most} {word} de {len(problems)}"


def _points(problems: Sequence[TerritorialProblem]) -> tuple[MapPoint, ...]:
    return tuple(
        MapPoint(
            name=problem.title,
            kind="problema",
            at=problem.at,
            symbol="diamond",
            tone=cast(Tone, TONES[problem.state]),
            state=problem.get_state_display(),
            href=reverse("problems:problem", args=[problem.public_id]),
        )
        for problem in problems
        if problem.at
    )
