"""Our own schematic of the communes of the north: to recognise a place, never to measure it.

Tarapacá and Arica y Parinacota, drawn by hand on a grid of a tenth of a degree (some 10 km) with
straight edges; the coast is pushed out so that narrow communes can be seen. Neighbours name the
same points, so their edges meet exactly. Not one vertex comes from public cartography: whoever
needs a boundary asks the geometry of the territory.
"""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple, TypedDict

NOTE = "Esquema referencial, sin validez legal."

NAMES = {
    "general-lagos": "General Lagos",
    "putre": "Putre",
    "arica": "Arica",
    "camarones": "Camarones",
    "huara": "Huara",
    "camina": "Camiña",
    "colchane": "Colchane",
    "pozo-almonte": "Pozo Almonte",
    "pica": "Pica",
    "iquique": "Iquique",
    "alto-hospicio": "Alto Hospicio",
}

# Tenths of a degree, west and south negative. Inner points are named after who meets there.
POINTS: dict[str, tuple[int, int]] = {
    # coast, from north to south
    "coast_north": (-704, -183),
    "coast_arica": (-703, -186),
    "coast_arica_camarones": (-704, -188),
    "coast_camarones": (-703, -190),
    "coast_camarones_huara": (-703, -192),
    "coast_huara_north": (-702, -194),
    "coast_huara_cape": (-703, -196),
    "coast_huara_south": (-702, -198),
    "coast_huara_iquique": (-702, -201),
    "coast_iquique_bay": (-702, -203),
    "coast_iquique_cape": (-703, -205),
    "coast_iquique_middle": (-702, -207),
    "coast_iquique_point": (-703, -210),
    "coast_iquique_south": (-701, -212),
    "coast_south": (-701, -214),
    # borders of the country, from north-west to south
    "north_plain": (-701, -183),
    "north_arica_lagos": (-698, -181),
    "north_lagos": (-698, -177),
    "north_tip": (-695, -175),
    "east_lagos": (-693, -178),
    "east_lagos_putre": (-693, -180),
    "east_putre_north": (-691, -180),
    "east_putre_middle": (-691, -183),
    "east_putre_south": (-690, -186),
    "east_putre_colchane": (-689, -189),
    "east_colchane_north": (-687, -192),
    "east_colchane": (-684, -194),
    "east_colchane_south": (-686, -197),
    "east_colchane_pica": (-686, -198),
    "east_pica_north": (-685, -200),
    "east_pica_bight": (-687, -201),
    "east_pica_waist": (-687, -205),
    "east_pica_peak": (-684, -206),
    "east_pica_middle": (-686, -208),
    "east_pica_south": (-685, -211),
    "south_pica_pozo": (-689, -213),
    "south_pozo": (-693, -214),
    "south_tip": (-696, -216),
    "south_pozo_west": (-697, -214),
    "south_iquique_pozo": (-699, -214),
    # where three meet
    "arica_lagos_putre": (-697, -182),
    "arica_camarones_putre": (-695, -187),
    "camarones_putre_colchane": (-690, -190),
    "camarones_camina_colchane": (-693, -191),
    "camarones_huara_camina": (-694, -190),
    "huara_camina_colchane": (-692, -193),
    "huara_colchane_pica": (-689, -196),
    "huara_pica_pozo": (-690, -199),
    "huara_pozo_hospicio": (-699, -200),
    "huara_iquique_hospicio": (-701, -201),
    "iquique_hospicio_pozo": (-701, -204),
    # bends of a border between two
    "lagos_putre": (-696, -180),
    "arica_putre": (-697, -185),
    "arica_camarones": (-699, -188),
    "camarones_putre": (-693, -188),
    "camarones_huara": (-699, -190),
    "camina_huara_north": (-695, -192),
    "camina_huara_shelf": (-698, -193),
    "camina_huara_south": (-698, -197),
    "camina_huara_east": (-694, -195),
    "huara_colchane_east": (-690, -193),
    "huara_colchane": (-691, -195),
    "huara_pozo": (-693, -200),
    "huara_pozo_west": (-698, -201),
    "hospicio_pozo": (-699, -203),
    "iquique_pozo": (-700, -207),
    "iquique_pozo_south": (-699, -211),
    "pica_pozo_north": (-690, -202),
    "pica_pozo_neck": (-691, -203),
    "pica_pozo_corner": (-695, -203),
    "pica_pozo_west": (-695, -207),
    "pica_pozo_middle": (-690, -207),
    "pica_pozo_south": (-690, -211),
}

# Each ring goes clockwise from its north-west and closes by itself.
RINGS = {
    key: tuple(names.split())
    for key, names in {
        "general-lagos": """
            north_lagos north_tip east_lagos east_lagos_putre lagos_putre arica_lagos_putre
            north_arica_lagos
        """,
        "putre": """
            lagos_putre east_lagos_putre east_putre_north east_putre_middle east_putre_south
            east_putre_colchane camarones_putre_colchane camarones_putre arica_camarones_putre
            arica_putre arica_lagos_putre
        """,
        "arica": """
            coast_north north_plain north_arica_lagos arica_lagos_putre arica_putre
            arica_camarones_putre arica_camarones coast_arica_camarones coast_arica
        """,
        "camarones": """
            coast_arica_camarones arica_camarones arica_camarones_putre camarones_putre
            camarones_putre_colchane camarones_camina_colchane camarones_huara_camina
            camarones_huara coast_camarones_huara coast_camarones
        """,
        "huara": """
            coast_camarones_huara camarones_huara camarones_huara_camina camina_huara_north
            camina_huara_shelf camina_huara_south camina_huara_east huara_camina_colchane
            huara_colchane_east huara_colchane huara_colchane_pica huara_pica_pozo huara_pozo
            huara_pozo_west huara_pozo_hospicio huara_iquique_hospicio coast_huara_iquique
            coast_huara_south coast_huara_cape coast_huara_north
        """,
        "camina": """
            camina_huara_shelf camina_huara_north camarones_huara_camina
            camarones_camina_colchane huara_camina_colchane camina_huara_east camina_huara_south
        """,
        "colchane": """
            camarones_camina_colchane camarones_putre_colchane east_putre_colchane
            east_colchane_north east_colchane east_colchane_south east_colchane_pica
            huara_colchane_pica huara_colchane huara_colchane_east huara_camina_colchane
        """,
        "pozo-almonte": """
            huara_pozo_hospicio huara_pozo_west huara_pozo huara_pica_pozo pica_pozo_north
            pica_pozo_neck pica_pozo_corner pica_pozo_west pica_pozo_middle pica_pozo_south
            south_pica_pozo south_pozo south_tip south_pozo_west south_iquique_pozo
            iquique_pozo_south iquique_pozo iquique_hospicio_pozo hospicio_pozo
        """,
        "pica": """
            huara_pica_pozo huara_colchane_pica east_colchane_pica east_pica_north
            east_pica_bight east_pica_waist east_pica_peak east_pica_middle east_pica_south
            south_pica_pozo pica_pozo_south pica_pozo_middle pica_pozo_west pica_pozo_corner
            pica_pozo_neck pica_pozo_north
        """,
        "iquique": """
            coast_huara_iquique huara_iquique_hospicio iquique_hospicio_pozo iquique_pozo
            iquique_pozo_south south_iquique_pozo coast_south coast_iquique_south
            coast_iquique_point coast_iquique_middle coast_iquique_cape coast_iquique_bay
        """,
        "alto-hospicio": """
            huara_iquique_hospicio huara_pozo_hospicio hospicio_pozo iquique_hospicio_pozo
        """,
    }.items()
}

# Units of the drawing: a hundredth of a degree of latitude; one of longitude is narrower (cos 20°).
NORTH, WEST = -174, -705
NARROWING = 0.94
MARGIN = 4
ALL = tuple(RINGS)

Anchor = Literal["middle", "end"]


class Label(NamedTuple):
    """Where a name is written, in units of the drawing; on the coast it stands in the sea."""

    x: int
    y: int
    anchor: Anchor


LABELS = {
    "general-lagos": Label(90, 46, "middle"),
    "putre": Label(107, 104, "middle"),
    "arica": Label(44, 118, "middle"),
    "camarones": Label(62, 153, "middle"),
    "huara": Label(62, 238, "middle"),
    "camina": Label(92, 199, "middle"),
    "colchane": Label(152, 198, "middle"),
    "pozo-almonte": Label(100, 368, "middle"),
    "pica": Label(142, 312, "middle"),
    "iquique": Label(8, 352, "end"),
    "alto-hospicio": Label(8, 284, "end"),
}


class Shape(TypedDict):
    """A commune as a template draws it."""

    key: str
    name: str
    path: str
    current: bool
    label: Label


class Drawing(TypedDict):
    viewbox: str
    shapes: list[Shape]


def locator(keys: Iterable[str], shown: Collection[str], *, sea: int = 0) -> Drawing:
    """These communes, marking those looked at unless it is all; unknown keys are left out."""
    drawn = [key for key in keys if key in RINGS]
    whole = shown and all(key in shown for key in drawn)
    shapes: list[Shape] = [
        {
            "key": key,
            "name": NAMES[key],
            "path": path(key),
            "current": not whole and key in shown,
            "label": LABELS[key],
        }
        for key in drawn
    ]
    return {"viewbox": viewbox(drawn, sea=sea) if drawn else "0 0 1 1", "shapes": shapes}


def outline(key: str) -> tuple[tuple[int, int], ...]:
    """The ring of a commune, in units of the drawing."""
    return tuple(map(_drawn, RINGS[key]))


def path(key: str) -> str:
    """The `d` of an SVG path: one closed ring."""
    points = " ".join(f"{x} {y}" for x, y in outline(key))
    return f"M{points}z"


def viewbox(keys: Iterable[str] = ALL, *, sea: int = 0) -> str:
    """The `viewBox` that holds these communes, with room in the sea for names when asked."""
    points = [_drawn(name) for key in keys for name in RINGS[key]]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width, height = right - left + 2 * MARGIN + sea, bottom - top + 2 * MARGIN
    return f"{left - MARGIN - sea} {top - MARGIN} {width} {height}"


def _drawn(point: str) -> tuple[int, int]:
    east, north = POINTS[point]
    return round((east - WEST) * 10 * NARROWING), (NORTH - north) * 10
