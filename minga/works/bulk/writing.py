"""What a workbook said, written: new projects with their parts, and of the others what changed.

All of it inside the action of the import, which is one event; what could not be is refused before,
at its cell, and the database has the last word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.bulk import bulk_insert, bulk_update
from minga.core.imports.difference import Change, Difference
from minga.core.imports.refusals import CHANGED, Stale
from minga.documents.models import Dossier
from minga.works.bulk.columns import KEPT, KEY, NAMED, PARTS
from minga.works.bulk.judging import still_right
from minga.works.bulk.there import There, service_of
from minga.works.bulk.words import Known
from minga.works.locations import POINT, read_location
from minga.works.models import CostLine, FundingSource, Project, ProjectInitiative, ProjectShare
from minga.works.models.costs import THOUSAND

PART_NAMES = tuple(part.name for part in PARTS)
DRAWN = ("shape", "corners")
RECORD = (
    "bip", "stage", "name", "typology", "line_of_action", "rate", "rate_on", "unit", "principal",
    "neighbourhood", "location", "starts_on", "ends_on", "currency_month", "beneficiaries_women",
    "beneficiaries_men", "beneficiaries", "product_line", "expected_impact",
)  # fmt: skip
# Never null: what is empty is "".
EMPTY = ("line_of_action", "rate", "neighbourhood", "expected_impact")
AT_ONCE = 10_000
# Of a part: what tells an item, and its amount.
Items = Mapping[tuple[Any, ...], int | None]


def lock(access: Access) -> None:
    """Whoever changes a project locks its row first: either they are done, or they wait."""
    own = Project.objects.filter(service=service_of(access)).order_by("pk")
    for _ in own.select_for_update().values_list("pk").iterator():
        pass


def apply(found: Difference, there: There) -> None:
    if not still_right(found, there):
        raise Stale(CHANGED)
    writer = _Writer(found, there.known)
    writer.add()
    writer.change()


class _Writer:
    def __init__(self, found: Difference, known: Known) -> None:
        self.found, self.known = found, known
        self.keys: dict[str, dict[str | None, int | None]] = {
            name: {None: None, **{label: key for key, label in known[name].label_of.items()}}
            for name in (*NAMED, *PART_NAMES)
        }

    # -- New ones. --

    def add(self) -> None:
        new = self.found.new
        if not new:
            return
        act, service = current_act(), self.known.service
        bulk_insert(Dossier, ["service"], ((service.pk,) for _ in new))
        dossiers = Dossier.objects.filter(event_id=act.event_id).order_by("pk")
        named = [*(name for name in RECORD if self._column(name) is not None)]
        columns = [self._picked(name, new) for name in named]
        rows = zip(dossiers.values_list("pk", flat=True), *columns, strict=True)
        bulk_insert(
            Project,
            ["service", "prepared_by", "dossier", *named],
            ((service.pk, act.by.actor_id, *row) for row in rows),
        )
        made = Project.objects.filter(event_id=act.event_id).values_list("bip", "stage", "pk")
        key_of = {(bip, stage): pk for bip, stage, pk in made}
        there = list(zip(*(self.found.values[name] for name in KEY), strict=True))
        projects = [key_of[there[number]] for number in new]
        for part in PARTS:
            if part.name in self.found.values:
                values = self.found.values[part.name]
                wanted = {
                    project: self._items(part.name, values[number])
                    for project, number in zip(projects, new, strict=True)
                }
                self._insert(part.name, _flat(wanted))

    def _column(self, name: str) -> list[Any] | None:
        return self.found.values.get("corners" if name == "location" else name)

    def _picked(self, name: str, rows: Sequence[int]) -> list[Any]:
        if name == "location":
            return [self._location(number) for number in rows]
        column = self._column(name)
        assert column is not None
        return [self._stored(name, column[number]) for number in rows]

    def _stored(self, name: str, value: Any) -> Any:
        if name in NAMED:
            return self.keys[name][value]
        return "" if value is None and name in EMPTY else value

    def _location(self, number: int) -> dict[str, Any] | None:
        text = self.found.values["corners"][number]
        return read_location(self.found.values["shape"][number] or POINT, text) if text else None

    # -- Those that changed. --

    def change(self) -> None:
        changed = self.found.changed
        if not changed:
            return
        pairs = [(change.pk, change) for change in changed]
        self._records(pairs)
        for part in PARTS:
            self._parts(part.name, pairs)

    def _records(self, pairs: Sequence[tuple[int, Change]]) -> None:
        """What did not change is written as it is kept, not as a cell says it."""
        said = {
            "location" if name in DRAWN else name
            for _, change in pairs
            for name, _, _ in change.fields
        }
        names = [name for name in RECORD if name in said]
        kept = {
            row[0]: row[1:]
            for some in _some([pk for pk, _ in pairs])
            for row in Project.objects.filter(pk__in=some).values_list("pk", "revision", *names)
        }
        rows = ((pk, *self._row(change, names, kept[pk])) for pk, change in pairs)
        bulk_update(Project, "pk", ["revision", *names], rows)

    def _row(self, change: Change, names: Sequence[str], kept: Sequence[Any]) -> Iterator[Any]:
        revision, *values = kept
        yield revision + 1
        new = {name: value for name, _, value in change.fields}
        for name, value in zip(names, values, strict=True):
            if name == "location":
                moved = any(part in new for part in DRAWN) and new.get("corners") != KEPT
                yield self._location(change.row) if moved else value
            else:
                yield self._stored(name, new[name]) if name in new else value

    # -- Parts. --

    def _items(self, part: str, items: Iterable[Any] | None) -> Items:
        """By what the columns of its table hold, in pesos."""
        keys = self.keys[part]
        if part == "shares":
            return {(keys[name],): hundredths for name, hundredths in items or ()}
        if part == "costs":
            return {(keys[item], year): amount * THOUSAND for item, year, amount in items or ()}
        if part == "sources":
            return {
                (kind, keys[body or None]): amount * THOUSAND for kind, body, amount in items or ()
            }
        return {(keys[name],): None for (name,) in items or ()}

    def _insert(self, part: str, rows: Iterable[tuple[Any, ...]]) -> None:
        model, columns, amount = TABLES[part]
        named = ["project", *columns, *([amount] if amount else [])]
        bulk_insert(model, named, (row[: len(named)] for row in rows))

    def _parts(self, part: str, pairs: Sequence[tuple[int, Change]]) -> None:
        """What is no longer said goes first, then what gets less: no sum passes its whole."""
        wanted = {
            pk: self._items(part, new)
            for pk, change in pairs
            for name, _, new in change.fields
            if name == part
        }
        if not wanted:
            return
        model, _, amount = TABLES[part]
        gone, less, more = list[int](), list[tuple[int, int]](), list[tuple[int, int]]()
        kept: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
        for pk, project, value, *key in self._kept(part, list(wanted)):
            asked = wanted[project]
            if tuple(key) not in asked:
                gone.append(pk)
                continue
            kept[project].add(tuple(key))
            to = asked[tuple(key)]
            if amount and to is not None and to != value:
                (less if to < value else more).append((pk, to))
        for some in _some(gone):
            for row in model.objects.filter(pk__in=some).order_by("pk"):
                row.delete()
        for rows in (less, more):
            if amount and rows:
                bulk_update(model, "pk", [amount], rows)
        self._insert(part, (row for row in _flat(wanted) if row[1:-1] not in kept[row[0]]))

    def _kept(self, part: str, projects: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        model, columns, amount = TABLES[part]
        for some in _some(projects):
            rows = model.objects.filter(project__in=some)
            if part in ("frames", "commitments"):
                rows = rows.filter(initiative__part=part.removesuffix("s"))
            yield from rows.order_by().values_list("pk", "project", amount or "pk", *columns)


TABLES: dict[str, tuple[Any, tuple[str, ...], str]] = {
    "shares": (ProjectShare, ("territory",), "hundredths"),
    "costs": (CostLine, ("line_item", "year"), "amount"),
    "sources": (FundingSource, ("kind", "organisation"), "amount"),
    "frames": (ProjectInitiative, ("initiative",), ""),
    "commitments": (ProjectInitiative, ("initiative",), ""),
}


def _flat(wanted: Mapping[int, Items]) -> Iterator[tuple[Any, ...]]:
    for project, items in wanted.items():
        for key, amount in items.items():
            yield (project, *key, amount)


def _some(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
