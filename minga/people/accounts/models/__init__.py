"""Accounts: what is known of each, links that set a password, sessions, entries, keys and rules."""

from minga.people.accounts.models.account import AccountDetails, AccountLink
from minga.people.accounts.models.entry import Session, SignIn, Throttle
from minga.people.accounts.models.key import SecurityKey, SecurityKeyUse
from minga.people.accounts.models.rule import FactorRule

__all__ = [
    "AccountDetails",
    "AccountLink",
    "FactorRule",
    "SecurityKey",
    "SecurityKeyUse",
    "Session",
    "SignIn",
    "Throttle",
]
