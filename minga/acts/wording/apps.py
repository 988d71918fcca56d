"""Model texts and official papers at start."""

from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "minga.acts.wording"
    label = "wording"
    verbose_name = "textos tipo"
