"""Facilities: which they are, where they say they are, and where they lie."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from minga.core.words import fold
from minga.territory.boundaries.files import Feature
from minga.territory.boundaries.matching import Known, commune_of, text
from minga.territory.boundaries.mending import mend_point
from minga.territory.boundaries.plan import CHANGED, NEW, SAME, Item, Plan
from minga.territory.boundaries.remarks import Remark, note
from minga.territory.locate import NOWHERE, locate_in
from minga.territory.models import Facility, units
from minga.territory.shapes import Shape
from minga.territory.where import NEAR_ENOUGH, away, metres_to

KINDS = {
    Facility.Kind.KINDERGARTEN: ("jardin", "parvul", "sala cuna"),
    Facility.Kind.SCHOOL: ("educa", "escuela", "colegio", "liceo", "school"),
    Facility.Kind.HEALTH: ("salud", "hospital", "cesfam", "posta", "consultorio", "health"),
    Facility.Kind.POLICE: ("carabinero", "comisaria", "policia", "pdi", "police"),
    Facility.Kind.FIRE: ("bombero", "fire"),
    Facility.Kind.GREEN_AREA: ("area verde", "plaza", "parque", "green"),
    Facility.Kind.TRANSIT: ("parader", "parada", "transporte", "transit", "metro", "terminal"),
    Facility.Kind.SPORT: ("deport", "cancha", "estadio", "sport"),
    Facility.Kind.CULTURE: ("cultur", "biblioteca", "museo", "sede social"),
}
TYPE = ("tipo", "clase", "kind", "tipoequip", "equipamiento", "categoria", "type")
CODE = ("codigo", "rbd", "cod", "code", "codigoestablecimiento", "codestab", "idestab", "id")
NAME = ("nombre", "name", "nombreestablecimiento", "nomrbd", "nomestab", "denominacion")
DETAIL = ("subtipo", "dependencia", "detalle", "tipoestablecimiento")
STATE = ("estado", "state", "situacion")
COLUMNS = ("kind", "code", "name", "detail", "state", "territory", "is_elsewhere")


def judge_points(plan: Plan, features: Sequence[Feature], known: Known) -> None:
    """Fill a plan with facilities."""
    items = [item for one in features if (item := _judged(plan, one, known))]
    items = _once(plan, items)
    items = _located(plan, items, known)
    plan.items = _compared(plan, items)


def _judged(plan: Plan, feature: Feature, known: Known) -> Item | None:
    number, said = feature.number, feature.properties
    broken = any(r.number == number and r.stops for r in plan.remarks)
    point: BaseGeometry | None = None
    if not broken:
        point, told = mend_point(feature.geometry, number, "")
        plan.remarks += told
    name, code = text(said, NAME)[:200], text(said, CODE)[:40]
    kind = kind_of(said) or plan.order.facility
    told_by = (kind, "de qué tipo es", "tipo"), (code, "su código", "codigo")
    for present, what, column in (*told_by, (name, "su nombre", "nombre")):
        if not present:
            reason, proposal = f"no trae {what}.", f"Agregue la columna «{column}»."
            plan.remarks.append(Remark(number, name, reason, proposal))
    match = commune_of(said, known)
    if match.commune is None:
        plan.remarks.append(Remark(number, name, match.reason, match.proposal))
    elif match.told:
        plan.remarks.append(note(number, name, match.told))
    if not (kind and code and name) or match.commune is None or point is None:
        return None
    commune = match.commune
    values = (kind, code, name, text(said, DETAIL)[:120], text(said, STATE)[:60])
    told_kind = str(Facility.Kind(kind).label)
    return Item(
        number,
        name,
        code,
        commune.name,
        NEW,
        point,
        territory_id=commune.territory_id,
        after=told_kind,
        values=(*values, commune.territory_id, False),
    )


def kind_of(properties: Mapping[str, Any]) -> str:
    said = fold(text(properties, TYPE))
    if said in Facility.Kind.values:
        return said
    return next((str(kind) for kind, words in KINDS.items() if any(w in said for w in words)), "")


def _once(plan: Plan, items: list[Item]) -> list[Item]:
    first: dict[tuple[str, str], Item] = {}
    repeated = []
    for item in items:
        before = first.setdefault((item.values[0], item.code), item)
        if before is not item:
            reason = f"repite el código {item.code} del elemento {before.number}."
            repeated.append(Remark(item.number, item.name, reason, "Borre la fila repetida."))
    if len(repeated) > 1 and len(repeated) == len(first):
        reason = f"cada elemento viene dos veces: trae {len(items)} y son {len(first)}."
        plan.remarks.append(Remark(None, "", reason, "Borre la mitad repetida."))
    plan.remarks += repeated
    return list(first.values())


def _located(plan: Plan, items: list[Item], known: Known) -> list[Item]:
    """A point in another commune than it says is told and marked; one in the sea is an error."""
    sure = tuple(s for s in plan.communes if not s.is_schematic)
    own = {shape.territory_id: shape for shape in sure}
    if not sure:
        plan.remarks.append(
            note(None, "", "no se comprobó la comuna de los puntos: no hay límites cargados.")
        )
        return items
    places = locate_in(sure, np.array([item.geometry for item in items], dtype=object))
    return [
        _where(plan, item, int(place), own.get(item.territory_id or 0), known)
        for item, place in zip(items, places, strict=True)
    ]


def _where(plan: Plan, item: Item, place: int, own: Shape | None, known: Known) -> Item:
    if own is None or place == item.territory_id or own.geometry.covers(item.geometry):
        return item
    far = metres_to(own.geometry, item.geometry)
    other = known.by_id(place)
    if place == NOWHERE and far <= NEAR_ENOUGH:
        return item
    if other is None:
        reason = f"su punto cae en el mar o fuera de las comunas cargadas, a {away(far)} de "
        told = Remark(item.number, item.name, f"{reason}{item.place}.", "Corrija sus coordenadas.")
        plan.remarks.append(told)
        return item
    reason = f"dice {item.place} y su punto está en {other.name}, a {away(far)} de {item.place}: "
    plan.remarks.append(note(item.number, item.name, f"{reason}queda marcado para revisarlo."))
    return replace(item, values=(*item.values[:-1], True))


def _compared(plan: Plan, items: list[Item]) -> list[Item]:
    """Against those of the same types that stand on the day; those of the same communes that do not
    come are told."""
    kinds = {item.values[0] for item in items}
    rows = Facility.objects.standing().on(plan.order.on).filter(kind__in=kinds)
    now = {(row.kind, row.code): row for row in rows}
    brought = {(item.values[0], item.code) for item in items}
    communes = {item.territory_id for item in items}
    plan.absent = sorted(
        row.name for key, row in now.items() if key not in brought and row.territory_id in communes
    )
    return [_against(item, now.get((item.values[0], item.code))) for item in items]


def _against(item: Item, now: Facility | None) -> Item:
    if now is None:
        return item
    before = (*(getattr(now, name) for name in COLUMNS[:5]), now.territory_id, now.is_elsewhere)
    at = (units(item.geometry.x), units(item.geometry.y))
    same = before == item.values and at == (now.longitude, now.latitude)
    return replace(item, what=SAME if same else CHANGED, follows=now.pk, before=now.name)
