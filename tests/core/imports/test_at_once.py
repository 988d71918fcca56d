"""Two imports at the same moment, on PostgreSQL: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from minga.core.clock import living_in
from minga.core.errors import Refusal
from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.models import Event
from tests.conftest import TODAY, Somebody
from tests.core.imports.making import applied, imported, xlsx
from tests.core.imports.sample.models import Lot

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time: nothing to try"
    ),
]


def at_once(*uploads: Import, by: Somebody) -> list[str]:
    """«applied», or the sentence of the refusal."""
    start = Barrier(len(uploads))

    def act(upload: Import) -> str:
        try:
            start.wait(10)
            with living_in(TODAY):
                return actions.apply_import(upload, seen=upload.seen, by=by.access).status
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(uploads)) as people:
        return list(people.map(act, uploads))


def test_of_two_that_change_the_same_row_one_is_told(ana: Somebody):
    applied(xlsx([("P-001", "Uno", 1, 1)]), ana.access)
    uploads = [imported(xlsx([("P-001", "Uno", n, 1)]), ana.access) for n in (2, 3)]

    done = at_once(*uploads, by=ana)

    assert sorted(said[:16] for said in done) == ["Los datos cambia", "applied"]
    won = 2 + done.index("applied")
    assert Lot.objects.get().amount == won


def test_of_two_that_bring_the_same_new_row_one_is_told(ana: Somebody):
    uploads = [imported(xlsx([("P-001", "Uno", n, 1)]), ana.access) for n in (2, 3)]

    done = at_once(*uploads, by=ana)

    assert done.count("applied") == 1
    assert Lot.objects.count() == 1


def test_the_same_import_is_applied_once(ana: Somebody):
    upload = imported(xlsx([("P-001", "Uno", 2, 1)]), ana.access)

    done = at_once(upload, upload, by=ana)

    assert done.count("applied") == 1
    assert Event.objects.filter(kind="imports.applied").count() == 1
