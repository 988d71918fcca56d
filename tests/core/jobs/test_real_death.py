"""Workers that die by SIGKILL at every step: the job is taken up, and each step is done once."""

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.cli.process import run
from tests.core.jobs.labour import PROGRAM, STEPS

pytestmark = pytest.mark.slow

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture
def url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own on the server of the tests; a file of its own when there is none."""
    if connection.vendor != "postgresql":
        yield ""
        return
    server = settings.DATABASES["default"]
    name = f"minga_labour_{connection.settings_dict['NAME'][-3:]}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    user = f"{server['USER']}:{server['PASSWORD']}" if server["PASSWORD"] else server["USER"]
    yield f"postgres://{user}@{server['HOST']}:{server['PORT']}/{name}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_at_each_moment_of_each_step_it_finishes_once(url: str, tmp_path: Path) -> None:
    more = SETTINGS | ({"DATABASE_URL": url} if url else {})

    done = run([sys.executable, "-c", PROGRAM], tmp_path / "data", **more)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["ends"] == [-signal.SIGKILL] * 9 + [0]
    assert told["done"] == [*STEPS]
    assert (told["status"], told["result"]) == ("done", {"steps": 3})
    assert (told["attempt"], told["crashes"]) == (10, 9)
