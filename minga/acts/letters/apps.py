"""Letters at start."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "minga.acts.letters"
    label = "letters"
    verbose_name = "oficios"
