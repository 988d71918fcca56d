"""Whom to write to: who is in charge, the mailbox of the unit, those who work in it; the chief."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from minga.commitments.heirs import closed_on, holder_of
from minga.commitments.models import Commitment, Mailbox
from minga.commitments.permissions import DECIDE, REPORT
from minga.core.access import Access
from minga.core.permissions import AS_DECLARED
from minga.people.models import Membership, Organisation


@dataclass(frozen=True)
class Recipient:
    """A person or a unit, with the address that it has today."""

    address: str
    label: str
    person_id: int | None = None
    organisation_id: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        if self.person_id is not None:
            return "person", self.person_id
        return "unit", self.organisation_id or 0


@dataclass
class Directory:
    """All that is needed for many commitments, in a few questions."""

    day: date
    closed: dict[int, Organisation] = field(default_factory=dict)
    mailboxes: dict[int, str] = field(default_factory=dict)
    members: dict[int, list[Membership]] = field(default_factory=dict)
    persons: dict[int, Membership] = field(default_factory=dict)

    @classmethod
    def of(cls, commitments: Sequence[Commitment], day: date) -> "Directory":
        gone = any(not c.responsible.holds_on(day) for c in commitments)
        found = cls(day, closed_on(day) if gone else {})
        holders = [holder_of(c.responsible, day, found.closed) for c in commitments]
        bodies = {h.pk for h in holders if h} | {h.institution_pk for h in holders if h}
        boxes = Mailbox.objects.filter(organisation__in=bodies, valid_from__lte=day)
        for row in boxes.order_by("valid_from", "pk"):
            found.mailboxes[row.organisation_id] = row.mailbox
        named = {c.person_id for c in commitments if c.person_id}
        held = Membership.objects.on(day).select_related("person__user__details", "organisation")
        for member in held.filter(organisation__in=bodies).order_by("pk"):
            found.members.setdefault(member.organisation_id, []).append(member)
        for member in held.filter(person__in=named).order_by("-pk"):
            found.persons[member.person_id] = member
        return found

    def holder(self, commitment: Commitment) -> Organisation | None:
        return holder_of(commitment.responsible, self.day, self.closed)

    def responsible(self, commitment: Commitment) -> list[Recipient]:
        """Nobody: no reachable person, which the list says."""
        member = self.persons.get(commitment.person_id or 0)
        if member is not None and (one := _person(member)):
            return [one]
        holder = self.holder(commitment)
        if holder is None:
            return []
        box = self.mailboxes.get(holder.pk)
        if box:
            return [Recipient(box, holder.short_name, organisation_id=holder.pk)]
        roles = AS_DECLARED.holders(REPORT, self.day)
        return _reached(m for m in self.members.get(holder.pk, ()) if m.role in roles)

    def chief(self, commitment: Commitment) -> list[Recipient]:
        """Who heads the unit that answers; where it has no head with mail, the institution's."""
        holder = self.holder(commitment)
        if holder is None:
            return []
        roles = AS_DECLARED.holders(DECIDE, self.day)
        for body in (holder.pk, holder.institution_pk):
            heads = [m for m in self.members.get(body, ()) if m.role in roles]
            if found := _reached(heads):
                return found
        return []


def _person(member: Membership) -> Recipient | None:
    user = member.person.user
    details = getattr(user, "details", None) if user else None
    if not details or not details.email or not user or not user.is_active:
        return None
    return Recipient(details.email, member.person.label, person_id=member.person_id)


def _reached(members: Iterable[Membership]) -> list[Recipient]:
    found = {m.person_id: _person(m) for m in members}
    return [one for one in found.values() if one is not None]


def is_mine(commitment: Commitment, access: Access) -> bool:
    return commitment.person_id is not None and commitment.person_id == access.actor_id


__all__ = ["Directory", "Recipient", "is_mine"]
