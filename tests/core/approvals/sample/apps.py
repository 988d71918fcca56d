"""Purchases."""

from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    name = "tests.core.approvals.sample"
    label = "purchases"
    verbose_name = "compras"
