"""The bare drivers: the same rows into the same table in one transaction, and nothing else."""

import sqlite3
from collections.abc import Sequence
from typing import Any

Rows = Sequence[Sequence[Any]]


def insert_sqlite(path: str, table: str, columns: Sequence[str], rows: Rows) -> int:
    """executemany with the safety of the product: write-ahead log, each commit on the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    marks = ", ".join("?" * len(columns))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
        rows,
    )
    connection.execute("COMMIT")
    connection.close()
    return len(rows)


def insert_postgres(url: str, table: str, columns: Sequence[str], rows: Rows) -> int:
    """COPY, row by row, as the driver offers it."""
    import psycopg

    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        statement: Any = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    return len(rows)
