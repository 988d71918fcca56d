"""The workbook of a portfolio, filled with what there is: sent back, it changes only what was
edited."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from minga.core.imports.blank import template
from minga.core.imports.spec import spec_of
from minga.works.bulk.columns import FIELDS, NAMED, PARTS, Part
from minga.works.bulk.spec import KIND
from minga.works.bulk.there import Row, rows_of
from minga.works.bulk.words import Known
from minga.works.models import Project

NAMES = tuple(item.name for item in FIELDS)
# Which of the pieces of a part is a word of another table.
WORD_AT = {"shares": 0, "frames": 0, "commitments": 0, "costs": 0, "sources": 1}


def workbook(projects: "QuerySet[Project]", known: Known) -> bytes:
    spec = spec_of(KIND)
    assert spec is not None
    rows = [spread(row) for row in rows_of(projects, known)]
    return template(spec, rows, _words(known))


def spread(row: Row) -> list[Any]:
    """Each list over its numbered columns; what does not fit stays in its own cell."""
    said = dict(zip(NAMES, row, strict=True))
    for part in PARTS:
        items = list(said[part.name] or ())
        # A name with the separator in it can't be in a list.
        items.sort(key=lambda item: not any(";" in str(piece) for piece in item))
        for number, item in enumerate(items[: part.slots], start=1):
            for name, value in zip(part.slot(number), item, strict=True):
                said[name] = value or None
        said[part.name] = tuple(items[part.slots :]) or None
    return [said[name] for name in NAMES]


def _words(known: Known) -> dict[str, Sequence[str]]:
    """What each column offers to choose from."""
    found: dict[str, Sequence[str]] = {name: known[name].offered for name in NAMED}
    for part in PARTS:
        for name in _named_columns(part):
            found[name] = known[part.name].offered
    return {name: words for name, words in found.items() if words}


def _named_columns(part: Part) -> list[str]:
    at = WORD_AT[part.name]
    return [part.slot(number)[at] for number in range(1, part.slots + 1)]
