"""A parameter as its pages show it: what rules today in a service, and all that was said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.parameters import words
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.permissions import APPROVE, PROPOSE
from minga.core.parameters.rulings import Merged, all_shapes, as_parameter, fits, merge
from minga.rules.parameters import NotInForce, Parameter, packaged
from minga.rules.shapes import Kind, Shape

TONES = {"sent": "wait", "draft": "stop"}


@dataclass(frozen=True)
class Told:
    """A value in words: of rows, a small table."""

    title: str
    text: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def told(shape: Shape, now: Parameter) -> list[Told]:
    found = []
    for value in shape.values:
        said = now.values[value.name]
        if value.kind is not Kind.ROWS:
            found.append(Told(value.title, words.shown(value, said)))
            continue
        rows = tuple(
            tuple(words.shown(column, row[column.name]) for column in value.columns) for row in said
        )
        found.append(Told(value.title, heads=tuple(c.title for c in value.columns), rows=rows))
    return found


@dataclass(frozen=True)
class Line:
    """A parameter in the list. `now`: None where nothing rules today, or nothing that fits."""

    shape: Shape
    now: Parameter | None
    values: str
    is_corrected: bool
    waiting: int
    elsewhere: tuple[str, ...]

    @property
    def slug(self) -> str:
        return words.slug_of(self.shape)

    @property
    def is_unsure(self) -> bool:
        return self.now is None or not self.now.verified


def service_of(access: Access) -> tuple[int | None, str]:
    """Where this person takes part, else where they work: whose parameters the pages show."""
    takes = [
        grant
        for grant in access.grants
        if any(access.may(code, grant.institution_id) for code in (PROPOSE, APPROVE))
    ]
    for grant in (*takes, *access.grants):
        return grant.institution_id, grant.institution_label
    return None, ""


def lines(rows: Iterable[ParameterCorrection], service: int | None, day: date) -> list[Line]:
    """Of every parameter, from all the corrections that a person reads."""
    rows = list(rows)
    return [_line(shape, rows, service, day) for shape in all_shapes()]


def _line(shape: Shape, rows: list[ParameterCorrection], service: int | None, day: date) -> Line:
    ours = [row for row in rows if (row.file, row.name) == (shape.file, shape.name)]
    own = [row for row in ours if row.institution_id == service]
    now = now_of(shape, own, day)
    others = {row.institution for row in ours if row.institution_id != service and row.approved_on}
    return Line(
        shape,
        now,
        words.told(shape, now.values) if now else "",
        is_corrected=now is not None and now not in packaged(shape.file)[shape.name],
        waiting=sum(row.is_open for row in own),
        elsewhere=tuple(sorted(others)),
    )


def merged_of(shape: Shape, own: Iterable[ParameterCorrection]) -> Merged:
    return merge(shape.file, (row for row in own if row.status == "approved"))


def now_of(shape: Shape, own: Iterable[ParameterCorrection], day: date) -> Parameter | None:
    try:
        return merged_of(shape, own).on(shape.name, day)
    except NotInForce:
        return None


@dataclass(frozen=True)
class Entry:
    """A table of the package or a correction, in the history of its parameter."""

    since: date
    values: str
    source: str
    verified: bool
    word: str
    tone: str
    row: ParameterCorrection | None = None


def history(
    shape: Shape, rows: Iterable[ParameterCorrection], service: int | None, day: date
) -> list[Entry]:
    """Newest first; of one day, the last said first."""
    rows = list(rows)
    own = [row for row in rows if row.institution_id == service]
    now = now_of(shape, own, day)
    gone = {row.supersedes_id for row in rows if row.status == "approved"}
    standing = {row.since for row in own if row.status == "approved" and row.pk not in gone}
    package = [
        _of_package(shape, table, replaced=table.since in standing, now=now, day=day)
        for table in packaged(shape.file)[shape.name]
    ]
    said = [
        _of_row(shape, row, is_own=row in own, gone=row.pk in gone, now=now, day=day)
        for row in sorted(rows, key=lambda row: row.pk, reverse=True)
    ]
    return sorted([*said, *package], key=lambda entry: entry.since, reverse=True)


def _of_package(
    shape: Shape, table: Parameter, *, replaced: bool, now: Parameter | None, day: date
) -> Entry:
    word, tone = ("corregida aquí", "") if replaced else _stands(table, now, day)
    return Entry(
        table.since, words.told(shape, table.values), table.source, table.verified, word, tone
    )


def _of_row(
    shape: Shape,
    row: ParameterCorrection,
    *,
    is_own: bool,
    gone: bool,
    now: Parameter | None,
    day: date,
) -> Entry:
    shaped = fits(row, shape)
    said = words.told(shape, row.values) if shaped else "Valores que esta versión no lee."
    if row.status != "approved":
        word, tone = row.get_status_display(), TONES.get(row.status, "")
    elif gone:
        word, tone = "reemplazada", ""
    elif not shaped:
        word, tone = "no calza: reemplácela", "stop"
    elif is_own:
        word, tone = _stands(as_parameter(row), now, day)
    else:
        word, tone = "aprobada", ""
    return Entry(row.since, said, row.source, row.verified, word, tone, row)


def _stands(table: Parameter, now: Parameter | None, day: date) -> tuple[str, str]:
    if table == now:
        return "rige hoy", "ok"
    return ("regirá", "wait") if table.since > day else ("rigió antes", "")
