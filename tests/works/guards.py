"""The guards of the tables of an area, and the one that has to refuse."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from minga.core import triggers
from tests.workplan.by_hand import _says


def guards(label: str) -> dict[str, str]:
    """Constraints and refusing triggers → how they speak."""
    found = {
        constraint.name: _says(model, constraint)
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    for trigger in triggers.declared():
        if trigger.table.startswith(f"{label}_") and trigger.message:
            found[trigger.name] = re.escape(trigger.message)
    return found


@contextmanager
def barred(label: str, guard: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=guards(label)[guard]), transaction.atomic():
        yield
