"""The tables of a new installation, made at once from the models.

Migrations are for an installation that exists: to begin with nothing and live through all of them
takes a minute, and ends in the same tables (`tests/core/test_tables.py` compares them).
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def stand() -> None:
    """Tables and triggers as this version wants them; nothing to do takes no time."""
    if not connection.introspection.table_names():
        create()
    call_command("migrate", interactive=False, verbosity=0)


def create() -> None:
    """All or nothing: who is interrupted begins again."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        with connection.schema_editor() as editor:
            for model in _stored():
                editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None).graph.nodes:
            recorder.record_applied(app, name)


def _stored() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.can_migrate(connection)]
