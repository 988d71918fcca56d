"""`minga` as a process of its own, over a data folder of its own."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MINGA = Path(sys.executable).with_name("minga")
PATIENCE = 120.0
BETWEEN = 0.05

# Several commands in one process: starting Python and Django costs more than most commands.
SEVERAL = (
    "import json, sys\nfrom minga.cli.main import main\n"
    "for command in json.loads(sys.argv[1]): main(command)"
)

Done = subprocess.CompletedProcess[str]


def environment(data: Path, **more: str) -> dict[str, str]:
    """Of a person without settings of their own: nothing of the tests gets in."""
    ours = ("MINGA_", "PYTEST_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept.pop("DATABASE_URL", None)
    return kept | {"MINGA_DATA": str(data), "PYTHONUNBUFFERED": "1"} | more


def minga(data: Path, *arguments: str, **more: str) -> Done:
    return run([str(MINGA), *arguments], data, **more)


def run(command: list[str], data: Path, **more: str) -> Done:
    return subprocess.run(
        command, env=environment(data, **more), capture_output=True, text=True, check=False
    )


def answers(data: Path, *commands: list[str], **more: str) -> list[Any]:
    """What each command answers in JSON."""
    asked = [[*command, "--json"] for command in commands]
    done = run([sys.executable, "-c", SEVERAL, json.dumps(asked)], data, **more)
    assert done.returncode == 0, done.stderr
    decoder, text, found = json.JSONDecoder(), done.stdout, []
    while text := text.lstrip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait for something to be true, and answer it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := true():
            return value
        time.sleep(BETWEEN)
    raise AssertionError(what)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is made once for all the processes of this test run.

    Nobody changes it: who would, takes a copy.
    """
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.made").exists():
            make(shared / name)
            (shared / f"{name}.made").touch()
    return shared / name


def demonstration(data: Path) -> None:
    done = minga(data, "demo")
    assert done.returncode == 0, done.stderr


def copied(data: Path, to: Path) -> Path:
    return Path(shutil.copytree(data, to, ignore=shutil.ignore_patterns("serve.lock")))
