"""What is made from the models is what the migrations end in."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

from tests.cli.process import minga, run
from tests.core.databases import of_its_own

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}
AT_ONCE, STEP_BY_STEP = "tables.stand()", "call_command('migrate', verbosity=0)"
PROGRAM = """
import django; django.setup()
from django.core.management import call_command
from minga.core import tables
{how}
from tests.core.test_tables import tell
tell()
"""
# Columns, constraints and indexes of PostgreSQL, each in its own words.
POSTGRES = (
    (
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, "
        "coalesce(pg_get_expr(d.adbin, d.adrelid), a.attidentity::text) FROM pg_attribute a "
        "JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid "
        "AND d.adnum = a.attnum WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' "
        "AND a.attnum > 0 AND NOT a.attisdropped"
    ),
    (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace"
    ),
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT app, name FROM django_migrations",
)
SQLITE = ("SELECT type, name, sql FROM sqlite_master", "SELECT app, name FROM django_migrations")

# Django numbers the links of groups and permissions by its own width, and its migrations by ours.
WIDER = {
    (f"auth_{name}", "id") for name in ("group_permissions", "user_groups", "user_user_permissions")
}


def tell() -> None:
    """In the process that made them: all that the database knows of its tables."""
    found = []
    with connection.cursor() as cursor:
        for query in SQLITE if connection.vendor == "sqlite" else POSTGRES:
            cursor.execute(query)
            rows = cursor.fetchall()
            found += [[_of(said) for said in row] for row in rows if row[:2] not in WIDER]
    sys.stdout.write(json.dumps(sorted(found)))


def _of(said: str | None) -> str:
    """Columns stand in the order in which they came: the words of a definition, in any order."""
    said = said or ""
    return " ".join(sorted(_parts(said))) if said.startswith("CREATE TABLE") else said


def _parts(definition: str) -> list[str]:
    """Between the commas that are in no parenthesis but the first."""
    depth, parts = 0, [""]
    for letter in definition[definition.index("(") + 1 : definition.rindex(")")]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


@pytest.mark.slow
@pytest.mark.usefixtures("django_db_setup")
def test_what_is_made_at_once_is_what_migrations_make(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    told = {}
    for how in (AT_ONCE, STEP_BY_STEP):
        with of_its_own("tables", django_db_blocker) as url:
            command = [sys.executable, "-c", PROGRAM.format(how=how)]
            done = run(command, tmp_path / str(len(told)), **SETTINGS, **url)
        assert done.returncode == 0, done.stderr
        told[how] = json.loads(done.stdout)

    assert told[AT_ONCE] == told[STEP_BY_STEP]
    assert len(told[AT_ONCE]) > 1_000


def test_what_was_interrupted_is_begun_again(tmp_path: Path) -> None:
    """Killed among its tables, it leaves none."""
    killed = (
        "import os; from django.db.migrations.recorder import MigrationRecorder; "
        "MigrationRecorder.ensure_schema = lambda self: os._exit(9)\ntables.stand()"
    )

    done = run([sys.executable, "-c", PROGRAM.format(how=killed)], tmp_path, **SETTINGS)

    assert done.returncode == 9
    assert minga(tmp_path, "migrate").returncode == 0
    assert minga(tmp_path, "doctor").returncode == 0


def test_no_migration_of_ours_writes_rows() -> None:
    """Whoever makes the tables at once would go without them: rows are for `post_migrate`."""
    writing = [
        (key, type(operation).__name__)
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if migration.__module__.startswith("minga.")
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL)
    ]
    assert writing == []
