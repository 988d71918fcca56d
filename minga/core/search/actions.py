"""Keeping the index: with each action, inside its transaction; and all of it anew when asked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from minga.core.acts import Act
from minga.core.search.engine import engine, install
from minga.core.search.models import IndexEntry
from minga.core.search.registry import Searchable, registered, searchable_of
from minga.core.search.words import Text

CHUNK = 500
LONGEST_URL = 300

Progress = Callable[[int, int], None]


def follow(act: Act) -> None:
    """What an action touched or deleted is found as it now is, when the action commits."""
    for searchable in registered():
        keys = set(act.touched.get(searchable.model, ()))
        keys |= {pk for model, pk in act.forgotten if model is searchable.model}
        if searchable.model in act.batches:
            keys |= _keys(searchable, event=act.event_id)
        for path, model in searchable.followed:
            if touched := act.touched.get(model):
                keys |= _keys(searchable, **{f"{path}__in": list(touched)})
            if model in act.batches:
                keys |= _keys(searchable, **{f"{path}__event": act.event_id})
        if keys:
            _renew(searchable, keys)


def _keys(searchable: Searchable, **condition: Any) -> set[Any]:
    """The rows that were written, or whose line reads a row that was."""
    found = searchable.model._base_manager.filter(**condition)
    return set(found.values_list("pk", flat=True))


def reindex(model: type[models.Model], keys: Iterable[Any]) -> int:
    """For rows that no action knows of, inside the transaction that writes them."""
    searchable = searchable_of(model._meta.label_lower)
    return _renew(searchable, keys) if searchable else 0


def rebuild(progress: Progress = lambda done, total: None) -> int:
    """Every line of every model anew; answers how many there are. In small transactions: people
    go on working, and what they change meanwhile is right too."""
    total = sum(searchable.queryset().count() for searchable in registered())
    done = 0
    for searchable in registered():
        keys = list(searchable.queryset().order_by("pk").values_list("pk", flat=True).distinct())
        for chunk in _chunks(keys):
            done += _renew(searchable, chunk)
            progress(min(done, total), total)
    _drop_strangers()
    progress(total, total)
    return IndexEntry.objects.count()


def _drop_strangers() -> None:
    """Lines of rows that are gone, or of models that nobody declares any more."""
    known = models.Q(pk__in=[])
    for searchable in registered():
        rows = searchable.queryset().order_by().values("pk")
        known |= models.Q(model=searchable.label, object_id__in=rows)
    with transaction.atomic():
        keys = list(IndexEntry.objects.exclude(known).values_list("pk", flat=True))
        for chunk in _chunks(keys):
            _erase(chunk)
        engine().prune()


def _renew(searchable: Searchable, keys: Iterable[Any]) -> int:
    return sum(_renew_chunk(searchable, chunk) for chunk in _chunks(sorted(keys)))


def _renew_chunk(searchable: Searchable, keys: Sequence[Any]) -> int:
    with transaction.atomic(savepoint=False):
        # Locked before the rows are read: of two actions at once, the second one sees what the
        # first one wrote.
        present = IndexEntry.objects.filter(model=searchable.label, object_id__in=keys)
        old = dict(present.order_by("pk").select_for_update().values_list("object_id", "pk"))
        rows = {row.pk: row for row in searchable.queryset().filter(pk__in=keys)}
        entries = IndexEntry.objects.bulk_create(
            [_entry(searchable, row) for row in rows.values()],
            update_conflicts=True,
            unique_fields=["model", "object_id"],
            update_fields=["title", "note", "url"],
        )
        engine().write(
            (entry.pk, Text.of(entry.title, searchable.body_of(rows[entry.object_id])))
            for entry in entries
        )
        _erase([pk for object_id, pk in old.items() if object_id not in rows])
    return len(rows)


def _entry(searchable: Searchable, row: models.Model) -> IndexEntry:
    return IndexEntry(
        model=searchable.label,
        object_id=row.pk,
        title=searchable.title(row),
        note=searchable.note(row),
        url=searchable.url(row)[:LONGEST_URL],
    )


def _erase(keys: Sequence[int]) -> None:
    if keys:
        engine().erase(keys)
        IndexEntry.objects.filter(pk__in=keys).delete()


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def problems() -> list[str]:
    """Sentences about an index that is not there, or that holds another number of rows than the
    tables: for `minga doctor`."""
    if IndexEntry._meta.db_table not in connection.introspection.table_names():
        return []
    if not engine().stands():
        return ["Falta la tabla de la búsqueda: ejecute «minga migrate»."]
    found = dict(IndexEntry.objects.order_by().values_list("model").annotate(models.Count("pk")))
    wrong = [
        f"La búsqueda tiene {found.get(item.label, 0)} fichas de {item.kind_label.lower()} y la "
        f"tabla, {rows} filas."
        for item in registered()
        if (rows := item.queryset().count()) != found.get(item.label, 0)
    ]
    if (words := engine().count()) != sum(found.values()):
        wrong.append(f"La búsqueda tiene {sum(found.values())} fichas y palabras de {words}.")
    return [*wrong, "Póngala al día con «minga search rebuild»."] if wrong else []


def stand_up() -> None:
    """The table of words as this version wants it; a new one is filled at once."""
    tables = set(connection.introspection.table_names())
    if IndexEntry._meta.db_table not in tables:
        return
    if install() and all(item.model._meta.db_table in tables for item in registered()):
        rebuild()
