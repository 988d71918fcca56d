"""Files of cases at start."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "minga.documents.files"
    label = "files"
    verbose_name = "expedientes"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.cases import for_each_kind
        from minga.documents.files import approvals, awaiting, checks, jobs, panels, search  # noqa: F401

        shell.register_area(shell.Area("Expedientes", "files:index", order=34))
        approvals.declare()
        search.declare()
        for_each_kind(panels.stand_on)
        registries.awaiting.append(awaiting.find)
        registries.checks.extend([checks.references, checks.samples, checks.indexed_files])
