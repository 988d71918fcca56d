"""Workers that die by SIGKILL at every step: the job is taken up, and each step is done once."""

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.process import run
from tests.core.databases import of_its_own
from tests.core.jobs.labour import PROGRAM, STEPS

pytestmark = pytest.mark.slow

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture
def url(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    with of_its_own("labour", django_db_blocker) as told:
        yield told


def test_killed_at_each_moment_of_each_step_it_finishes_once(
    url: dict[str, str], tmp_path: Path
) -> None:
    done = run([sys.executable, "-c", PROGRAM], tmp_path / "data", **SETTINGS, **url)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["ends"] == [-signal.SIGKILL] * 9 + [0]
    assert told["done"] == [*STEPS]
    assert (told["status"], told["result"]) == ("done", {"steps": 3})
    assert (told["attempt"], told["crashes"]) == (10, 9)
