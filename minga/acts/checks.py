"""What `minga audit verify` also reads: the PDF of each numbered act, and series without gaps."""

from collections import defaultdict
from collections.abc import Iterator

from minga.acts.actions.process import series_of
from minga.acts.models import Act
from minga.core.folios import last_number
from minga.core.registries import Finding
from minga.documents.models import Document
from minga.documents.storage import hash_of, path_of


def check_acts() -> Iterator[Finding]:
    given: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    found = Act._base_manager.filter(number__isnull=False, is_earlier=False)
    acts = found.select_related("service", "document__file").order_by("pk")
    for act in acts.iterator():
        assert act.year is not None
        assert act.number is not None
        given[(series_of(act), act.year)].add(act.number)
        yield from check_paper(act.name, act.document)
    for (series, year), numbers in given.items():
        yield from check_series(series, year, numbers, "el acto", first=min(numbers))


def check_series(
    series: str, year: int, numbers: set[int], what: str, *, first: int = 1
) -> Iterator[Finding]:
    """That each number given has its row."""
    for number in range(first, last_number(series, year) + 1):
        if number not in numbers:
            yield Finding(f"serie {series}, {year}", f"Falta {what} del número {number}.")


def check_paper(name: str, document: Document | None) -> Iterator[Finding]:
    if document is None:
        yield Finding(name, "No tiene su PDF archivado.")
        return
    sha256 = document.file.sha256
    path = path_of(sha256)
    if not path.exists():
        yield Finding(name, "Falta su PDF en la carpeta de datos.")
    elif hash_of(path) != sha256:
        yield Finding(name, "Su PDF fue cambiado: ya no corresponde a su huella.")
