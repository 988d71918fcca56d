"""What is written again is what was built, and the guards are awake afterwards."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from minga.core.models import Event
from tests.conftest import Cast
from tests.core.database import sql
from tests.snapshot import everything, upon
from tests.works.factories import programmer, project

BUILT: list[str] = []


def _built(cast: Cast) -> Any:
    BUILT.append(connection.vendor)
    made = project(cast, by=programmer(cast.serviu))
    cast.hugo.client()  # somebody who was there before enters: their row changes
    return made


def _everything() -> dict[str, list[Any]]:
    return {table: sorted(map(repr, rows)) for table, rows in everything().items()}


def test_what_is_written_again_is_what_was_built(cast: Cast) -> None:
    kept: dict[Any, Any] = {}
    BUILT.clear()
    with transaction.atomic():
        first = upon(kept, _built, cast)
        said = _everything()
        transaction.set_rollback(True)
    with transaction.atomic():
        again = upon(kept, _built, cast)
        assert (again.pk, again.name, again is first) == (first.pk, first.name, False)
        assert _everything() == said
        transaction.set_rollback(True)

    assert len(BUILT) == 1

    programmer(cast.other)  # somebody worked in between: its events come before
    assert upon(kept, _built, cast).pk
    assert len(BUILT) == 2


def test_the_guards_wake_up(cast: Cast) -> None:
    upon({}, _built, cast)

    assert Event.objects.exists()
    with pytest.raises(DatabaseError, match="no se modifican ni se borran"), transaction.atomic():
        sql("DELETE FROM core_event")
