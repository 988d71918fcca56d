"""Organisations and their units by name: public bodies, found by everybody signed in."""

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history
from minga.core.search.registry import Rows, Searchable, register
from minga.people.models import Organisation, Person
from minga.people.whom import administered


def declare() -> None:
    register_history(Organisation, visible=_all, key="party__public_id", url=_page)
    register_history(
        Person, visible=administered, key="party__public_id", url=_person, slug="funcionario"
    )
    register(
        Searchable(
            Organisation,
            body=("short_name", "institution__name"),
            note=_note,
            url=_page,
            visible=_all,
            rows=lambda: Organisation.objects.select_related("party", "institution"),
        )
    )


def _page(row: Organisation) -> str:
    return reverse("people:organisation", args=[row.public_id])


def _person(row: Person) -> str:
    return reverse("people:person", args=[row.public_id])


def _note(row: Organisation) -> str:
    kind = row.get_kind_display()
    return f"{kind[:1].upper()}{kind[1:]}" + (f" de {row.institution}" if row.institution else "")


def _all(access: Access) -> Rows:
    return Organisation.objects.all()
