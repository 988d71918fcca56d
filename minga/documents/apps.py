"""Documents at start: the record's verification also reads every file again."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "minga.documents"
    label = "documents"
    verbose_name = "documentos"

    def ready(self) -> None:
        from minga.core import registries
        from minga.documents import storage

        registries.checks.append(storage.check_files)
