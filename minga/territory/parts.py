"""The parts of a change as a page tells them: what was, what is."""

from dataclasses import dataclass
from datetime import timedelta

from minga.territory.frames import atlas
from minga.territory.models import TerritoryChange


@dataclass(frozen=True)
class ToldPart:
    pk: int
    kind: str
    was: str
    was_code: str
    was_is_uncertain: bool
    now: str
    now_code: str
    part_of: str
    is_same: bool
    public_id: str


def told_parts(change: TerritoryChange) -> list[ToldPart]:
    """By the names and codes of the eve and of the day; of one in preparation, what it says."""
    day = change.takes_effect_on
    eve, after = atlas().on(day - timedelta(days=1)), atlas().on(day)
    is_draft = change.status == TerritoryChange.Status.DRAFT
    told = []
    for part in change.parts.select_related("origin", "target").order_by("pk"):
        was = eve.versions.get(part.origin_id or 0)
        now = (eve if is_draft else after).versions.get(part.target_id or 0)
        place = part.target or part.origin
        whole = after.versions.get(now.parent_id or 0) if now else None
        new_whole = after.by_code(part.parent_code)
        told.append(
            ToldPart(
                part.pk,
                place.get_kind_display() if place else part.get_kind_display(),
                was.name if was else "",
                was.code if was else "",
                was is not None and not was.is_verified,
                part.name or (now.name if now else ""),
                part.code or (now.code if now else ""),
                new_whole.name if new_whole else part.parent_code or (whole.name if whole else ""),
                part.origin_id == part.target_id,
                place.public_id if place else "",
            )
        )
    return told
