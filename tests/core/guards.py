"""The guards of the tables of an area, and the one that has to refuse."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from minga.core import triggers


def guards(label: str) -> dict[str, str]:
    """Constraints and refusing triggers → how they speak."""
    found = {
        constraint.name: says(model, constraint)
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    for trigger in triggers.declared():
        if trigger.table.startswith(f"{label}_") and trigger.message:
            found[trigger.name] = re.escape(trigger.message)
    return found


def says(model: type[models.Model], constraint: Any) -> str:
    """SQLite tells a unique constraint by its columns, PostgreSQL by its name."""
    name: str = constraint.name
    if not isinstance(constraint, models.UniqueConstraint):
        return name
    fields = (model._meta.get_field(field) for field in constraint.fields)
    columns = ", ".join(f"{model._meta.db_table}.{field.column}" for field in fields)  # type: ignore[union-attr]
    return f"{name}|UNIQUE constraint failed: {columns}$"


@contextmanager
def barred(label: str, guard: str) -> Iterator[None]:
    """The database refuses, and it is this guard that does."""
    with pytest.raises(IntegrityError, match=guards(label)[guard]), transaction.atomic():
        yield
