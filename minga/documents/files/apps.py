"""Files of cases at start."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "minga.documents.files"
    label = "files"
    verbose_name = "expedientes"
