"""Two lists: the organisations, for everybody; the functions of people, for who administers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse

from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice, Text
from minga.core.lists.ranges import days
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.core.validity import holds_on
from minga.people import whom
from minga.people.actions import MANAGE
from minga.people.models import Membership, Organisation
from minga.people.roles import Role
from minga.territory.frames import frame_on

Kind = Organisation.Kind
KINDS = [(kind.value, kind.label) for kind in Kind if kind not in (Kind.UNIT, Kind.DIVISION)]


def _organisations(asking: Asking) -> Rows:
    """Institutions; their units are on the page of each."""
    return Organisation.objects.filter(parent__isnull=True).select_related("party", "successor")


def _tell(rows: Sequence[Organisation], asking: Asking) -> None:
    """Where each is, its units in force and who works in it: three queries for the page."""
    frame = frame_on(asking.day)
    keys = [row.pk for row in rows]
    units = _counted(Organisation.objects.filter(institution__in=keys), "institution", asking)
    people = _people(keys, asking)
    for row in rows:
        told: Any = row
        told.place = frame.name_of(row.territory_id) if row.territory_id else ""
        told.units_held = units.get(row.pk, 0)
        told.people_held = people.get(row.pk, 0)


def _counted(found: Any, by: str, asking: Asking) -> dict[int, int]:
    held = found.filter(holds_on(asking.day)).order_by().values(by)
    return dict(held.annotate(n=Count("pk")).values_list(by, "n"))


def _people(keys: Sequence[int], asking: Asking) -> dict[int, int]:
    """Once each, in the institution itself or in a unit of it."""
    held = Membership.objects.on(asking.day).of_institutions(keys).order_by()
    pairs = held.values_list("person", "organisation", "organisation__institution").distinct()
    by: dict[int, set[int]] = {}
    for person, organisation, institution in pairs:
        by.setdefault(institution or organisation, set()).add(person)
    return {key: len(people) for key, people in by.items()}


def _state(row: Organisation) -> str:
    return f"hasta el {row.last_day:%d-%m-%Y}" if row.last_day else "vigente"


def _follows(row: Organisation) -> str:
    return f"sigue {row.successor.short_name}" if row.successor else ""


ORGANISATIONS = ListSpec(
    "organizaciones",
    "Organizaciones",
    "people:organisations",
    queryset=_organisations,
    unscoped="public bodies and who works with them: everybody signed in reads their names",
    columns=[
        Column("nombre", "Organización", path="name", lead=True),
        Column("tipo", "Tipo", value=lambda row: row.get_kind_display(), order=("kind", "name")),
        Column("territorio", "Territorio", value=lambda row: row.place),
        Column("unidades", "Unidades", INTEGER, value=lambda row: row.units_held or None),
        Column("personas", "Personas", INTEGER, value=lambda row: row.people_held or None),
        Column("desde", "Existe desde", DATE, "valid_from", shown=False),
        Column("vigencia", "Vigencia", value=_state, note=_follows, order=("valid_until", "name")),
    ],
    filters=[
        Choice("tipo", "Tipo", "kind", choices=KINDS, facet=True),
        days("desde", "Existe desde", "valid_from"),
    ],
    search=("name", "short_name"),
    order="nombre",
    nouns=("organización", "organizaciones"),
    empty_title="Aquí verá los servicios, municipalidades y entidades con que se trabaja",
    empty="Agregue una, o impórtelas de una planilla.",
    row_url=lambda row: reverse("people:organisation", args=[row.public_id]),
    decorate=_tell,
    template="people/organisations.html",
)


def _functions(asking: Asking) -> Rows:
    found: Rows = whom.memberships(asking.access)
    return found


def _mark(rows: Sequence[Membership], asking: Asking) -> None:
    for row in rows:
        row.state = state_of(row, asking.day)  # type: ignore[attr-defined]


def state_of(row: Membership, day: Any) -> str:
    """As words: never begun, over, in force, to come."""
    if row.was_called_off:
        return "anulada"
    if row.valid_until is not None and row.valid_until <= day:
        return "terminada"
    return "vigente" if row.valid_from <= day else "por comenzar"


def tone_of(state: str) -> str:
    return {"vigente": "ok", "por comenzar": "wait"}.get(state, "none")


def _where(row: Membership) -> str:
    institution = row.organisation.institution
    return institution.short_name if institution else ""


def _roles(asking: Asking) -> Iterable[tuple[str, str]]:
    return Role.choices


FUNCTIONS = ListSpec(
    "funciones",
    "Personas y funciones",
    "people:functions",
    queryset=_functions,
    unscoped="whom.memberships leaves only those that the person administers",
    columns=[
        Column(
            "persona",
            "Persona",
            value=lambda row: f"{row.person.given_names} {row.person.family_names}",
            order=("person__family_names", "person__given_names"),
            lead=True,
        ),
        Column("funcion", "Función", value=lambda row: row.role_label, order=("role",)),
        Column("organizacion", "Organización", path="organisation__name", note=_where),
        Column("desde", "Desde", DATE, "valid_from", width="w-fit"),
        Column(
            "hasta",
            "Hasta",
            DATE,
            value=lambda row: row.last_day,
            order=("valid_until",),
            width="w-fit",
        ),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.state,
            tone=lambda row: tone_of(row.state),
        ),
        Column("acto", "Acto", path="act_reference", shown=False),
    ],
    filters=[
        Choice("funcion", "Función", "role", choices=_roles),
        Text("organizacion", "Organización", "organisation__name"),
        days("desde", "Desde", "valid_from"),
    ],
    search=("person__given_names", "person__family_names", "organisation__name"),
    order="persona",
    permission=MANAGE,
    nouns=("función", "funciones"),
    empty_title="Aquí verá quién tiene qué función",
    empty="Agregue a una persona y dele una función por un acto.",
    row_url=lambda row: reverse("people:person", args=[row.person.public_id]),
    row_id="pk",
    decorate=_mark,
    template="people/functions.html",
)
