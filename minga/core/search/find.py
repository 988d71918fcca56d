"""Finding: what a person typed, among what the person may see."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CharField, QuerySet, Value

from minga.core import shell
from minga.core.access import Access, StaffRequest
from minga.core.registries import Result
from minga.core.search.engine import engine
from minga.core.search.face import Candidate
from minga.core.search.registry import registered, searchable_of
from minga.core.search.words import Term, codes_of, terms_of, words_of

MOST = 50
# So many are asked at once, and at most so many in all, when few of them may be seen.
BATCH, LAST = 200, 5_000


def search(access: Access, asked: str, most: int = MOST) -> list[Result]:
    """Pages of Minga first, then records; those whose title says it all before the others."""
    terms = terms_of(asked)
    if sum(len(word) for term in terms for word in term.words) < 2:  # one letter is everywhere
        return []
    records = sorted(_records(access, terms, most), key=lambda found: _order(found, terms))
    return [*_pages(access, terms), *map(_result, records)][:most]


def _records(access: Access, terms: Sequence[Term], most: int) -> list[Candidate]:
    """The best that may be seen: more are asked for until the page is full."""
    found: list[Candidate] = []
    for start in range(0, LAST, BATCH):
        batch = engine().find(terms, start=start, size=BATCH)
        found += _seen(access, [c for c in batch if _may_be_named(c, terms)])
        if len(found) >= most or len(batch) < BATCH:
            break
    return found


def _may_be_named(candidate: Candidate, terms: Sequence[Term]) -> bool:
    """One that only its code finds: some term is the whole of it."""
    searchable = searchable_of(candidate.model)
    if searchable is None or not searchable.by_code:
        return True
    codes = codes_of(candidate.title)
    return any(term.is_exact and term.words[0] in codes for term in terms)


def _seen(access: Access, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Through the queryset that each area registered, in one query."""
    asked: list[QuerySet[Any, Any]] = []
    for searchable in registered():
        keys = [c.object_id for c in candidates if c.model == searchable.label]
        if keys:
            rows = searchable.visible_to(access).filter(pk__in=keys).order_by()
            label = Value(searchable.label, output_field=CharField())
            asked.append(rows.annotate(of_model=label).values_list("of_model", "pk"))
    if not asked:
        return iter(())
    visible = set(asked[0].union(*asked[1:], all=True))
    return (c for c in candidates if (c.model, c.object_id) in visible)


def _order(found: Candidate, terms: Sequence[Term]) -> tuple[bool, bool]:
    """An exact code, then a title that says it all; else as the engine ordered them."""
    codes, words = tuple(codes_of(found.title)), tuple(words_of(found.title))
    by_code = any(term.is_exact and term.words[0] in codes for term in terms)
    return not by_code, not all(term.is_in((*codes, *words)) for term in terms)


def _result(found: Candidate) -> Result:
    searchable = searchable_of(found.model)
    kind = searchable.kind_label if searchable else ""
    row = (found.model, found.object_id)
    return Result(kind=kind, label=found.title, url=found.url, note=found.note, row=row)


def note_shown(request: StaffRequest, results: Sequence[Result]) -> None:
    """Tell the areas that ask for it which of their rows this answer shows."""
    for searchable in registered():
        rows = [result.row[1] for result in results if result.row[0] == searchable.label]
        if rows and searchable.noted:
            searchable.noted(request, rows)


def _pages(access: Access, terms: Sequence[Term]) -> list[Result]:
    """The areas of the menu that the person has."""
    return [
        Result(kind="Página", label=label, url=url)
        for label, url in shell.pages_for(access)
        if all(term.is_in(tuple(words_of(label))) for term in terms)
    ]
