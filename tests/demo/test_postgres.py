"""The demonstration on a PostgreSQL server: put aside in its schema, and made anew."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.cli.process import answers, minga, run

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

OPEN = """
import django
django.setup()
from datetime import date
from minga.core.access import operator
from minga.core.demonstration import open_demonstration
open_demonstration(date(2007, 11, 30), by=operator())
"""
NAME = "minga_demo_of_the_tests"


@pytest.fixture
def url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own on the server of the tests."""
    if connection.vendor != "postgresql":
        pytest.skip("needs a server")
    server = settings.DATABASES["default"]
    name = f"{NAME}_{connection.settings_dict['NAME'][-3:]}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    user = f"{server['USER']}:{server['PASSWORD']}" if server["PASSWORD"] else server["USER"]
    yield f"postgres://{user}@{server['HOST']}:{server['PORT']}/{name}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_demonstration_on_a_server_is_put_aside_in_its_schema_and_made_anew(
    url: str, tmp_path: Path
) -> None:
    data = tmp_path / "served"
    server = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    assert minga(data, "migrate", **server).returncode == 0
    assert run([sys.executable, "-c", OPEN], data, **server).returncode == 0
    refused = minga(data, "demo", **server)

    replaced = minga(data, "demo", "--replace", **server)

    score, verified = answers(
        data, ["workplan", "score", "--year", "2007"], ["audit", "verify"], **server
    )
    assert (refused.returncode, replaced.returncode, replaced.stderr) == (1, 0, "")
    assert (score["earned"], verified["clean"]) == (50, True)
    assert len(list(data.glob("apartado-*/anchors/*.txt"))) == 1
