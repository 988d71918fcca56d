"""Core at start: after each migration the triggers stand and the chain has its row."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "minga.core"
    label = "core"
    verbose_name = "núcleo"

    def ready(self) -> None:
        from minga.core import uploads

        uploads.keep_names_whole()
        post_migrate.connect(_stand_up, sender=self)


def _stand_up(**kwargs: Any) -> None:
    from minga.core import triggers
    from minga.core.models import Chain

    triggers.install()
    Chain.objects.get_or_create(pk=1)
