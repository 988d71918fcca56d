"""Whom to write to: who is in charge, the mailbox of the unit, those who work in it; the chief."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from minga.commitments.charge import kept
from minga.commitments.heirs import closed_on, holder_of
from minga.commitments.models import Commitment, Finding, Mailbox
from minga.commitments.permissions import ANSWER, DECIDE, REPORT
from minga.core.permissions import AS_DECLARED, Overlay
from minga.people.models import Membership, MembershipQuerySet, Organisation
from minga.people.table import marks, table_of

# What waits for a unit or a person: a report of the one, an answer to the other.
Asked = Commitment | Finding


def permission_of(asked: Asked) -> str:
    return ANSWER if isinstance(asked, Finding) else REPORT


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
    persons: dict[int, list[Membership]] = field(default_factory=dict)
    # The commitments whose person in charge is still where they are answered for.
    kept: set[int] = field(default_factory=set)
    table: Overlay = AS_DECLARED

    @classmethod
    def of(cls, commitments: Sequence[Asked], day: date) -> "Directory":
        gone = any(not c.responsible.holds_on(day) for c in commitments)
        found = cls(day, closed_on(day) if gone else {})
        holders = [holder_of(c.responsible, day, found.closed) for c in commitments]
        bodies = {h.pk for h in holders if h} | {h.institution_pk for h in holders if h}
        bodies |= {c.service_id for c in commitments}
        boxes = Mailbox.objects.filter(organisation__in=bodies, valid_from__lte=day)
        for row in boxes.order_by("valid_from", "pk"):
            found.mailboxes[row.organisation_id] = row.mailbox
        found._read_members(bodies)
        found._read_persons(
            {c.pk: c.person_id for c in commitments if isinstance(c, Commitment) and c.person_id}
        )
        return found

    def _read_members(self, bodies: Iterable[int]) -> None:
        for member in _held(self.day).filter(organisation__in=bodies).order_by("pk"):
            self.members.setdefault(member.organisation_id, []).append(member)
            self.table = table_of(member)

    def _read_persons(self, named: dict[int, int]) -> None:
        if not named:
            return
        rows = Commitment.objects.filter(kept(self.day), pk__in=named)
        self.kept = set(rows.values_list("pk", flat=True))
        persons = {named[pk] for pk in self.kept}
        for member in _held(self.day).filter(person__in=persons).order_by("pk"):
            self.persons.setdefault(member.person_id, []).append(member)
            self.table = table_of(member)

    def holder(self, commitment: Asked) -> Organisation | None:
        return holder_of(commitment.responsible, self.day, self.closed)

    def left(self, commitment: Commitment) -> bool:
        """The person named is no longer in charge."""
        return commitment.person_id is not None and commitment.pk not in self.kept

    def responsible(self, commitment: Asked) -> list[Recipient]:
        """Who is in charge, the unit, or its chief: the first that can be reached and may report.
        Nobody: no reachable person, which the list says."""
        holder = self.holder(commitment)
        if holder is None:
            return self.chief(commitment)
        unit = self._unit(holder, permission_of(commitment))
        return self._in_charge(commitment, holder) or unit or self.chief(commitment)

    def _in_charge(self, commitment: Asked, holder: Organisation) -> list[Recipient]:
        """A finding has nobody in charge: it is of its unit."""
        if isinstance(commitment, Finding) or commitment.pk not in self.kept:
            return []
        held = self.persons.get(commitment.person_id or 0, ())
        there = (m for m in held if m.organisation.institution_pk == holder.institution_pk)
        return self._reached(there, REPORT)

    def _unit(self, holder: Organisation, permission: str) -> list[Recipient]:
        box = self.mailboxes.get(holder.pk)
        if box:
            return [Recipient(box, holder.short_name, organisation_id=holder.pk)]
        return self._reached(self.members.get(holder.pk, ()), permission)

    def chief(self, commitment: Asked) -> list[Recipient]:
        """Who heads the unit that answers; where it has no head with mail, the institution's. Of a
        body that nobody follows, who directs the service that registered it."""
        holder = self.holder(commitment)
        bodies = (holder.pk, holder.institution_pk) if holder else (commitment.service_id,)
        for body in bodies:
            if found := self._reached(self.members.get(body, ()), DECIDE):
                return found
        return []

    def _reached(self, members: Iterable[Membership], permission: str) -> list[Recipient]:
        """Each person once, by a function that holds the permission today."""
        roles = self.table.holders(permission, self.day)
        able = (m for m in members if m.role in roles)
        own = (m for m in able if not m.delegated_by_id or permission in m.permissions)
        found = {m.person_id: _person(m) for m in own}
        return [one for one in found.values() if one is not None]


def _held(day: date) -> MembershipQuerySet:
    """The functions of a day, with what an address needs and the state of the table of roles."""
    related = ("person__user__details", "organisation")
    return Membership.objects.on(day).select_related(*related).annotate(**marks())


def _person(member: Membership) -> Recipient | None:
    """Only who may sign in: a closed account is written nothing."""
    user = member.person.user
    details = getattr(user, "details", None) if user else None
    if not details or not details.email or not user or not user.is_active:
        return None
    return Recipient(details.email, member.person.label, person_id=member.person_id)
