"""The full text of the database that is in use."""

from django.db import connection

from minga.core.search.face import TABLE, Engine
from minga.core.search.postgres import Postgres
from minga.core.search.sqlite import Sqlite


def engine() -> Engine:
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def install() -> bool:
    """Make the table unless it stands; true when it was made, and has to be filled."""
    found = engine()
    if found.stands():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        for statement in found.definition():
            cursor.execute(statement)
    return True
