"""Each row against the digest of the last event that touched it."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from minga.core.canonical import has_key, name_of
from minga.core.canonical_rows import digests
from minga.core.registries import Finding
from minga.core.verification.reading import Advance, keys, readable, together
from minga.core.verification.told import Told


def check_rows(model: type[models.Model], told: Told, advance: Advance) -> Iterator[Finding]:
    """What is left over in `told` afterwards has vanished."""
    for pks in keys(model):
        recorded = told.take([name_of(model, pk) for pk in pks])
        stored = _digests(model, pks)
        for pk in pks:
            said, erased = recorded.get(name_of(model, pk), (None, False))
            vouched_for = said is not None and (erased or said == stored.get(pk))
            if not vouched_for or pk not in stored:
                yield _damage(model, pk, said)
        advance(len(pks))


def check_left(told: Told) -> Iterator[Finding]:
    for name in told.left():
        yield Finding(name, "La fila figura en el registro y ya no está en la base de datos.")


def _digests(model: type[models.Model], pks: list[Any]) -> dict[Any, str]:
    """Of all at once; one by one, without those that have none, when one of them spoils it."""

    def of_all() -> dict[Any, str]:
        parts = digests(model, model._base_manager.filter(pk__in=pks))
        pairs = (pair for part in parts for pair in zip(*part, strict=True))
        return {pk: digest.hex() for pk, digest in pairs}

    found = readable(model._meta.label_lower, of_all)
    if found is not None or len(pks) == 1:
        return found or {}
    return {key: digest for pk in pks for key, digest in _digests(model, [pk]).items()}


def _damage(model: type[models.Model], pk: Any, said: str | None) -> Finding:
    """A row that nobody vouches for, as far as it can still be read."""
    name, row = name_of(model, pk), together(model, [pk]).get(pk)
    if row is None:
        what = f"{model._meta.verbose_name}: la fila fue cambiada y no puede leerse."
    elif said is None:
        what = f"{_label(row)}: ningún evento registra esta fila."
    else:
        what = f"{_label(row)}: {_what_happened(row)}"
    return Finding(name, what)


def _label(row: models.Model) -> str:
    """What a person calls it, if the damage lets it say so."""
    said = readable(name_of(type(row), row.pk), lambda: str(row))
    return f"{row._meta.verbose_name} «{row.pk if said is None else said}»"


def _what_happened(row: models.Model) -> str:
    if getattr(row, "has_personal_data", False) and not has_key(type(row), row.pk):
        return "falta la clave de su huella, y ningún evento dice que se borró."
    return "la fila fue cambiada fuera de Minga."
