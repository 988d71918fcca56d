"""The sample area, synced without migrations."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.core.lists.sample"
    label = "lists_sample"
    verbose_name = "muestra"
    default_auto_field = "django.db.models.BigAutoField"
