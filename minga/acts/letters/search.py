"""What is found of the letters: those numbered, by number, subject and words."""

from typing import Any

from minga.acts.letters.approvals import page_of
from minga.acts.letters.models import Letter
from minga.core.access import Access
from minga.core.search.registry import Searchable, register


def declare() -> None:
    register(
        Searchable(
            Letter,
            title=lambda letter: letter.named,
            body=("subject", "body"),
            note=lambda letter: letter.subject,
            url=page_of,
            visible=_visible,
            rows=lambda: Letter.objects.select_related("service"),
        )
    )


def _visible(access: Access) -> Any:
    return Letter.objects.visible_to(access).filter(number__isnull=False)
