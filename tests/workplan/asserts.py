"""What a refusal leaves: its sentence, every row as it was, no event. And what an event says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps

from minga.core.errors import Refusal
from minga.core.history import sentence
from minga.core.models import Event, Preparation
from tests.conftest import nothing_recorded


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the work plans and their dossiers, and who prepared what."""
    areas = ("workplan", "documents")
    models = [model for label in areas for model in apps.get_app_config(label).get_models()]
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=repr)
        for model in (*models, Preparation)
    }


@contextmanager
def nothing_changed() -> Iterator[None]:
    before = rows()
    with nothing_recorded():
        yield
    assert rows() == before


@contextmanager
def refused(error: type[Refusal], says: str = "") -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The action refuses with these words, and leaves no trace."""
    with nothing_changed(), pytest.raises(error, match=re.escape(says) or None) as caught:
        yield caught


def last_event() -> Event:
    return Event.objects.order_by("-sequence")[0]


def last_said() -> tuple[str, str, str]:
    """Kind, person and sentence of the last event: «workplan.approved», «D. Pérez», «aprobó …»."""
    event = last_event()
    return event.kind, event.actor, sentence(event)
