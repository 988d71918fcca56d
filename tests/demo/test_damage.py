"""The same demonstration after somebody opened its files with other programs."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.process import copied, minga

pytestmark = pytest.mark.slow


def by_hand(data: Path, *statements: str) -> None:
    """Write in the database file; its triggers are lifted and put back as they were."""
    with closing(sqlite3.connect(data / "minga.sqlite3")) as database:
        guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = guards.fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        for _, definition in triggers:
            database.execute(definition)
        database.commit()


def change_row(data: Path) -> str:
    by_hand(data, "UPDATE workplan_activity SET weight = 11 WHERE id = 1")
    return "workplan.activity:1: actividad «1.1 Ajustes a la Nueva Política"


def cut_tail(data: Path) -> str:
    last = "SELECT MAX(sequence) FROM core_event"
    by_hand(
        data,
        f"DELETE FROM core_event WHERE sequence = ({last})",
        f"UPDATE core_chain SET sequence = ({last}), "
        f"head = (SELECT hash FROM core_event WHERE sequence = ({last}))",
    )
    return "Las anclas guardan 1 evento(s) que ya no están"


def change_file(data: Path) -> str:
    path = next(path for path in sorted((data / "files").rglob("*")) if path.is_file())
    os.chmod(path, 0o640)
    path.write_bytes(path.read_bytes() + b"\n")
    return f"archivo {path.name[:12]}: Su contenido fue cambiado"


def lose_file(data: Path) -> str:
    path = next(path for path in sorted((data / "files").rglob("*")) if path.is_file())
    path.unlink()
    return f"archivo {path.name[:12]}: Falta en la carpeta de datos"


def lose_anchors(data: Path) -> str:
    next((data / "anchors").iterdir()).unlink()
    return "anclas: No hay anclas de esta cadena"


DAMAGES = [change_row, cut_tail, change_file, lose_file, lose_anchors]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_in_the_data_folder_is_named_and_ends_with_a_one(
    demo_data: Path, tmp_path: Path, damage: Callable[[Path], str]
) -> None:
    data = copied(demo_data, tmp_path / "damaged")

    expected = damage(data)

    done = minga(data, "audit", "verify")
    assert done.returncode == 1
    assert expected in done.stdout


def test_a_lost_trigger_is_seen_by_the_doctor_and_by_the_audit(
    demo_data: Path, tmp_path: Path
) -> None:
    data = copied(demo_data, tmp_path / "damaged")
    with closing(sqlite3.connect(data / "minga.sqlite3")) as database, database:
        database.execute("DROP TRIGGER core_event_no_delete")

    for done in (minga(data, "doctor"), minga(data, "audit", "verify")):
        assert done.returncode == 1
        assert "Falta el disparador core_event_no_delete" in done.stdout


def test_no_other_program_replaces_an_event_while_the_triggers_stand(
    demo_data: Path, tmp_path: Path
) -> None:
    data = copied(demo_data, tmp_path / "damaged")

    with closing(sqlite3.connect(data / "minga.sqlite3")) as database:
        for statement in ("DELETE FROM core_event", "UPDATE core_event SET reason = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="no se modifican ni se borran"):
                database.execute(statement)
