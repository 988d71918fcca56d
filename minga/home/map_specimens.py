"""The maps of the style page: invented figures over the communes of the division one looks at."""

from minga.home.specimens import MATTERS
from minga.territory.frames import Frame
from minga.territory.maps import Ground, MapArea, MapLine, MapPoint, PlaceMap, ground_of
from minga.territory.models import Territory
from minga.territory.place_map import address

SOURCE = "Cifras inventadas."
POINTS = (
    MapPoint(
        name="Escuela Los Molles",
        kind="escuela",
        at=(-69.9, -20.55),
        symbol="square",
        note="Básica",
    ),
    MapPoint(
        name="Consultorio Santa Rosa",
        kind="consultorio",
        at=(-69.55, -20.8),
        symbol="diamond",
        tone="stop",
        state="atrasado",
    ),
    MapPoint(
        name="Cuartel Norte",
        kind="seguridad",
        at=(-69.4, -20.3),
        symbol="triangle",
        tone="wait",
        state="espera acta",
    ),
    MapPoint(name="Plaza Brisas", kind="plaza", at=(-69.75, -19.7), tone="done", state="terminada"),
)
LINES = (
    MapLine(
        name="Avenida Las Camanchacas",
        kind="calle",
        path=((-70.0, -20.9), (-69.8, -21.0), (-69.6, -21.2)),
        tone="going",
    ),
)


def specimens(region: Territory, frame: Frame) -> dict[str, PlaceMap]:
    """A map that measures, one that shows where things are, one without land."""
    ground = ground_of(frame, frame.communes_in(region.pk))
    where = address(region, frame, "geometry")
    places = {land.ident: land.version.territory for land in ground.lands}
    matters = tuple(
        MapArea(ident, MATTERS.get(place.key), address(place, frame))
        for ident, place in places.items()
    )
    return {
        "matters": PlaceMap(
            title="En el mapa la cifra se escribe en el lugar",
            note="Asuntos abiertos por comuna",
            ground=ground,
            areas=matters,
            limits=(0, 1, 2),
            value_title="Asuntos",
            selected=next((i for i, place in places.items() if place.key == "pica"), ""),
            geometry_url=where,
            source=SOURCE,
        ),
        "things": PlaceMap(
            title="Una obra va atrasada y otra espera su acta",
            note="Cada tipo tiene su forma, cada estado su color y su palabra",
            ground=ground,
            areas=tuple(MapArea(area.ident, href=area.href) for area in matters),
            points=POINTS,
            lines=LINES,
            place_title="Lugar",
            geometry_url=where,
            source=SOURCE,
        ),
        "empty": PlaceMap(
            title="Sin contorno no hay dibujo",
            note="Se dice qué falta",
            ground=Ground(frame.on, ()),
        ),
    }
