"""Persons in the search: by exact RUN for who attends the public, by name for who may."""

from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.history import register_history
from minga.core.rut import show_rut
from minga.core.search.registry import Rows, Searchable, register
from minga.people.citizens.models import Attention, Citizen
from minga.people.citizens.permissions import ATTEND
from minga.people.citizens.reads import What, note
from minga.people.models import Party


def declare() -> None:
    register_history(
        Citizen,
        key="person__party__public_id",
        title=lambda row: "Ficha de persona",
        url=url,
    )
    register_history(Attention, title=lambda row: f"Atención {row.folio}", url=_attention_url)
    register(
        Searchable(
            Citizen,
            url,
            title=lambda row: row.full_name,
            visible=Citizen.objects.by_name,
            rows=lambda: Citizen.objects.filter(state="active").select_related("person__party"),
            follows=("person",),
            noted=_note_hits,
        )
    )
    register(
        Searchable(
            Party,
            lambda row: f"{reverse('citizens:counter')}?run={show_rut(row.rut)}",
            title=lambda row: f"RUN {show_rut(row.rut)}",
            kind="persona",
            note=lambda row: "Abrir en la pantalla de atención",
            visible=_by_run,
            rows=lambda: Party.objects.filter(rut__isnull=False, person__citizen__state="active"),
            follows=("person__citizen",),
            by_code=True,
        )
    )


def _note_hits(request: StaffRequest, people: list[int]) -> None:
    """Who searches by name reads the names of others too."""
    for pk in people:
        note(request, pk, What.IDENTITY, "Búsqueda por nombre")


def url(row: Citizen) -> str:
    return reverse("citizens:person", args=[row.public_id])


def _attention_url(row: Attention) -> str:
    return reverse("citizens:attention", args=[row.public_id])


def _by_run(access: Access) -> Rows:
    """Everybody with a record, but only one whose whole RUN was typed (`by_code`)."""
    found = Party.objects.all()
    return found if access.may(ATTEND) else found.none()
