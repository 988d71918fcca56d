"""Reports of works at start."""

from django.apps import AppConfig


class WorksReportsConfig(AppConfig):
    name = "minga.works.reporting"
    label = "works_reports"
    verbose_name = "informes de obras"

    def ready(self) -> None:
        from minga.core import shell
        from minga.works.reporting import jobs

        assert jobs.KIND
        shell.register_area(shell.Area("Informes de obras", "works_reports:reports", order=38))
