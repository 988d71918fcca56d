"""`minga demo`: fills an empty folder, touches no other, and never deletes."""

import fcntl
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.process import MINGA, answers, copied, environment, minga, once, until

pytestmark = pytest.mark.slow

IN_USE = (
    "Esta instalación ya tiene datos y no se tocan. Para apartarlos y comenzar de nuevo: "
    "minga demo --replace. Para otra carpeta: MINGA_DATA=otra-carpeta minga demo.\n"
)


def head(data: Path) -> object:
    (answer,) = answers(data, ["audit", "head"])
    return answer


def test_a_folder_in_use_is_not_touched(demo_data: Path) -> None:
    before = head(demo_data)

    done = minga(demo_data, "demo")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", IN_USE)
    assert head(demo_data) == before


def test_when_asked_only_for_an_empty_one_a_folder_in_use_is_left_in_silence(
    demo_data: Path,
) -> None:
    before = head(demo_data)

    done = minga(demo_data, "demo", "--if-empty")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert head(demo_data) == before


def test_what_is_being_served_is_not_replaced(demo_data: Path, tmp_path: Path) -> None:
    data = copied(demo_data, tmp_path / "served")
    before = head(data)

    with (data / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = minga(data, "demo", "--replace")

    assert done.returncode == 1
    assert "deténgala con Ctrl-C y repita la orden" in done.stderr
    assert head(data) == before


def _events(data: Path) -> int:
    with closing(sqlite3.connect(f"file:{data / 'minga.sqlite3'}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT sequence FROM core_chain").fetchone()[0])


@pytest.fixture(scope="session")
def replaced(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration in use, replaced; the new one interrupted, and begun anew."""

    def make(data: Path) -> None:
        copied(demo_data, data)
        process = subprocess.Popen([MINGA, "demo", "--replace"], env=environment(data))
        until((data / "demo-in-progress").exists, "the demonstration did not begin")
        until(lambda: _events(data) > 5, "nothing was recorded")
        process.send_signal(signal.SIGKILL)
        process.wait()
        again = minga(data, "demo", "--if-empty")
        (data / "again").write_text(f"{again.returncode}\n{again.stdout}{again.stderr}", "utf-8")

    return once(tmp_path_factory, "replaced", make)


def aside(data: Path) -> list[Path]:
    return sorted(data.glob("apartado-*"))


def test_what_is_replaced_is_moved_aside_whole(replaced: Path, demo_data: Path) -> None:
    old = aside(replaced)[0]

    head_of_old, verified = answers(old, ["audit", "head"], ["audit", "verify"])

    assert head_of_old == head(demo_data)
    assert verified["clean"]


def test_an_interrupted_demonstration_is_put_aside_and_begun_anew(replaced: Path) -> None:
    status, *said = (replaced / "again").read_text("utf-8").splitlines()

    assert (status, said[-1]) == ("0", "Demostración cargada.")
    assert len(aside(replaced)) == 2
    assert 5 < _events(aside(replaced)[1]) < _events(replaced)
    assert not (replaced / "demo-in-progress").exists()


def test_the_new_one_is_another_chain_and_whole(replaced: Path, demo_data: Path) -> None:
    (old,) = answers(demo_data, ["audit", "head"])

    verified, score = answers(
        replaced, ["audit", "verify"], ["workplan", "score", "--year", "2007"]
    )

    assert verified["clean"]
    assert verified["chain"] != old["chain"]
    assert verified["events"] == old["events"]
    assert score["earned"] == 50


def test_the_key_of_the_installation_stays(replaced: Path, demo_data: Path) -> None:
    assert (replaced / "secret.key").read_text() == (demo_data / "secret.key").read_text()
