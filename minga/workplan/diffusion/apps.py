"""At start: difusión."""

from django.apps import AppConfig


class DiffusionConfig(AppConfig):
    name = "minga.workplan.diffusion"
    label = "diffusion"
    verbose_name = "difusión"
