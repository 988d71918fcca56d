"""The data folder: its secret key, its lock, its anchors."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from minga.core import anchors, lock
from minga.core.datafolder import fsync_folder, secret_key


def test_the_key_is_made_once_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"

    key = secret_key(data)

    assert secret_key(data) == key
    assert len(key) >= 50
    assert stat.S_IMODE((data / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in data.iterdir()] == ["secret.key"]


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from minga.core.datafolder import secret_key\n"
        "data, gate = map(pathlib.Path, sys.argv[1:])\n"
        "while not gate.exists(): pass\n"
        "print(secret_key(data))"
    )
    data, gate = tmp_path / "new", tmp_path / "gate"
    command = [sys.executable, "-c", program, str(data), str(gate)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]

    gate.touch()
    keys = {process.communicate()[0] for process in started}

    assert keys == {secret_key(data) + "\n"}


def test_a_folder_is_brought_to_disk(tmp_path: Path) -> None:
    fsync_folder(tmp_path)

    with pytest.raises(FileNotFoundError):
        fsync_folder(tmp_path / "none")


def test_the_lock_is_held_until_its_holder_lets_go() -> None:
    handle = lock.take()

    assert handle is not None
    assert lock.take() is None
    assert lock.held_by_server()
    os.close(handle)
    assert not lock.held_by_server()


def test_asking_for_the_lock_does_not_keep_it() -> None:
    assert not lock.held_by_server()
    assert not lock.held_by_server()


def test_another_process_does_not_take_a_held_lock(settings: Any) -> None:
    program = (
        "import fcntl, sys; file = open(sys.argv[1]); "
        "fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)"
    )
    handle = lock.take()
    assert handle is not None
    command = [sys.executable, "-c", program, str(settings.DATA_DIR / "serve.lock")]

    held = subprocess.run(command, capture_output=True, check=False)
    os.close(handle)
    free = subprocess.run(command, capture_output=True, check=False)

    assert b"BlockingIOError" in held.stderr
    assert free.returncode == 0


ONE, TWO = "1" * 64, "2" * 64


def test_an_anchor_is_a_line_with_number_and_hash() -> None:
    anchors.append("cadena", 1, ONE)
    anchors.append("cadena", 2, TWO)

    assert list(anchors.read("cadena")) == [(1, ONE), (2, TWO)]
    assert anchors.anchor_file("cadena").read_text() == f"1 {ONE}\n2 {TWO}\n"


def test_each_chain_has_its_own_anchors() -> None:
    anchors.append("una", 1, ONE)

    assert list(anchors.read("otra")) == []


@pytest.mark.parametrize(
    "cut", [f"2 {TWO}", f"2 {TWO[:30]}", "2", "2 \n", f"dos {TWO}\n", f"{TWO}\n", "\n", "2 ñ\n"]
)
def test_a_last_line_cut_by_a_crash_is_not_an_anchor(cut: str) -> None:
    anchors.append("cadena", 1, ONE)
    with anchors.anchor_file("cadena").open("a", encoding="utf-8") as file:
        file.write(cut)

    assert list(anchors.read("cadena")) == [(1, ONE)]


def test_anchors_written_at_once_are_all_whole() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: anchors.append("cadena", number, ONE), range(1, 41)))

    assert sorted(anchors.read("cadena")) == [(number, ONE) for number in range(1, 41)]
