"""`minga doctor`: whether the installation is whole, and what to do when it is not."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from minga.cli.main import main
from minga.core import anchors, triggers
from minga.core.models import Chain
from tests.cli.process import minga
from tests.conftest import Cast
from tests.core.database import commit, drop_trigger

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def with_assets(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").touch()
    return tmp_path / "static"


def test_a_whole_installation_is_in_order(db: None, capsys: Capture) -> None:
    assert main(["doctor"]) == 0
    assert main(["doctor", "--json"]) == 0

    sentence, _, answer = capsys.readouterr().out.partition("\n")
    assert sentence == "La instalación está en orden."
    assert json.loads(answer) == {"healthy": True, "problems": []}


def test_a_lost_trigger_is_named_with_its_remedy(db: None, capsys: Capture) -> None:
    drop_trigger("core_event_no_update", "core_event")

    assert main(["doctor"]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "Falta el disparador core_event_no_update, que protege la tabla core_event.",
        "Repóngalos con «minga migrate».",
    ]


def test_migrating_puts_a_lost_trigger_back(db: None, capsys: Capture) -> None:
    drop_trigger("core_event_no_update", "core_event")

    assert main(["migrate"]) == 0

    assert capsys.readouterr().out == "La base de datos está al día.\n"
    assert triggers.problems() == []


def test_tables_that_are_behind_are_named(tmp_path: Path) -> None:
    assert minga(tmp_path, "migrate").returncode == 0
    with closing(sqlite3.connect(tmp_path / "minga.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'workplan'")

    done = minga(tmp_path, "doctor", "--json")

    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert not answer["healthy"]
    assert "Faltan cambios en las tablas: ejecute «minga migrate»." in answer["problems"]


def test_a_data_folder_that_is_not_there_is_named(
    db: None, settings: Any, tmp_path: Path, capsys: Capture
) -> None:
    settings.DATA_DIR = tmp_path / "none"

    assert main(["doctor"]) == 1

    assert f"No se puede escribir en la carpeta de datos {tmp_path / 'none'}" in (
        capsys.readouterr().out
    )


def test_missing_styles_are_named(db: None, with_assets: Path, capsys: Capture) -> None:
    (with_assets / "staticfiles.json").unlink()

    assert main(["doctor"]) == 1

    assert capsys.readouterr().out == ("Faltan tipografías y estilos: ejecute «minga assets».\n")


def test_anchors_that_stayed_behind_are_named(cast: Cast, capsys: Capture) -> None:
    commit()
    chain = Chain.objects.get()
    path = anchors.anchor_file(chain.chain_id)
    *kept, _ = path.read_text().splitlines(keepends=True)
    path.write_text("".join(kept))

    assert main(["doctor"]) == 1

    assert capsys.readouterr().out.startswith(
        f"La última ancla es del evento {chain.sequence - 1} y la cadena va en el {chain.sequence}:"
    )
