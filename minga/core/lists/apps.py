"""The one list of all areas, with its saved views."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "minga.core.lists"
    label = "lists"
    verbose_name = "listas"

    def ready(self) -> None:
        from minga.core.lists import passing, sending, work  # noqa: F401  (its job)

        sending.register()
        passing.declare()
