"""Works and studies at start."""

from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "minga.works"
    label = "works"
    verbose_name = "proyectos y obras"

    def ready(self) -> None:
        from minga.works import permissions

        assert permissions.FORMULATE
