"""What a row says, as paragraphs: for a cell of a paper and for a cell of a page."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from minga.core.reports import Bullet, Lead
from minga.core.reports.spec import Paragraph
from minga.workplan.reporting.models import ReportRow


def paragraphs(text: str) -> Iterator[Paragraph]:
    """A line that begins with a hyphen or a bullet is an item of a list."""
    for line in text.split("\n"):
        said = line.strip()
        if said[:1] in ("-", "•", "*") and said[1:].strip():
            yield Bullet(said[1:].strip())
        elif said:
            yield said


def cell(row: ReportRow, names: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Alone, a value as it is; together with others, each is told by what it is."""
    return tuple(said for name in names for said in _told(row, name, names))


def _told(row: ReportRow, name: str, names: tuple[str, ...]) -> Iterator[Paragraph]:
    together = len(names) > 1
    if name == "title" and row.title:
        yield Lead(row.title) if together else row.title
    elif name == "due" and row.due:
        yield f"Plazo: {row.due.name}." if together else row.due.name
    elif name == "answers" and row.answers:
        yield f"Responde: {row.answers}." if together else row.answers
    elif name == "commitment" and row.commitment:
        # Under a heading of its own it is not named again.
        if "recommendations" in names or "achieved" in names:
            yield Lead("Compromiso")
        yield from paragraphs(row.commitment)
    elif name in ("achieved", "recommendations"):
        yield from paragraphs(getattr(row, name))


Block = tuple[str, str | list[str]]


def blocks(said: Iterable[Paragraph]) -> list[Block]:
    """For a page: («lead» | «text», words) and («list», items)."""
    found: list[Block] = []
    for kind, group in groupby(said, type):
        if kind is Bullet:
            found.append(("list", [item.text for item in group if isinstance(item, Bullet)]))
        else:
            name = "lead" if kind is Lead else "text"
            found += [(name, item.text if isinstance(item, Lead) else str(item)) for item in group]
    return found
