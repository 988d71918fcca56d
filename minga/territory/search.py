"""Places by name or code."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access
from minga.core.clock import today
from minga.core.registries import Result
from minga.territory.models import TerritoryVersion


def find(access: Access, words: str) -> Iterator[Result]:
    """Territories are public: everybody signed in finds them all."""
    found = TerritoryVersion.objects.on(today()).filter(Q(name__icontains=words) | Q(code=words))
    for version in found.select_related("territory").order_by("code")[:20]:
        yield Result(
            kind="Territorio",
            label=version.name,
            url=reverse("territory:place", args=[version.territory.public_id]),
            note=f"{version.territory.get_kind_display()}, código {version.code}",
        )
