"""Places by name or code, as they are called today."""

from django.urls import reverse

from minga.core.access import Access
from minga.core.clock import today
from minga.core.history import register_history
from minga.core.search.registry import Rows, Searchable, register
from minga.territory.models import Territory, TerritoryVersion


def declare() -> None:
    register_history(Territory, visible=_all, title=_name, url=_url)
    register(
        Searchable(
            TerritoryVersion,
            kind="territorio",
            title=lambda version: version.name,
            body=("code",),
            note=lambda version: f"{version.territory.get_kind_display()}, código {version.code}",
            url=lambda version: _url(version.territory),
            # Territories are public: everybody signed in finds them all.
            visible=lambda access: TerritoryVersion.objects.on(today()),
            rows=lambda: TerritoryVersion.objects.select_related("territory"),
            follows=("territory",),
        )
    )


def _all(access: Access) -> Rows:
    return Territory.objects.all()


def _name(territory: Territory) -> str:
    version = territory.versions.on(today()).first() or territory.versions.last()
    return version.name if version else str(territory)


def _url(territory: Territory) -> str:
    return reverse("territory:place", args=[territory.public_id])
