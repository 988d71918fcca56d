"""Commitments and audit findings at start."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "minga.commitments"
    label = "commitments"
    verbose_name = "compromisos"
