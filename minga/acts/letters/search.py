"""What is found of the letters, those numbered and those that came: number, subject, words."""

from typing import Any

from minga.acts.letters.approvals import page_of, page_of_received
from minga.acts.letters.models import Letter, ReceivedLetter
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
    register(
        Searchable(
            ReceivedLetter,
            title=lambda received: received.named,
            body=("subject", "sender"),
            note=lambda received: received.subject,
            url=page_of_received,
            rows=lambda: ReceivedLetter.objects.select_related("service"),
        )
    )


def _visible(access: Access) -> Any:
    return Letter.objects.visible_to(access).filter(number__isnull=False)
