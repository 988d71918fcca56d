"""Where a bench works: a temporary folder, and with DATABASE_URL a database of its own. Never the
data of the installation."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from minga.core.console import Refused


@dataclass(frozen=True)
class Place:
    """A folder, and the environment in which a process finds its data there."""

    folder: Path
    environment: dict[str, str]


@contextmanager
def scratch() -> Iterator[Place]:
    """A place that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="minga-bench-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        environment = {**os.environ, "MINGA_DATA": str(folder / "data")}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        if url := os.environ.get("DATABASE_URL"):
            with _database(url) as own:
                yield Place(folder, {**environment, "DATABASE_URL": own})
        else:
            yield Place(folder, environment)


@contextmanager
def _database(url: str) -> Iterator[str]:
    """A database beside the one named; the one named is only entered to make and drop it."""
    name = f"minga_bench_{os.getpid()}_{secrets.token_hex(3)}"
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise Refused(
            f"No se pudo crear una base de datos para medir en el servidor de DATABASE_URL: "
            f"{reason}. El usuario debe poder crear bases de datos."
        ) from error
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))
