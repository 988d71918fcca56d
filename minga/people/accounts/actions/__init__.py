"""What can be done with accounts: one function, one transaction, one event."""

from minga.people.accounts.actions.invite import Invited, invite, revoke_link, send_link
from minga.people.accounts.actions.own import accept_link, add_key, change_password, remove_key
from minga.people.accounts.actions.rules import set_factor_rule
from minga.people.accounts.actions.state import (
    close_account,
    give_password,
    remove_factors,
    reopen_account,
    set_email,
    unlock_account,
)

__all__ = [
    "Invited",
    "accept_link",
    "add_key",
    "change_password",
    "close_account",
    "give_password",
    "invite",
    "remove_factors",
    "remove_key",
    "reopen_account",
    "revoke_link",
    "send_link",
    "set_email",
    "set_factor_rule",
    "unlock_account",
]
