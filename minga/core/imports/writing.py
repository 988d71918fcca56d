"""What an apply writes when the area does not say otherwise: new rows, and the changed ones."""

from django.db import connection, models

from minga.core.access import Access
from minga.core.bulk import bulk_insert, bulk_update
from minga.core.imports.difference import Difference
from minga.core.imports.spec import ImportSpec
from minga.core.versions import prepared_by


def lock(spec: ImportSpec, institution_id: int, access: Access) -> None:
    """Nobody else writes what is about to be compared again. SQLite has one writer at a time."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if spec.model is not None:
            table = connection.ops.quote_name(spec.model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import {spec.kind} {institution_id}"]
        )
    spec.lock(access)


def write(spec: ImportSpec, found: Difference, access: Access) -> None:
    """Inside the action: all of it or an exception."""
    for whole in spec.prepares(access):
        prepared_by(whole, access)
    if spec.apply is not None:
        spec.apply(found, access)
        return
    assert spec.model is not None
    _fill_texts(spec.model, found)
    constants = dict(spec.constants(access))
    fixed = tuple(constants.values())
    new = (row + fixed for row in found.new_rows()) if fixed else found.new_rows()
    bulk_insert(spec.model, [*found.names, *constants], new)
    if found.changed:
        bulk_update(spec.model, "pk", found.changed_names, found.changed_rows())


def _fill_texts(model: type[models.Model], found: Difference) -> None:
    """A text that is never null: what is empty in the file is "" in the table."""
    for name in found.names:
        column = model._meta.get_field(name)
        is_text = isinstance(column, models.CharField | models.TextField) and not column.null
        if is_text and None in found.values[name]:
            found.values[name] = ["" if value is None else value for value in found.values[name]]
