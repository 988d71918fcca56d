"""A small area that imports: lots of land with one column of each kind."""

from django.apps import AppConfig


class ImportSampleConfig(AppConfig):
    name = "tests.core.imports.sample"
    label = "import_sample"
    verbose_name = "predios de prueba"

    def ready(self) -> None:
        from tests.core.imports.sample import spec  # noqa: F401 it registers itself
