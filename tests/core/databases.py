"""Databases that a test makes for itself, of the engine that is tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection


@contextmanager
def of_its_own(name: str, blocker: Any) -> Iterator[dict[str, str]]:
    """How a process is told of it: nothing when there is no server, and a file is as good."""
    if connection.vendor != "postgresql":
        yield {}
        return
    server = settings.DATABASES["default"]
    name = f"minga_{name}_{connection.settings_dict['NAME'][-3:]}"
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    user = f"{server['USER']}:{server['PASSWORD']}" if server["PASSWORD"] else server["USER"]
    yield {"DATABASE_URL": f"postgres://{user}@{server['HOST']}:{server['PORT']}/{name}"}
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
