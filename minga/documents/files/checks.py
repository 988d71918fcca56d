"""What `minga audit verify` also reads here: rows about cases that are gone, samples that their own
seed does not repeat."""

from collections.abc import Iterator

from minga.core.cases import whole_references
from minga.core.registries import Finding
from minga.documents.files.models import (
    Filing,
    IndexedFile,
    Passage,
    Sample,
    SampleItem,
    Waiver,
)
from minga.documents.files.picking import pick, population_hash


def references() -> Iterator[Finding]:
    yield from whole_references(Filing, Waiver, Passage, IndexedFile, SampleItem)


def samples() -> Iterator[Finding]:
    """The same seed over the same population gives the same cases, or somebody changed one."""
    for sample in Sample.objects.order_by("pk").iterator():
        items = sample.items.order_by("position")
        picked = list(items.values_list("case_public_id", flat=True))
        if population_hash(sample.population) != sample.population_sha256:
            yield Finding(str(sample), "Su población ya no corresponde a la huella que se guardó.")
        elif picked != pick(sample.seed, sample.population, sample.size):
            yield Finding(str(sample), "Sus casos no son los que salen con su semilla.")


def indexed_files() -> Iterator[Finding]:
    """The hash that was noted is that of the file that is kept."""
    for row in IndexedFile.objects.select_related("document__file").order_by("pk").iterator():
        if row.sha256 != row.document.file.sha256:
            yield Finding(
                f"{row} de «{row.case_label}»", "Su huella anotada no es la de su archivo."
            )
