"""Enter a later change of the division: one person prepares it, another approves it, and then it is
in every frame from its day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.text import slugify

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.permissions import declare
from minga.core.versions import ChangedSinceOpened, PreparedByApprover, prepared_by, preparers_of
from minga.territory.actions.refusals import (
    BadCode,
    ChangeIsApproved,
    CodeTaken,
    NothingChanges,
    NotOfItsKind,
    Orphans,
    OutOfOrder,
    UnknownCode,
)
from minga.territory.frames import Frame, frame_on
from minga.territory.models import (
    DIVISION,
    ChangePart,
    Kind,
    Territory,
    TerritoryChange,
    TerritoryVersion,
)

PREPARE = declare("territory.prepare_change", "preparar cambios de división", ["administrator"])
APPROVE = declare(
    "territory.approve_change",
    "aprobar cambios de división",
    ["administrator", "institution_head"],
)
LENGTHS = {Kind.REGION: 2, Kind.PROVINCE: 3, Kind.COMMUNE: 5}


@dataclass(frozen=True)
class Part:
    """What a person says of one part: by the codes of the day before. Without `target`, the origin
    goes on; with `kind`, a place that the change creates."""

    origin: str = ""
    target: str = ""
    code: str = ""
    name: str = ""
    parent: str = ""
    kind: str = ""


@action("territory.change_prepared", says="preparó un cambio de división")
def prepare_change(*, by: Access, on: date | None = None, **said: Any) -> TerritoryChange:
    """`said`: kind, title, takes_effect_on, legal_basis, gazette_on."""
    _require_preparer(by)
    change = TerritoryChange(**said)
    change.save()
    prepared_by(change, by)
    current_act().about(change)
    return change


@action("territory.change_part_added", says="agregó una parte a un cambio de división")
def add_part(
    change: TerritoryChange, part: Part, *, by: Access, on: date | None = None
) -> ChangePart:
    _require_preparer(by)
    change = _lock_draft(change)
    eve = _eve(change)
    origin = _place(eve, part.origin, "origin") if part.origin else None
    target = _place(eve, part.target, "target") if part.target else origin
    row = ChangePart(
        change=change,
        origin=origin,
        target=None if part.kind else target,
        code=part.code,
        name=part.name,
        parent_code=part.parent,
        kind=part.kind,
    )
    row.save()
    _touch(change, by)
    return row


@action("territory.change_part_removed", says="quitó una parte de un cambio de división")
def remove_part(part: ChangePart, *, by: Access, on: date | None = None) -> None:
    _require_preparer(by)
    change = _lock_draft(part.change)
    ChangePart.objects.get(pk=part.pk, change=change).delete()
    _touch(change, by)


@action("territory.change_approved", says="aprobó un cambio de división")
def approve_change(
    change: TerritoryChange, *, seen: int | None = None, by: Access, on: date | None = None
) -> TerritoryChange:
    """`seen`: the event of the change that the page showed."""
    if not by.may(APPROVE):
        raise NotAllowed("Aprueba cambios de división quien dirige el servicio o lo administra.")
    change = _lock_draft(change)
    if seen is not None and change.event_id != seen:
        raise ChangedSinceOpened
    if by.actor_id is None or preparers_of(change).filter(actor_id=by.actor_id).exists():
        raise PreparedByApprover
    touched = _carry_out(change)
    change.status, change.approved_on = TerritoryChange.Status.APPROVED, on
    change.approved_by_id = by.actor_id
    change.save(update_fields=["status", "approved_on", "approved_by_id"])
    current_act().about(change, places=touched)
    return change


def _require_preparer(by: Access) -> None:
    if not by.may(PREPARE):
        raise NotAllowed("Prepara cambios de división quien administra el sistema.")


def _lock_draft(change: TerritoryChange) -> TerritoryChange:
    change = TerritoryChange.objects.select_for_update().get(pk=change.pk)
    if change.status != TerritoryChange.Status.DRAFT:
        raise ChangeIsApproved
    return change


def _touch(change: TerritoryChange, by: Access) -> None:
    """The change carries the event of its last part: who approves says which one they read."""
    change.save(update_fields=["title"])
    prepared_by(change, by)
    current_act().about(change)


def _eve(change: TerritoryChange) -> Frame:
    return frame_on(change.takes_effect_on - timedelta(days=1))


def _place(frame: Frame, code: str, field: str) -> Territory:
    version = frame.by_code(code)
    if version is None:
        raise UnknownCode(code, frame.on, field)
    return version.territory


# -- Carrying it out. --


@dataclass
class Becoming:
    """What one place is from the day of the change on."""

    place: Territory
    code: str
    name: str
    parent: str

    @property
    def rank(self) -> int:
        return DIVISION.index(Kind(self.place.kind))


def _carry_out(change: TerritoryChange) -> int:
    """End what changes, begin what it becomes, wholes before parts; how many places it touched."""
    parts = list(change.parts.select_related("origin", "target").order_by("pk"))
    if not parts:
        raise NothingChanges
    _create_places(parts)
    _require_kind(change, parts)
    eve = _eve(change)
    becoming = {b.place.pk: b for b in _becoming(parts, eve)}
    targets = {part.target_id for part in parts}
    gone = {part.origin_id for part in parts if part.origin_id} - targets
    for place in [pk for pk in [*becoming, *gone] if pk in eve.versions]:
        _end(eve.versions[place], change)
    for what in sorted(becoming.values(), key=lambda b: (b.rank, b.code)):
        _begin(what, change)
    _require_nobody_left(change)
    return len(becoming) + len(gone)


def _create_places(parts: list[ChangePart]) -> None:
    """Two origins that give to one new place say it twice, by the same code."""
    made: dict[str, Territory] = {}
    for part in parts:
        if part.target_id is None:
            if part.code not in made:
                made[part.code] = Territory(key=_free_key(part), kind=part.kind)
                made[part.code].save()
            part.target = made[part.code]
            part.save(update_fields=["target"])


def _free_key(part: ChangePart) -> str:
    prefix = {Kind.REGION: "region-", Kind.PROVINCE: "provincia-"}.get(Kind(part.kind), "")
    base = f"{prefix}{slugify(part.name)}"[:34]
    taken = set(Territory.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for key in _keys(base) if key not in taken)


def _keys(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _require_kind(change: TerritoryChange, parts: list[ChangePart]) -> None:
    gives = [part.origin_id for part in parts if part.origin_id]
    takes = [part.target_id for part in parts]
    fits = {
        TerritoryChange.Kind.SPLIT: len(set(gives)) < len(gives),
        TerritoryChange.Kind.MERGE: len(set(takes)) < len(takes),
    }
    if not fits.get(TerritoryChange.Kind(change.kind), True):
        raise NotOfItsKind(change)


def _becoming(parts: list[ChangePart], eve: Frame) -> Iterator[Becoming]:
    """The places of which something is new; those that only give or receive stay as they are."""
    for part in {
        part.target_id: part for part in parts if part.code or part.name or part.parent_code
    }.values():
        assert part.target is not None
        now = eve.versions.get(part.target.pk)
        whole = eve.versions.get(now.parent_id or 0) if now else None
        code, name = part.code or (now.code if now else ""), part.name or (now.name if now else "")
        parent = part.parent_code or (whole.code if whole else "")
        if now is None or (now.code, now.name, whole and whole.code) != (code, name, parent):
            yield Becoming(part.target, code, name, parent)


def _end(version: TerritoryVersion, change: TerritoryChange) -> None:
    stored = TerritoryVersion.objects.get(pk=version.pk)
    if stored.valid_until is not None or stored.valid_from >= change.takes_effect_on:
        raise OutOfOrder(stored, change)
    stored.valid_until, stored.ended_by = change.takes_effect_on, change
    stored.save(update_fields=["valid_until", "ended_by"])


def _begin(what: Becoming, change: TerritoryChange) -> None:
    day = change.takes_effect_on
    same = TerritoryVersion.objects.on(day).filter(code=what.code, territory__kind=what.place.kind)
    if taken := same.exclude(territory=what.place).first():
        raise CodeTaken(taken, day)
    whole = (
        TerritoryVersion.objects.on(day)
        .filter(code=what.parent, territory__kind__in=DIVISION)
        .first()
    )
    if whole is None:
        raise UnknownCode(what.parent, day, "parent")
    _require_code(what)
    published = f" (D.O. {change.gazette_on:%d-%m-%Y})" if change.gazette_on else ""
    TerritoryVersion(
        territory=what.place,
        code=what.code,
        name=what.name,
        parent_id=whole.territory_id,
        valid_from=day,
        begun_by=change,
        legal_basis=f"{change.legal_basis}{published}"[:120],
    ).save()


def _require_code(what: Becoming) -> None:
    """Digits, as many as its kind has, after those of what it is part of."""
    length = LENGTHS.get(Kind(what.place.kind))
    prefix = what.parent if what.place.kind != Kind.REGION else ""
    if length and not (
        len(what.code) == length and what.code.isdigit() and what.code.startswith(prefix)
    ):
        raise BadCode(what.code, what.name, length, prefix)


def _require_nobody_left(change: TerritoryChange) -> None:
    frame = frame_on(change.takes_effect_on)
    lost = [
        version.name
        for version in frame.versions.values()
        if version.parent_id is not None and version.parent_id not in frame.versions
    ]
    if lost:
        raise Orphans(sorted(lost), change)
