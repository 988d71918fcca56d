"""A project is changed by hand while a workbook that changes it is applied, on PostgreSQL."""

import pytest
from django.db import connection, transaction

from minga.core.clock import living_in
from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.refusals import Stale
from minga.territory.models import Territory
from minga.works.actions import write_communes
from minga.works.bulk import there
from minga.works.models import Project
from tests.conftest import TODAY, Cast, Somebody
from tests.core.test_concurrency import at_once
from tests.works.bulk.making import book, opened, sent, whole, written
from tests.works.factories import programmer

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def _ready(cast: Cast, paula: Somebody) -> tuple[Project, Import]:
    made = whole(cast, paula)
    rows = [opened(book(cast))[0] | {"shares_1_percent": 60, "shares_2_percent": 40}]
    return made, sent(paula, written(rows))


def _apply(upload: Import, by: Somebody) -> Import:
    with living_in(TODAY):
        return actions.apply_import(upload, seen=upload.seen, by=by.access)


def test_of_a_hand_and_a_workbook_no_half_is_left(cast: Cast) -> None:
    """Either the hand came first and the workbook is told, or it writes over what it left."""
    paula = programmer(cast.serviu)
    made, upload = _ready(cast, paula)
    iquique = Territory.objects.get(key="iquique")

    def by_hand() -> object:
        with living_in(TODAY):
            return write_communes(made, {iquique: 10_000}, by=paula.access)

    results = at_once(lambda: _apply(upload, paula), by_hand)

    assert type(results[1]).__name__ == "Project"
    assert isinstance(results[0], Import | Stale)
    assert list(made.shares.values_list("territory", "hundredths")) == [(iquique.pk, 10_000)]


def test_what_is_being_compared_waits_for_nobody_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From its lock on, no hand gets between what is compared and what is written."""
    paula = programmer(cast.serviu)
    made, upload = _ready(cast, paula)
    compared = there.existing
    refused = []

    def meanwhile(known: object) -> object:
        found = compared(known)  # type: ignore[arg-type]
        refused.append(_is_locked(made))
        return found

    monkeypatch.setattr(there, "existing", meanwhile)
    _apply(upload, paula)

    assert refused == [True]
    assert set(made.shares.values_list("hundredths", flat=True)) == {6_000, 4_000}


def _is_locked(made: Project) -> bool:
    def locked() -> bool:
        rows = Project.objects.select_for_update(skip_locked=True).filter(pk=made.pk)
        with transaction.atomic():
            return not rows.exists()

    (found,) = at_once(locked)
    return bool(found)
