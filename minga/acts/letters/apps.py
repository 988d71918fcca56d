"""Letters at start."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "minga.acts.letters"
    label = "letters"
    verbose_name = "oficios"

    def ready(self) -> None:
        from minga.acts.letters import (
            approvals,
            awaiting,
            checks,
            history,
            jobs,  # noqa: F401 - its jobs are registered when it is read
            panels,
            passing,
            search,
        )
        from minga.acts.letters.permissions import ALL
        from minga.core import registries, shell
        from minga.core.cases import for_each_kind

        shell.register_area(
            shell.Area(
                "Oficios",
                "letters:letters",
                order=36,
                shown=lambda access: any(access.may(code) for code in ALL),
            )
        )
        approvals.declare()
        history.declare()
        passing.declare()
        search.declare()
        for_each_kind(panels.stand_on)
        registries.checks.append(checks.check_letters)
        registries.awaiting.append(awaiting.find)
