"""Contracts at start."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "minga.works.contracts"
    label = "contracts"
    verbose_name = "contratos de obras"

    def ready(self) -> None:
        from minga.core import registries, shell
        from minga.core.panels import Panel, register_panel
        from minga.works.carrying import register_carrier
        from minga.works.contracts import awaiting, cases, integrity, permissions, search, visits
        from minga.works.contracts.carrying import in_force_before

        assert permissions.PREPARE
        shell.register_area(
            shell.Area("Contratos", "contracts:contracts", order=38, count=awaiting.count)
        )
        register_panel(Panel("works.project", "contracts:summary", "Contratos", order=40))
        registries.awaiting.append(awaiting.find)
        registries.checks.append(integrity.check)
        register_carrier(in_force_before)
        search.declare()
        cases.declare()
        visits.declare()
