"""The projects of a service as their workbook would say them: what a file is compared with."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from minga.core.access import Access
from minga.core.clock import today
from minga.core.errors import NotAllowed
from minga.core.imports.existing import Chunk, by_columns
from minga.people.models import Organisation
from minga.works.bulk.columns import FIELDS, KEPT, KEY, LONGEST_CELL, PARTS, PLAIN
from minga.works.bulk.texts import as_read
from minga.works.bulk.words import Known
from minga.works.locations import kind_of, written
from minga.works.models import CostLine, FundingSource, Project, ProjectInitiative, ProjectShare
from minga.works.models.costs import THOUSAND
from minga.works.permissions import FORMULATE

Row = tuple[Any, ...]
COLUMNS = (
    "bip", "stage", "name", "typology", "line_of_action", "rate", "rate_on", "unit",
    "principal", "neighbourhood", "location", "starts_on", "ends_on", "currency_month",
    "beneficiaries_women", "beneficiaries_men", "beneficiaries", "product_line", "expected_impact",
)  # fmt: skip
TEXTS = ("name", "neighbourhood", "expected_impact")
# Keys of one query: SQLite takes some thirty thousand.
AT_ONCE = 10_000


def service_of(access: Access) -> Organisation:
    """In whose name: the first institution whose role allows it."""
    for grant in access.grants:
        if access.may(FORMULATE, grant.institution_id):
            found = Organisation.objects.select_related("party")
            return found.get(pk=grant.institution_id)
    raise NotAllowed("Solo quien formula los proyectos del servicio carga su cartera.")


def known_to(access: Access) -> Known:
    """The words of the service as they are now."""
    return Known.on(service_of(access), today())


def existing(known: Known) -> Chunk:
    return _chunk(Project.objects.filter(service=known.service), known)


class There:
    """What is kept, by what tells a project; read at most once in each reading of a file."""

    def __init__(self, known: Known) -> None:
        self.known = known

    @cached_property
    def chunk(self) -> Chunk:
        return existing(self.known)

    @cached_property
    def columns(self) -> dict[str, Sequence[Any]]:
        return dict(zip((item.name for item in FIELDS), self.chunk.columns, strict=True))

    @cached_property
    def places(self) -> dict[Row, int]:
        keys = zip(*(self.columns[name] for name in KEY), strict=True)
        return {key: place for place, key in enumerate(keys)}

    def said(self, key: Row, name: str) -> Any:
        """Nothing of a project that is new."""
        place = self.places.get(key)
        return None if place is None else self.columns[name][place]


def rows_of(projects: "QuerySet[Project]", known: Known) -> Iterator[Row]:
    """Values in the order of FIELDS; the numbered columns are empty."""
    return zip(*_chunk(projects.order_by("bip", "stage"), known).columns, strict=True)


def _chunk(projects: "QuerySet[Project]", known: Known) -> Chunk:
    pks = list[int]()
    given: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for part in by_columns(projects, COLUMNS):
        pks += part.pks
        for name, column in zip(COLUMNS, part.columns, strict=True):
            given[name] += column
    columns = _columns(pks, given, known)
    empty = [None] * len(pks)
    return Chunk(pks, [columns.get(item.name, empty) for item in FIELDS])


def _columns(keys: list[int], given: dict[str, list[Any]], known: Known) -> dict[str, list[Any]]:
    found = {name: given[name] for name in PLAIN if name in given}
    for name in TEXTS:
        texts = {text: as_read(text) for text in set(given[name])}
        found[name] = list(map(texts.__getitem__, given[name]))
    for name in ("unit", "principal", "product_line"):
        labels: dict[Any, str | None] = {None: None, **known[name].label_of}
        found[name] = list(map(labels.__getitem__, given[name]))
    found["service"] = [as_read(known.service.short_name)] * len(keys)
    found["shape"] = [kind_of(drawn) if drawn else None for drawn in given["location"]]
    found["corners"] = list(map(_drawn, given["location"]))
    for name, lists in parts_of(keys, known).items():
        found[name] = list(map(lists.get, keys))
    return found


def _drawn(location: Mapping[str, Any] | None) -> str | None:
    text = as_read(written(location))
    return KEPT if text and len(text) > LONGEST_CELL else text


def parts_of(keys: Collection[int], known: Known) -> dict[str, dict[int, tuple[Any, ...]]]:
    """By part and project, its items in the order in which they are compared."""
    found: dict[str, dict[int, list[Any]]] = {part.name: defaultdict(list) for part in PARTS}
    places, items, bodies = (known[name].label_of for name in ("shares", "costs", "sources"))
    for project, place, part in _rows(ProjectShare, keys, "territory", "hundredths"):
        found["shares"][project].append((places[place], part))
    for project, item, year, amount in _rows(CostLine, keys, "line_item", "year", "amount"):
        found["costs"][project].append((items[item], year, amount // THOUSAND))
    for project, kind, body, amount in _rows(FundingSource, keys, "kind", "organisation", "amount"):
        named = bodies[body] if body else ""
        found["sources"][project].append((kind, named, amount // THOUSAND))
    frames, commitments = (known[name].label_of for name in ("frames", "commitments"))
    for project, entry in _rows(ProjectInitiative, keys, "initiative"):
        if entry in frames:
            found["frames"][project].append((frames[entry],))
        else:
            found["commitments"][project].append((commitments[entry],))
    return {
        name: {key: in_order(name, items) for key, items in lists.items()}
        for name, lists in found.items()
    }


def _rows(model: Any, keys: Collection[int], *columns: str) -> Iterator[Row]:
    """All of them in one query where they are many: the rest is left aside here."""
    if not keys:
        return
    few = len(keys) <= AT_ONCE
    rows = model.objects.filter(project__in=keys) if few else model.objects.all()
    wanted = set(keys)
    for chunk in by_columns(rows, ("project", *columns)):
        for row in zip(*chunk.columns, strict=True):
            if few or row[0] in wanted:
                yield row


ORDERS: dict[str, Callable[[Any], Any]] = {"shares": lambda item: (-item[1], item[0])}


def in_order(part: str, items: Iterable[Any]) -> tuple[Any, ...]:
    """The largest commune first; the rest by name and year."""
    found = tuple(items)
    return found if len(found) < 2 else tuple(sorted(found, key=ORDERS.get(part)))
