"""The canonical form of a row or an event, and its digest: what the chain vouches for."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from minga.core.models.fact import DigestKey


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """The same bytes for the same value: keys in order, no spaces, UTF-8, dates in ISO, instants in
    UTC."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=as_plain
    ).encode()


def as_plain(value: Any) -> str:
    """What JSON has no form for."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    msg = f"No canonical form for {type(value).__name__}"
    raise TypeError(msg)


def canonical_row(row: models.Model) -> dict[str, Any]:
    """Every stored field. An empty (null) one is left out, so that a column added later changes no
    digest."""
    values = {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}
    return {"table": row._meta.label_lower} | {
        name: value for name, value in values.items() if value is not None
    }


def digest(data: bytes, key: bytes | None = None) -> str:
    return hmac.new(key, data, "sha256").hexdigest() if key else hashlib.sha256(data).hexdigest()


def digests_of(model: type[models.Model], rows: Iterable[models.Model]) -> dict[str, str]:
    """`{"people.person:7": "ab12…"}`: keyed where the table holds personal data."""
    rows = list(rows)
    keys = (
        keys_of(model, [row.pk for row in rows])
        if getattr(model, "has_personal_data", False)
        else {}
    )
    return {
        name_of(model, row.pk): digest(canonical_json(canonical_row(row)), keys.get(row.pk))
        for row in rows
    }


def name_of(model: type[models.Model], pk: Any) -> str:
    return f"{model._meta.label_lower}:{pk}"


def keys_of(model: type[models.Model], pks: Sequence[Any]) -> dict[Any, bytes]:
    """The secrets of those that have one."""
    found = DigestKey.objects.filter(model=model._meta.label_lower, row_id__in=pks)
    return {key.row_id: bytes(key.key) for key in found}


def has_key(model: type[models.Model], pk: Any) -> bool:
    return bool(keys_of(model, [pk]))


def forget_key(model: type[models.Model], pk: Any) -> None:
    """Only `minga.core.erasure` calls it: without its event a lost key is damage."""
    DigestKey.objects.filter(model=model._meta.label_lower, row_id=pk).delete()


def ensure_keys(model: type[models.Model], pks: Iterable[Any]) -> None:
    """Give a secret to each row that holds personal data and has none yet."""
    known = keys_of(model, list(pks))
    for pk in pks:
        if pk not in known:
            DigestKey.objects.create(model=model._meta.label_lower, row_id=pk)
