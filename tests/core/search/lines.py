"""Lines of an index without any area, to see what an engine finds."""

from minga.core.search.engine import engine
from minga.core.search.models import IndexEntry
from minga.core.search.words import Text, terms_of


def written(*texts: tuple[str, str]) -> None:
    """Title and body of each line."""
    first = IndexEntry.objects.count() + 1
    entries = [
        IndexEntry.objects.create(model="tests.thing", object_id=first + n, title=title, url="/")
        for n, (title, _) in enumerate(texts)
    ]
    engine().write(
        (entry.pk, Text.of(title, body))
        for entry, (title, body) in zip(entries, texts, strict=True)
    )


def titles(asked: str) -> list[str]:
    return [found.title for found in engine().find(terms_of(asked), start=0, size=50)]
