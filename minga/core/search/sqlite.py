"""Full text of SQLite: a table of FTS5, whose tokens are our words."""

from collections.abc import Iterable, Sequence

from django.db import connection

from minga.core.search.face import TABLE, Candidate
from minga.core.search.words import Term, Text

CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(codes, title, body, roots, "
    "tokenize = \"unicode61 remove_diacritics 2 tokenchars '.-/'\", prefix = '2 3 4')"
)
# Of a match in codes, title, body and roots.
WEIGHTS = "20.0, 10.0, 1.0, 0.5"


class Sqlite:
    def definition(self) -> list[str]:
        return [CREATE]

    def stands(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [TABLE])
            return bool(cursor.fetchone() == (CREATE,))

    def write(self, texts: Iterable[tuple[int, Text]]) -> None:
        columns = {
            key: [" ".join(part) for part in (text.codes, text.title, text.body, text.roots)]
            for key, text in texts
        }
        self.erase(list(columns))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, codes, title, body, roots) "  # noqa: S608
                "VALUES (%s, %s, %s, %s, %s)",
                [(key, *parts) for key, parts in columns.items()],
            )

    def erase(self, keys: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608
                [(key,) for key in keys],
            )

    def prune(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM search_indexentry)"  # noqa: S608
            )

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
            return int(cursor.fetchone()[0])

    def find(self, terms: Sequence[Term], *, start: int, size: int) -> list[Candidate]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.model, e.object_id, e.title, e.note, e.url "  # noqa: S608
                f"FROM {TABLE} JOIN search_indexentry e ON e.id = {TABLE}.rowid "
                f"WHERE {TABLE} MATCH %s ORDER BY bm25({TABLE}, {WEIGHTS}), e.title, e.id "
                "LIMIT %s OFFSET %s",
                [" AND ".join(map(_match, terms)), size, start],
            )
            return [Candidate(*row) for row in cursor.fetchall()]


def _match(term: Term) -> str:
    """In the language of FTS5. A term holds letters, digits, points, hyphens and bars: between
    double quotes it cannot mean anything else."""
    said = f'"{" ".join(term.words)}"'
    if term.is_phrase:
        return f"{{title body}} : {said}"
    if term.is_exact:
        return f"{{codes title body}} : {said}"
    return f'({{title body}} : {said} * OR roots : "{term.root}")'
