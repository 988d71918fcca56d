"""Work that runs in the background, and the calendar that starts it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "minga.core.jobs"
    label = "jobs"
    verbose_name = "trabajos"

    def ready(self) -> None:
        # Some of them only for the jobs that they declare.
        from minga.core import shell, tasks  # noqa: F401
        from minga.core.jobs import machinery, passing, subscriptions, views  # noqa: F401

        area = shell.Area("Trabajos", "jobs:jobs", order=75, count=views.count)
        shell.register_area(area)
        passing.declare()
