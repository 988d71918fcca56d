"""What awaits a person, and what `minga audit verify` reads of the division beyond what a trigger
sees: that no place hangs from one that is no more."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.core.models import Preparation
from minga.core.registries import Awaiting, Finding
from minga.territory.actions import APPROVE
from minga.territory.frames import read_atlas
from minga.territory.models import TerritoryChange


def find(access: Access, day: date) -> Iterable[Awaiting]:
    """Changes of the division to approve, but for who wrote in them."""
    if not access.may(APPROVE):
        return
    own = Preparation.objects.filter(
        subject_model=TerritoryChange._meta.label_lower, actor_id=access.actor_id or 0
    )
    waiting = TerritoryChange.objects.waiting().exclude(pk__in=own.values("subject_id"))
    for change in waiting.order_by("takes_effect_on", "pk"):
        yield Awaiting(
            label=change.title,
            note=f"{change.legal_basis}, desde el {change.takes_effect_on:%d-%m-%Y}",
            place="Divisiones",
            verb="Aprobar cambio",
            url=reverse("territory:change", args=[change.public_id]),
            kind="Cambios de división",
        )


def check() -> Iterator[Finding]:
    """Each version has something in force to be part of, on each of its days."""
    known = read_atlas()
    for day in known.days:
        frame = known.on(day)
        for version in frame.versions.values():
            if version.parent_id is not None and version.parent_id not in frame.versions:
                yield Finding(
                    f"territory.territoryversion:{version.pk}",
                    f"{version.name} es parte el {day:%d-%m-%Y} de un territorio que ese día no "
                    "rige.",
                )
