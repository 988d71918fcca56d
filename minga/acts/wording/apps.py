"""Model texts and official papers at start."""

from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "minga.acts.wording"
    label = "wording"
    verbose_name = "textos tipo"

    def ready(self) -> None:
        from minga.acts.wording import approvals, history, search
        from minga.acts.wording.permissions import APPROVE, WRITE
        from minga.core import shell

        shell.register_area(
            shell.Area(
                "Textos tipo",
                "wording:texts",
                order=37,
                shown=lambda access: access.may(WRITE) or access.may(APPROVE),
            )
        )
        approvals.declare()
        history.declare()
        search.declare()
