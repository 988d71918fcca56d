"""Batches: the root of each recomputed from its leaves, and no batch that nobody vouches for."""

from collections.abc import Iterator

from minga.core import merkle
from minga.core.batches import ENTRY, read, split
from minga.core.models import Batch, Event
from minga.core.registries import Finding
from minga.core.verification.reading import keys, readable
from minga.core.verification.told import Told


def check_batches(event: Event, told: Told) -> Iterator[Finding]:
    """The leaves of the batches of an event give the roots that it holds; then they are heard, one
    row each."""
    for label, root in told.roots(event.pk).items():
        where = f"evento {event.sequence}, lote de {label}"
        leaves = readable(where, lambda label=label: _leaves(event.pk, label))  # type: ignore[misc]
        if leaves is None:
            yield Finding(where, "Faltan las huellas de sus filas, o no pueden leerse.")
            continue
        if len(leaves) % ENTRY or merkle.root(split(leaves)).hex() != root:
            yield Finding(where, "Las huellas de sus filas fueron cambiadas: no dan su raíz.")
        told.hear_rows((f"{label}:{pk}", digest) for pk, digest in map(read, split(leaves)))


def _leaves(event_id: int, label: str) -> bytes:
    stored = Batch.objects.filter(event_id=event_id, model=label)
    return bytes(stored.values_list("leaves", flat=True).get())


def check_strays(told: Told) -> Iterator[Finding]:
    """A batch of which no event speaks."""
    for pks in keys(Batch):
        for pk, event_id, label in Batch.objects.filter(pk__in=pks).values_list(
            "pk", "event_id", "model"
        ):
            if label not in told.roots(event_id):
                yield Finding(f"lote de {label}, clave {pk}", "Ningún evento registra este lote.")
