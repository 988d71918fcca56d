"""Steps, second factor and tray of what awaits approval."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "minga.core.approvals"
    label = "approvals"
    verbose_name = "aprobaciones"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.approvals import passing, tray

        shell.register_area(
            shell.Area(
                "Aprobaciones",
                "approvals:tray",
                order=12,
                count=tray.count,
                shown=tray.takes_part,
            )
        )
        registries.awaiting.append(tray.find)
        passing.declare()
