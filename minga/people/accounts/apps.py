"""Accounts at start: who enters, their place in the menu, what is cleaned at night."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "minga.people.accounts"
    label = "accounts"
    verbose_name = "cuentas y entrada"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from minga.core import shell
        from minga.core.approvals import factors
        from minga.people.accounts import entering, holdings, jobs, sessions  # noqa: F401
        from minga.people.actions import MANAGE

        own = (
            "accounts:accounts",
            "accounts:invite",
            "accounts:account",
            "accounts:factor_rules",
            "accounts:factor_rule",
        )
        area = shell.Area("Cuentas", "accounts:accounts", order=72, permission=MANAGE, pages=own)
        shell.register_area(area)
        holdings.declare()
        factors.other_proofs.append(entering.key_proof)
        user_logged_in.connect(sessions.begun, dispatch_uid="minga.accounts.sessions")
