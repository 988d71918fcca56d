"""People at start: it tells core who is asking."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "minga.people"
    label = "people"
    verbose_name = "personas y organizaciones"

    def ready(self) -> None:
        from minga.core import shell
        from minga.core.access import register_actor_provider, register_provider
        from minga.people import search
        from minga.people.permissions import access_of, access_of_actor
        from minga.people.substitutes import SUBSTITUTE

        own = ("people:substitutes", "people:name_substitute")
        area = shell.Area(
            "Subrogancias", "people:substitutes", order=70, permission=SUBSTITUTE, pages=own
        )
        shell.register_area(area)
        register_provider(access_of)
        register_actor_provider(access_of_actor)
        search.declare()
