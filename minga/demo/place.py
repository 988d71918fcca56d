"""Where a demonstration goes: an empty installation, or a new one beside the old, which is never
deleted."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from minga.core.anchors import anchor_file
from minga.core.models import Chain, User

SQLITE_FILES = ("minga.sqlite3", "minga.sqlite3-wal", "minga.sqlite3-shm")


def in_use() -> bool:
    """Whether anything was ever done in this database."""
    return _has_tables() and (
        User.objects.exists() or Chain.objects.filter(sequence__gt=0).exists()
    )


def is_demonstration() -> bool:
    """Nobody's data: the first event of a demonstration says so, however little of it was made."""
    return _has_tables() and Chain.objects.filter(is_demonstration=True).exists()


def is_half_done() -> bool:
    """A demonstration that was interrupted in this very database: it may be put aside."""
    marker = _marker()
    return marker.exists() and is_demonstration() and marker.read_text("utf-8") == _name()


@contextmanager
def in_progress() -> Iterator[None]:
    """Marked until the demonstration is whole."""
    with _marker().open("w", encoding="utf-8") as marker:
        marker.write(_name())
        marker.flush()
        os.fsync(marker.fileno())
    yield
    _marker().unlink()


def set_aside() -> Path:
    """Move this database to a folder (or schema) with the date, with its anchors and files; answers
    the folder."""
    now, chain_id = timezone.localtime(), _chain_id()
    data = Path(settings.DATA_DIR)
    aside = data / f"apartado-{now:%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True)
    if _is_alone(chain_id):
        _move([data / "files"], aside)
    elif (data / "files").exists():
        shutil.copytree(data / "files", aside / "files", copy_function=_link)
    connection.close()
    if connection.vendor == "postgresql":
        _set_schema_aside(now)
    else:
        _move([data / name for name in SQLITE_FILES], aside)
    _move([anchor_file(chain_id)], aside / "anchors")
    _marker().unlink(missing_ok=True)
    return aside


def _has_tables() -> bool:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    return {Chain._meta.db_table, User._meta.db_table} <= set(tables)


def _chain_id() -> str:
    return Chain.objects.values_list("chain_id", flat=True).get()


def _marker() -> Path:
    return Path(settings.DATA_DIR) / "demo-in-progress"


def _name() -> str:
    """What the marker says: the same folder may serve a production database the next day."""
    return json.dumps({"vendor": connection.vendor, "chain": _chain_id()})


def _is_alone(chain_id: str) -> bool:
    """Whether no other database keeps its anchors here: it would keep its files here too."""
    own = anchor_file(chain_id)
    others = {path for path in own.parent.glob("*") if path != own}
    if connection.vendor != "sqlite":
        others |= set(own.parent.parent.glob(SQLITE_FILES[0]))
    return not others


def _link(source: str, target: str) -> None:
    """The same bytes under a second name; a copy where the disk knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _move(paths: list[Path], folder: Path) -> None:
    for path in paths:
        if path.exists():
            folder.mkdir(exist_ok=True)
            os.rename(path, folder / path.name)


def _set_schema_aside(now: datetime) -> None:
    """Both or neither: without a schema the next command would find no place at all."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        row = cursor.fetchone()
        schema = connection.ops.quote_name(row[0] if row and row[0] else "public")
        aside = connection.ops.quote_name(f"minga_{now:%Y%m%d_%H%M%S}")
        cursor.execute(f"ALTER SCHEMA {schema} RENAME TO {aside}")
        cursor.execute(f"CREATE SCHEMA {schema}")
