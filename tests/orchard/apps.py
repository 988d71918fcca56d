"""A sample area: what joins the house when Django starts."""

from django.apps import AppConfig


class OrchardConfig(AppConfig):
    name = "tests.orchard"
    label = "orchard"
    verbose_name = "arboledas"

    def ready(self) -> None:
        from tests.orchard import kernel

        kernel.declare()
