"""Organisations and their units by name: public bodies, found by everybody signed in."""

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history
from minga.core.search.registry import Rows, Searchable, register
from minga.people.models import Organisation


def declare() -> None:
    register_history(Organisation, visible=_all, key="party__public_id")
    register(
        Searchable(
            Organisation,
            body=("short_name", "institution__name"),
            note=_note,
            url=lambda row: reverse("core:history", args=["organizacion", row.public_id]),
            visible=_all,
            rows=lambda: Organisation.objects.select_related("party", "institution"),
        )
    )


def _note(row: Organisation) -> str:
    kind = row.get_kind_display()
    return f"{kind[:1].upper()}{kind[1:]}" + (f" de {row.institution}" if row.institution else "")


def _all(access: Access) -> Rows:
    return Organisation.objects.all()
