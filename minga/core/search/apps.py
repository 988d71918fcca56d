"""One search over everything a person may see."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "minga.core.search"
    label = "search"
    verbose_name = "búsqueda"

    def ready(self) -> None:
        from minga.core.actions import after_action
        from minga.core.search import actions, jobs  # noqa: F401  (its job)

        after_action.append(actions.follow)
        post_migrate.connect(_stand_up, sender=self)


def _stand_up(**kwargs: Any) -> None:
    """After each migration the table of words stands; a new one is filled at once."""
    from minga.core.search import actions

    actions.stand_up()
