"""Rows that an action wrote in bulk: vouched for together, by one root in its event.

The digests of the rows are the leaves of a Merkle tree. Its root enters the event as
`"table:*"`; the leaves stay in a `Batch`, so that a row changed by hand is named one by one.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from minga.core import merkle
from minga.core.acts import Act
from minga.core.bulk import bulk_insert, uncollected
from minga.core.canonical_rows import entries
from minga.core.models import Batch
from minga.core.models.fact import DigestKey, new_digest_keys

KEY, ENTRY = 8, 40
TOGETHER = "*"


def name_of_batch(label: str) -> str:
    return f"{label}:{TOGETHER}"


def keep(act: Act) -> dict[str, str]:
    """Write the batches of an action and answer their roots. They are the rows that carry its
    event and that nobody wrote one by one afterwards."""
    roots = {}
    for model in sorted(act.batches, key=lambda model: model._meta.label_lower):
        rows = _rows(act, model)
        if getattr(model, "has_personal_data", False):
            _give_keys(model, rows)
        with uncollected():
            leaves = list(entries(model, rows))
            root = merkle.root(leaves).hex()
        if leaves:
            label = model._meta.label_lower
            batch = (act.event_id, label, len(leaves), b"".join(leaves))
            bulk_insert(Batch, ["event", "model", "rows", "leaves"], [batch])
            roots[name_of_batch(label)] = root
            act.data.setdefault("batches", {})[label] = len(leaves)
    return roots


def _rows(act: Act, model: type[models.Model]) -> models.QuerySet[Any]:
    rows = model._base_manager.filter(event_id=act.event_id)
    alone = act.touched.get(model)
    return rows.exclude(pk__in=alone) if alone else rows


def _give_keys(model: type[models.Model], rows: models.QuerySet[Any]) -> None:
    """A secret for each row that has none yet."""
    label = model._meta.label_lower
    known = DigestKey.objects.filter(model=label, row_id=OuterRef("pk"))
    pks = list(rows.filter(~Exists(known)).order_by("pk").values_list("pk", flat=True))
    secrets = new_digest_keys(len(pks))
    given = zip([label] * len(pks), pks, secrets, strict=True)
    bulk_insert(DigestKey, ["model", "row_id", "key"], given)


def split(leaves: bytes) -> Iterator[bytes]:
    """The entries of a batch, as they were hashed."""
    return (leaves[at : at + ENTRY] for at in range(0, len(leaves), ENTRY))


def read(entry: bytes) -> tuple[int, str]:
    """The key and the digest of one entry."""
    return int.from_bytes(entry[:KEY], "big", signed=True), entry[KEY:].hex()
