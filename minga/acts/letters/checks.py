"""What `minga audit verify` also reads: the papers of letters, own and received, and their series
without gaps."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from minga.acts.checks import check_paper, check_series
from minga.acts.letters.making import entries_of, series_of
from minga.acts.letters.models import Letter, ReceivedLetter
from minga.core.models import Folio
from minga.core.registries import Finding


def check_letters() -> Iterator[Finding]:
    given: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for letter in _read(Letter.objects.filter(number__isnull=False)):
        given[series_of(letter), letter.year].add(letter.number)
        yield from check_paper(letter.named, letter.document)
    for came in _read(ReceivedLetter.objects.all()):
        given[entries_of(came.service), came.year].add(came.entry)
        yield from check_paper(came.named, came.document)
    for folio in Folio.objects.filter(series__contains="/oficio-").order_by("pk"):
        numbers = given[folio.series, folio.year]
        yield from check_series(folio.series, folio.year, numbers, "el oficio")


def _read(rows: Any) -> Any:
    return rows.select_related("service", "document__file").order_by("pk").iterator()
