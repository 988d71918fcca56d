"""Boundaries: whose they are, what they would change, and where they can't lie."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from minga.core.numbers import decimal
from minga.territory.boundaries.files import Feature
from minga.territory.boundaries.matching import (
    OWN_CODE,
    OWN_NAME,
    Commune,
    Known,
    commune_of,
    plain,
    text,
)
from minga.territory.boundaries.mending import mend_area
from minga.territory.boundaries.plan import CHANGED, NEW, SAME, Item, Plan
from minga.territory.boundaries.remarks import Remark, note
from minga.territory.frames import Frame
from minga.territory.locate import Shares, shares_in
from minga.territory.models import GeometryKind, Kind, Outline
from minga.territory.outlining import area_of, digest_of, holding, standing
from minga.territory.shapes import outlines_on

# Hundredths of a percent of its ground.
HALF, ALMOST_ALL = 5_000, 9_900
OVERLAP = 0.01  # of the smaller of two neighbours
LONGEST = 80
SMALL_WORDS = {"de", "del", "la", "las", "los", "el", "y"}
REPEATED = "Borre las filas repetidas, o una sus partes en un solo elemento."


def judge_areas(
    plan: Plan, features: Sequence[Feature], known: Known, *, is_clockwise: bool
) -> None:
    """Fill a plan with boundaries of communes, or of places inside of them."""
    found = [
        item
        for feature in features
        if (item := _judged(plan, feature, known, is_clockwise=is_clockwise))
    ]
    found = _once(plan, found)
    _apart(plan, found)
    _where_it_was(plan, found) if plan.order.kind == Kind.COMMUNE else _inside(plan, found, known)
    plan.items = _compared(plan, found)
    plan.absent = _absent(plan)


def _judged(plan: Plan, feature: Feature, known: Known, *, is_clockwise: bool) -> Item | None:
    """The feature with its place, or nothing and why."""
    number, is_commune = feature.number, plan.order.kind == GeometryKind.COMMUNE
    broken = any(r.number == number and r.stops for r in plan.remarks)
    shape: BaseGeometry | None = None
    if not broken:
        shape, told = mend_area(feature.geometry, number, "", is_clockwise=is_clockwise)
        plan.remarks += told
    match = commune_of(feature.properties, known, own_name=is_commune)
    name = match.commune.name if is_commune and match.commune else _own_name(feature)
    if not is_commune and not name:
        plan.remarks.append(Remark(number, "", "no trae nombre.", "Agregue una columna «nombre»."))
        return None
    commune = match.commune
    if commune is None and not is_commune and shape is not None and match.is_silent:
        commune = _by_location(plan, shape, known)
    if commune is None:
        plan.remarks.append(Remark(number, name, match.reason, match.proposal))
        return None
    if match.told:
        plan.remarks.append(note(number, commune.name, match.told))
    if shape is None:
        return None
    if is_commune:
        return Item(number, name, commune.code, "", NEW, shape, commune.territory_id)
    code = text(feature.properties, OWN_CODE)[:20]
    return Item(number, name, code, commune.name, NEW, shape, parent_id=commune.territory_id)


def _own_name(feature: Feature) -> str:
    name = text(feature.properties, OWN_NAME)
    if name.isupper():
        words = [w.lower() if w.lower() in SMALL_WORDS else w.capitalize() for w in name.split()]
        name = " ".join(words)
        name = name[:1].upper() + name[1:]
    return name[:LONGEST]


def _by_location(plan: Plan, shape: BaseGeometry, known: Known) -> Commune | None:
    return known.by_id(shares_in(plan.communes, [shape])[0].most)


def _identity(item: Item) -> tuple[object, ...]:
    if item.territory_id is not None:
        return (item.territory_id,)
    return (item.parent_id, item.code or plain(item.name))


def _once(plan: Plan, items: list[Item]) -> list[Item]:
    """Each place one time; the others are told with the number of the first."""
    first: dict[tuple[object, ...], Item] = {}
    repeated = []
    for item in items:
        before = first.setdefault(_identity(item), item)
        if before is not item:
            same = "es igual al" if before.geometry.equals(item.geometry) else "repite el lugar del"
            reason = f"{same} elemento {before.number}."
            repeated.append(Remark(item.number, item.name, reason, REPEATED))
    if len(repeated) > 1 and len(repeated) == len(first):
        reason = f"cada elemento viene dos veces: trae {len(items)} y son {len(first)}."
        plan.remarks.append(Remark(None, "", reason, "Borre la mitad repetida."))
    plan.remarks += repeated
    return list(first.values())


def _apart(plan: Plan, items: list[Item]) -> None:
    """Two neighbours do not share ground; a sliver between them is only told."""
    shapes = [item.geometry for item in items]
    if not shapes:
        return
    tree = shapely.STRtree(shapes)
    left, right = tree.query(np.array(shapes, dtype=object), predicate="intersects")
    slivers = 0
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        if a >= b:
            continue
        shared = shapely.intersection(shapes[a], shapes[b]).area
        part = shared / min(shapes[a].area, shapes[b].area)
        if part > OVERLAP:
            reason = f"se superpone con {items[a].name} (elemento {items[a].number}) en un "
            reason += f"{decimal(round(part * 10_000), 2)} %."
            plan.remarks.append(
                Remark(items[b].number, items[b].name, reason, "Corrija el límite.")
            )
        slivers += 0 < part <= OVERLAP
    if slivers:
        reason = (
            f"en {slivers} pares de vecinos los límites se traslapan en menos de 1 %: el punto "
        )
        plan.remarks.append(note(None, "", f"{reason}que caiga ahí se asigna siempre al mismo."))


def _shares(plan: Plan, items: list[Item]) -> Iterator[tuple[Item, Shares]]:
    """How each one is divided among the communes of the day."""
    found = shares_in(plan.communes, [item.geometry for item in items])
    return zip(items, found, strict=True)


def _where_it_was(plan: Plan, items: list[Item]) -> None:
    """A commune that would lie wholly over another one has the code of the other."""
    before = {s.territory_id: s for s in plan.communes}
    for item, share in zip(
        items, shares_in(plan.communes, [i.geometry for i in items]), strict=True
    ):
        own = before.get(item.territory_id or 0)
        other = share.most
        if own is None or not share.parts or other == item.territory_id:
            continue
        if not own.geometry.intersects(item.geometry):
            name = plan.frame.name_of(other)
            reason = f"su contorno cae en {name} y su código dice {item.name}."
            hint = "Revise si los códigos son del SII: ese 1101 es Arica, y el CUT 01101, Iquique."
            plan.remarks.append(Remark(item.number, item.name, reason, hint))


def _inside(plan: Plan, items: list[Item], known: Known) -> None:
    """A place lies in the commune that it says; only boundaries can tell, no schematic."""
    sure = {s.territory_id for s in plan.communes if not s.is_schematic}
    for item, share in zip(
        items, shares_in(plan.communes, [i.geometry for i in items]), strict=True
    ):
        if item.parent_id not in sure:
            continue
        part = share.parts.get(item.parent_id or 0, 0) * (10_000 - share.outside) // 10_000
        where = known.by_id(share.most)
        if part < HALF:
            lies = f"está en {where.name}" if where else "está en el mar o fuera de las comunas"
            reason = f"dice ser de {item.place} y {lies}."
            plan.remarks.append(Remark(item.number, item.name, reason, "Corrija la comuna."))
        elif part < ALMOST_ALL:
            out = decimal(10_000 - part, 2)
            reason = f"un {out} % de su superficie queda fuera de {item.place}."
            plan.remarks.append(note(item.number, item.name, reason))


def _compared(plan: Plan, items: list[Item]) -> list[Item]:
    """New, changed or equal to what holds on the day."""
    if plan.order.kind != Kind.COMMUNE:
        items = [_recognised(plan, item) for item in items]
    known = standing(item.territory_id for item in items if item.territory_id is not None)
    found = []
    for item in items:
        rows = known.get((item.territory_id or 0, Outline.SourceKind.BOUNDARY), [])
        found.append(_against(item, holding(rows, plan.order.on)))
    return found


def _recognised(plan: Plan, item: Item) -> Item:
    """The neighbourhood of that code, or of that name, in the commune."""
    frame = plan.frame
    for version in frame.versions.values():
        if version.territory.kind != plan.order.kind or version.parent_id != item.parent_id:
            continue
        same = version.code == item.code if item.code else plain(version.name) == plain(item.name)
        if same:
            return replace(item, territory_id=version.territory_id)
    return item


def _against(item: Item, now: Outline | None) -> Item:
    after = hectares(area_of(item.geometry))
    if now is None:
        return replace(item, what=NEW, after=after)
    what = SAME if now.digest == digest_of(item.geometry) else CHANGED
    return replace(item, what=what, before=hectares(now.area), after=after)


def hectares(square_metres: int) -> str:
    """«549,5 ha», or «2.287,7 km²» from a thousand hectares on."""
    if square_metres >= 10_000_000:
        return f"{decimal(round(square_metres / 100_000), 1)} km²"
    return f"{decimal(round(square_metres / 1_000), 1)} ha"


def _absent(plan: Plan) -> list[str]:
    """Those of the same regions that have a boundary and do not come."""
    frame = plan.frame
    brought = {item.territory_id for item in plan.items}
    regions = {_region(frame, item.territory_id or item.parent_id) for item in plan.items}
    return sorted(
        frame.name_of(shape.territory_id)
        for shape in (
            plan.communes
            if plan.order.kind == Kind.COMMUNE
            else outlines_on(plan.order.on, plan.order.kind)
        )
        if not shape.is_schematic
        and shape.territory_id not in brought
        and _region(frame, shape.territory_id) in regions
    )


def _region(frame: Frame, territory_id: int | None) -> int | None:
    region = frame.region_of(territory_id or 0)
    return region.territory_id if region else None
