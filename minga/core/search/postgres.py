"""Full text of PostgreSQL: a tsvector made of our words, so that no dictionary is needed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from minga.core.search.face import TABLE, Candidate
from minga.core.search.words import Term, Text

DEFINITION = [
    f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_found ON {TABLE} USING gin (words)",
]
COLUMNS = [("entry_id", "bigint"), ("words", "tsvector")]
# The four labels that a tsvector knows: A codes, B title, C body, D roots; and what each weighs.
LABELS = ("codes", "A"), ("title", "B"), ("body", "C"), ("roots", "D")
WEIGHTS = "{0.02, 0.05, 0.6, 1.0}"
# Between the parts, so that no phrase goes from one to the next; and what a tsvector can hold.
GAP, LAST_POSITION, MOST_POSITIONS = 10, 16_000, 250


class Postgres:
    def definition(self) -> list[str]:
        return DEFINITION

    def stands(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name, udt_name FROM information_schema.columns "
                "WHERE table_schema = current_schema() AND table_name = %s "
                "ORDER BY ordinal_position",
                [TABLE],
            )
            columns = [(name, kind.replace("int8", "bigint")) for name, kind in cursor.fetchall()]
            cursor.execute(
                "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() "
                "AND indexname = %s",
                [f"{TABLE}_found"],
            )
            return columns == COLUMNS and cursor.fetchone() == (1,)

    def write(self, texts: Iterable[tuple[int, Text]]) -> None:
        rows = [(key, _vector(text)) for key, text in texts]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry_id, words) VALUES (%s, %s::tsvector) "  # noqa: S608
                "ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words",
                rows,
            )

    def erase(self, keys: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE entry_id = ANY(%s)", [list(keys)])  # noqa: S608

    def prune(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE entry_id NOT IN (SELECT id FROM search_indexentry)"  # noqa: S608
            )

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
            return int(cursor.fetchone()[0])

    def find(self, terms: Sequence[Term], *, start: int, size: int) -> list[Candidate]:
        asked = " & ".join(map(_match, terms))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.model, e.object_id, e.title, e.note, e.url "  # noqa: S608
                f"FROM {TABLE} w JOIN search_indexentry e ON e.id = w.entry_id, "
                "CAST(%s AS tsquery) asked WHERE w.words @@ asked "
                f"ORDER BY ts_rank('{WEIGHTS}', w.words, asked) DESC, e.title, e.id "
                "LIMIT %s OFFSET %s",
                [asked, size, start],
            )
            return [Candidate(*row) for row in cursor.fetchall()]


def _vector(text: Text) -> str:
    """«'mesa':1B,14C 'tecnica':2B»: words, where they stand and in which part."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for part, label in LABELS:
        for word in getattr(text, part):
            position = min(position + 1, LAST_POSITION)
            if len(places[word]) < MOST_POSITIONS:
                places[word].append(f"{position}{label}")
        position += GAP
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def _match(term: Term) -> str:
    """As a tsquery. A term holds letters, digits, points, hyphens and bars: between quotes it
    cannot mean anything else."""
    if term.is_phrase:
        return "(" + " <-> ".join(f"'{word}':BC" for word in term.words) + ")"
    if term.is_exact:
        return f"'{term.words[0]}':ABC"
    return f"('{term.words[0]}':*BC | '{term.root}':D)"
