"""What is found of the acts: those with number, by number, subject and words."""

from typing import Any

from minga.acts.approvals import page_of
from minga.acts.models import Act
from minga.core.access import Access
from minga.core.search.registry import Searchable, register


def declare() -> None:
    register(
        Searchable(
            Act,
            title=lambda act: act.name,
            body=("subject", "resuelvo"),
            note=lambda act: act.subject,
            url=page_of,
            visible=_visible,
            rows=lambda: Act.objects.select_related("service"),
        )
    )


def _visible(access: Access) -> Any:
    return Act.objects.visible_to(access).filter(number__isnull=False)
