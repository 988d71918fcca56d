"""People at start: it tells core who is asking, and offers its pages."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "minga.people"
    label = "people"
    verbose_name = "personas y organizaciones"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from minga.core.access import register_actor_provider, register_provider
        from minga.people import approvals, imports, menu, open_work, processes, search  # noqa: F401
        from minga.people.permissions import access_of, access_of_actor
        from minga.people.table import know_permissions

        post_migrate.connect(know_permissions, sender=self)
        register_provider(access_of)
        register_actor_provider(access_of_actor)
        menu.declare()
        search.declare()
        approvals.declare()
        imports.declare()
        open_work.declare()
