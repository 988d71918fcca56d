"""At start: the review that works ask, the menu, the panel of a project, the nightly job."""

from django.apps import AppConfig


class ValidationsConfig(AppConfig):
    name = "minga.works.validations"
    label = "validations"
    verbose_name = "validaciones de la cartera"

    def ready(self) -> None:
        from minga.core import shell
        from minga.core.panels import Panel, register_panel
        from minga.works.checking import register_review
        from minga.works.validations import jobs
        from minga.works.validations.reviewing import review

        assert jobs.REVIEW
        register_review(review)
        shell.register_area(shell.Area("Validaciones", "validations:findings", order=38))
        register_panel(Panel("works.project", "validations:panel", "Validaciones", order=60))
