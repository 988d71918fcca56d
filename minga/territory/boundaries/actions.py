"""Writing what a file of boundaries or facilities brings: all of it, as one event, or nothing."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import slugify

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.bulk import bulk_insert, bulk_update
from minga.core.errors import DomainError, NotAllowed
from minga.core.numbers import whole
from minga.core.permissions import declare
from minga.territory.boundaries.files import Collection
from minga.territory.boundaries.judge import plan_of
from minga.territory.boundaries.plan import CHANGED, Item, Order, Plan
from minga.territory.boundaries.points import COLUMNS
from minga.territory.boundaries.remarks import NothingLoaded
from minga.territory.boundaries.staging import lock
from minga.territory.models import (
    Facility,
    GeometryKind,
    GeometryLoad,
    Territory,
    TerritoryVersion,
    units,
)
from minga.territory.outlining import Drawn, give

LOAD_GEOMETRY = declare(
    "territory.load_geometry", "cargar límites y equipamiento", ["administrator"]
)
MANY = {
    GeometryKind.COMMUNE: ("el límite de una comuna", "los límites de {} comunas"),
    GeometryKind.NEIGHBOURHOOD: ("el límite de un barrio", "los límites de {} barrios"),
    GeometryKind.URBAN_LIMIT: ("un límite urbano", "{} límites urbanos"),
    GeometryKind.FACILITY: ("un equipamiento", "{} equipamientos"),
}
VERSION = ("territory", "name", "code", "parent", "valid_from", "legal_basis")
PREFIX = {GeometryKind.NEIGHBOURHOOD: "barrio", GeometryKind.URBAN_LIMIT: "limite"}


class NothingNew(DomainError):
    code = "boundaries.nothing_new"

    def __init__(self, same: int) -> None:
        super().__init__(f"El archivo no cambia nada: {_what_is(same)} como en él.")


class ChangedSinceSeen(DomainError):
    code = "boundaries.changed_since_seen"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Lo que el archivo cambia ya no es lo que usted vio: alguien cargó o dibujó límites "
            "mientras tanto. Revise de nuevo antes de aplicar."
        )


def _what_is(same: int) -> str:
    return "lo que trae ya está" if same == 1 else f"sus {whole(same)} elementos ya están"


@action("territory.geometry_loaded", says="cargó {what}")
def load_geometry(
    collection: Collection,
    order: Order,
    *,
    file_name: str = "",
    sha256: str = "",
    seen: str | None = None,
    by: Access,
    on: date | None = None,
) -> GeometryLoad:
    """Write what is new or changed in a file. `seen`: the mark of the plan that was shown."""
    if not by.may(LOAD_GEOMETRY):
        raise NotAllowed("Ninguna de sus funciones vigentes permite cargar límites.")
    assert on is not None
    lock()
    plan = plan_of(collection, order)
    if plan.stops:
        raise NothingLoaded(plan.stops)
    if not plan.changes:
        raise NothingNew(plan.same)
    if seen is not None and seen != plan.mark:
        raise ChangedSinceSeen
    load = GeometryLoad(
        kind=order.kind,
        source=order.source,
        file_name=file_name[-160:],
        file_sha256=sha256,
        crs=plan.crs,
        loaded_on=on,
    )
    load.save()
    write = _write_points if order.kind == GeometryKind.FACILITY else _write_areas
    write(plan, load)
    current_act().about(load, what=what(plan), new=plan.new, changed=plan.changed)
    return load


def what(plan: Plan) -> str:
    """«los límites de 11 comunas»."""
    one, several = MANY[GeometryKind(plan.order.kind)]
    count = len(plan.changes)
    return one if count == 1 else several.format(whole(count))


def _write_areas(plan: Plan, load: GeometryLoad) -> None:
    items = plan.changes
    fresh = _new_places(plan, [item for item in items if item.territory_id is None])
    source = plan.order.source
    drawn = [
        Drawn(item.territory_id or fresh[item.number], item.geometry, source, load=load)
        for item in items
    ]
    give(drawn, on=plan.order.on)


def _new_places(plan: Plan, items: Sequence[Item]) -> dict[int, int]:
    """Neighbourhoods that nobody knew, by the number of their feature."""
    if not items:
        return {}
    kind = plan.order.kind
    parents = dict(Territory.objects.values_list("pk", "key"))
    taken = set(parents.values())
    keys = {
        item.number: free_key(kind, parents[item.parent_id or 0], item.name, taken)
        for item in items
    }
    bulk_insert(Territory, ("key", "kind"), [(key, kind) for key in keys.values()])
    known = dict(Territory.objects.filter(key__in=keys.values()).values_list("key", "pk"))
    rows = [
        (known[keys[item.number]], item.name, item.code, item.parent_id, plan.order.on, "")
        for item in items
    ]
    bulk_insert(TerritoryVersion, VERSION, rows)
    return {number: known[key] for number, key in keys.items()}


def free_key(kind: str, parent: str, name: str, taken: set[str]) -> str:
    """«barrio-iquique-el-morro», with a number where that is taken; it is taken from now on."""
    base = f"{PREFIX[GeometryKind(kind)]}-{parent}-{slugify(name)}"[:36].rstrip("-")
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key


def _write_points(plan: Plan, load: GeometryLoad) -> None:
    on, source = plan.order.on, plan.order.source
    items = plan.changes
    began = dict(
        Facility.objects.filter(
            pk__in=[item.follows for item in items if item.follows]
        ).values_list("pk", "valid_from")
    )
    ends = dict(Facility.objects.filter(pk__in=began).values_list("pk", "valid_until"))
    wrong = [(pk, True) for pk, since in began.items() if since == on]
    over = [(pk, on) for pk, since in began.items() if since != on]
    if wrong:
        bulk_update(Facility, "pk", ("is_withdrawn",), wrong)
    if over:
        bulk_update(Facility, "pk", ("valid_until",), over)
    later = _later(items, on)
    rows = [
        (
            *item.values,
            *(units(item.geometry.x), units(item.geometry.y), on),
            ends.get(item.follows or 0) if item.what == CHANGED else later.get(item.values[:2]),
            *(source, load.pk),
        )
        for item in items
    ]
    columns = (*COLUMNS, "longitude", "latitude", "valid_from", "valid_until", "source", "load")
    bulk_insert(Facility, columns, rows)


def _later(items: Sequence[Item], on: date) -> dict[tuple[str, str], date]:
    """When the same facility begins again, where it is known only from a later day."""
    kinds = {item.values[0] for item in items}
    rows = Facility.objects.standing().filter(kind__in=kinds, valid_from__gt=on)
    found: dict[tuple[str, str], date] = {}
    for kind, code, since in rows.order_by("-valid_from").values_list("kind", "code", "valid_from"):
        found[kind, code] = since
    return found
