"""Who answers for a place: the organisations whose territory it is, and who heads each of them."""

from datetime import date

from minga.core.kinds import DATE, TEXT
from minga.core.reports import Column, Group, Table
from minga.core.templatetags.minga import counted
from minga.core.validity import holds_on
from minga.people.models import Membership, Organisation
from minga.people.roles import Role
from minga.territory.briefs import Question, Section, Told, register_brief

COLUMNS = (
    Column("Organización", TEXT),
    Column("Lugar", TEXT),
    Column("Quién la dirige", TEXT),
    Column("Desde", DATE),
)


def declare() -> None:
    register_brief(
        Section(
            "contactos",
            "Organizaciones y contactos",
            40,
            responsible,
            empty="Ninguna organización registrada tiene a cargo este lugar.",
        )
    )


def responsible(asked: Question) -> Told:
    """Of the place first, then of what contains it, then of what is in it; two questions."""
    places = asked.containing | asked.inside
    rows = Organisation.objects.filter(
        holds_on(asked.day), territory__in=places, parent__isnull=True
    ).select_related("territory")
    found = sorted(rows, key=lambda body: (_distance(asked, body.territory_id), body.name))
    if not found:
        return Told()
    heads = _heads(found, asked)
    cells = tuple(
        (body.name, asked.frame.name_of(body.territory_id or 0), *_head(heads, body))
        for body in found
    )
    return Told(
        sentence=f"{counted(len(found), 'organización,organizaciones')} con este lugar a cargo.",
        table=Table(COLUMNS, (Group(cells),)),
    )


def _distance(asked: Question, territory_id: int | None) -> int:
    if territory_id == asked.territory.pk:
        return 0
    return 1 if territory_id in asked.containing else 2


def _heads(bodies: list[Organisation], asked: Question) -> dict[int, Membership]:
    """The head of the day; who stands in for the head goes before. Who decides some things by
    delegation directs nothing."""
    rows = (
        Membership.objects.on(asked.day)
        .filter(organisation__in=bodies, role=Role.INSTITUTION_HEAD, delegated_by=None)
        .select_related("person")
        .order_by("is_substitute", "pk")
    )
    return {membership.organisation_id: membership for membership in rows}


def _head(heads: dict[int, Membership], body: Organisation) -> tuple[str, date | None]:
    head = heads.get(body.pk)
    if head is None:
        return "sin registrar", None
    standing_in = " (subrogante)" if head.is_substitute else ""
    return f"{head.person.label}{standing_in}", head.valid_from
