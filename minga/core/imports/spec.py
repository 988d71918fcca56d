"""How an area says what it imports: about ten lines, and the kernel does the rest.

register(ImportSpec(
    kind="trees", label="árboles", permission=PREPARE, model=Tree, key=("code",),
    fields=(Field("code", "Código", text(12)), Field("height", "Altura", INTEGER)),
))
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from minga.core.access import Access
from minga.core.kinds import Kind

if TYPE_CHECKING:
    from django.db import models

    from minga.core.imports.difference import Difference
    from minga.core.imports.existing import Chunk

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Field:
    """One column of the workbook. The key and what is `required` can't be empty, but for a part of
    the key that is `blank` on purpose, which `settle` fills; `unique` values come once in a file.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    help: str = ""
    aliases: tuple[str, ...] = ()
    unique: bool = False
    example: Any = None
    blank: bool = False


class Severity(Enum):
    """An error stops the import; a warning waits for a justification; a note only tells."""

    STOPS = "stops"
    WARNS = "warns"
    NOTES = "notes"


STOPS, WARNS, NOTES = Severity.STOPS, Severity.WARNS, Severity.NOTES


@dataclass(frozen=True)
class Problem:
    """Something about a cell, a row (no field), a column (no row) or the whole file (neither).

    `row` is the position of the row among those of the file, from 0. Warnings of one `code` are
    justified together.
    """

    row: int | None
    field: str
    sentence: str
    severity: Severity = STOPS
    code: str = "check"
    proposal: str = ""


@dataclass(frozen=True)
class Rows:
    """What a file says, in columns of values; for a `check` that looks across rows or fields."""

    columns: Mapping[str, list[Any]]
    count: int

    def __getitem__(self, name: str) -> list[Any]:
        """The values of a column; all empty when the file does not bring it."""
        return self.columns.get(name) or [None] * self.count

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))


def no_check(rows: Rows) -> Iterable[Problem]:
    return ()


def no_check_for(rows: Rows, access: Access) -> Iterable[Problem]:
    return ()


def as_written(values: "dict[str, list[Any]]", access: Access) -> Iterable[Problem]:
    return ()


def no_rows(access: Access) -> None:
    pass


def nothing_kept(access: Access) -> Mapping[str, Any]:
    return {}


def no_constants(access: Access) -> Mapping[str, Any]:
    return {}


def nothing_else(access: Access) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class ImportSpec:
    """`label` in the plural: «árboles». With a `model` whose fields are named like the columns,
    `existing` and `apply` need not be given; `constants` are written in each new row (its service).

    `prepares` tells what will be approved and its rows are only a part of (the open version of a
    plan): who imports prepared that. Of rows that are approved themselves it is known.

    `settle` puts into `values` the words of what is there already, before keys are compared; it may
    gather several columns into the one that is compared, and tells what it can't read.

    `check` looks across rows and fields; `check_for` judges by what the institution of who imports
    has: a row that may not change, a parent of another service.

    `existing` gives what the person's institution has now: mappings, tuples in the order of
    `fields`, or one `Chunk` of columns in that order.

    `whole`: the parts of the key of which a file brings everything (a year); what exists
    and does not come is told of those alone.

    `apply` runs inside the kernel's own action, which is about the `Import`, and must write
    everything or raise. `lock` goes before, where no `model` names one table: what nobody else may
    write from here on.

    `opening` asks once for what one reading or one application needs (the words of a service), and
    answers with the callbacks that use it, in the place of those of the same name.
    """

    kind: str
    label: str
    permission: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    model: "type[models.Model] | None" = None
    existing: "Callable[[Access], Iterable[Mapping[str, Any] | Sequence[Any]] | Chunk] | None" = (
        None
    )
    settle: "Callable[[dict[str, list[Any]], Access], Iterable[Problem] | None]" = as_written
    check: Callable[[Rows], Iterable[Problem]] = no_check
    check_for: Callable[[Rows, Access], Iterable[Problem]] = no_check_for
    apply: "Callable[[Difference, Access], None] | None" = None
    lock: Callable[[Access], None] = no_rows
    opening: Callable[[Access], Mapping[str, Any]] = nothing_kept
    constants: Callable[[Access], Mapping[str, Any]] = no_constants
    prepares: "Callable[[Access], Iterable[models.Model]]" = nothing_else
    whole: tuple[str, ...] = ()
    help: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        assert self.key, f"{self.kind}: without a key nothing can be compared"
        assert set(self.key) <= set(self.names), f"{self.kind}: its key is not among its fields"
        assert len(set(self.names)) == len(self.names), f"{self.kind}: a field comes twice"
        assert set(self.whole) <= set(self.key), f"{self.kind}: whole by a part of its key"
        opens = self.opening is not nothing_kept
        told = opens or (self.existing and self.apply)
        assert self.model or told, f"{self.kind}: no model and no way"

    def opened(self, access: Access) -> "ImportSpec":
        """For one reading, or for one application after its `lock`: never kept longer."""
        return replace(self, **self.opening(access))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.fields)

    def field(self, name: str) -> Field:
        return self.fields[self.names.index(name)]

    def must_have(self, item: Field) -> bool:
        return item.required or (item.name in self.key and not item.blank)


_specs: dict[str, ImportSpec] = {}


def register(spec: ImportSpec) -> ImportSpec:
    """Called in the `ready` of an area. Twice the same kind is a mistake."""
    assert spec.kind not in _specs, spec.kind
    _specs[spec.kind] = spec
    return spec


def spec_of(kind: str) -> ImportSpec | None:
    """Nothing when no area knows the kind any more."""
    return _specs.get(kind)


def specs_for(access: Access) -> list[ImportSpec]:
    """What the person may import, by label."""
    allowed = (spec for spec in _specs.values() if access.may(spec.permission))
    return sorted(allowed, key=lambda spec: spec.label)
