"""E-mail that leaves after the transaction that wrote it."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "minga.core.outbox"
    label = "outbox"
    verbose_name = "correo"

    def ready(self) -> None:
        from minga.core import shell
        from minga.core.outbox.permissions import MANAGE

        shell.register_area(shell.Area("Correo", "outbox:outbox", order=76, permission=MANAGE))
