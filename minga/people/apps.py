"""People at start: it tells core who is asking."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "minga.people"
    label = "people"
    verbose_name = "personas y organizaciones"

    def ready(self) -> None:
        from minga.core.access import register_provider
        from minga.people.permissions import access_of

        register_provider(access_of)
