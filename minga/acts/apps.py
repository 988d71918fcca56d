"""Acts at start."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "minga.acts"
    label = "acts"
    verbose_name = "actos"
