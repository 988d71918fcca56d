"""What is nobody's demonstration is never put aside, whatever a marker of another database says."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from minga.cli.main import main
from minga.core.demonstration import open_demonstration
from minga.core.models import Chain, Event
from minga.demo import place
from tests.conftest import SCRIBE, TODAY, Cast

Capture = pytest.CaptureFixture[str]


def marker(settings: Any) -> Path:
    return Path(settings.DATA_DIR) / "demo-in-progress"


def mark(settings: Any, vendor: str, chain: str) -> None:
    marker(settings).write_text(json.dumps({"vendor": vendor, "chain": chain}))


def test_an_empty_database_is_not_in_use(db: None) -> None:
    assert not place.in_use()
    assert not place.is_demonstration()


def test_while_it_is_made_the_marker_names_its_database(cast: Cast, settings: Any) -> None:
    open_demonstration(TODAY, by=SCRIBE)

    with place.in_progress():
        assert place.is_half_done()
        assert json.loads(marker(settings).read_text()) == {
            "vendor": connection.vendor,
            "chain": Chain.objects.get().chain_id,
        }

    assert not place.is_half_done()
    assert not marker(settings).exists()


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_the_marker_of_another_database_says_nothing_of_this_one(
    cast: Cast, settings: Any, vendor: str
) -> None:
    open_demonstration(TODAY, by=SCRIBE)
    own = Chain.objects.get().chain_id
    mark(settings, vendor, "otracadena12" if vendor == connection.vendor else own)

    assert not place.is_half_done()


@pytest.mark.parametrize("content", ["", "{", "otra cosa"])
def test_a_marker_that_names_nothing_is_none(cast: Cast, settings: Any, content: str) -> None:
    open_demonstration(TODAY, by=SCRIBE)
    marker(settings).write_text(content)

    assert not place.is_half_done()


@pytest.mark.parametrize("marked", [True, False])
def test_a_production_database_is_left_in_silence_when_it_is_not_empty(
    cast: Cast, settings: Any, marked: bool, capsys: Capture
) -> None:
    if marked:
        mark(settings, connection.vendor, Chain.objects.get().chain_id)
    before = Event.objects.count()

    assert main(["demo", "--if-empty"]) == 0

    assert Event.objects.count() == before
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("how", [[], ["--replace"]])
def test_a_production_database_is_not_replaced(
    cast: Cast, settings: Any, how: list[str], capsys: Capture
) -> None:
    before = Event.objects.count()

    assert main(["demo", *how]) == 1

    assert Event.objects.count() == before
    assert "no es una demostración: no se toca" in capsys.readouterr().err
    assert not list(Path(settings.DATA_DIR).glob("apartado-*"))


def test_files_are_moved_only_where_no_other_database_keeps_its_own(
    cast: Cast, settings: Any
) -> None:
    folder = Path(settings.DATA_DIR) / "anchors"
    folder.mkdir(exist_ok=True)
    own = Chain.objects.get().chain_id

    assert place._is_alone(own)

    (folder / "otracadena12.txt").touch()
    assert not place._is_alone(own)


@pytest.mark.postgres
def test_a_schema_is_put_aside_whole(cast: Cast, settings: Any) -> None:
    open_demonstration(TODAY, by=SCRIBE)
    connection.check_constraints()
    now = timezone.localtime()
    place._set_schema_aside(now)

    assert not place._has_tables()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM minga_{now:%Y%m%d_%H%M%S}.core_event")
        assert cursor.fetchone()[0] > 0
