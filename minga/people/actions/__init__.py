"""What can be done with people and organisations, one kind of thing a file."""

from minga.people.actions.functions import add_membership, end_membership
from minga.people.actions.organisations import change_organisation, close_organisation
from minga.people.actions.parties import (
    MANAGE,
    NameMissing,
    PasswordTooWeak,
    RutNotValid,
    RutTaken,
    add_organisation,
    add_person,
    clean_rut,
)

__all__ = [
    "MANAGE",
    "NameMissing",
    "PasswordTooWeak",
    "RutNotValid",
    "RutTaken",
    "add_membership",
    "add_organisation",
    "add_person",
    "change_organisation",
    "clean_rut",
    "close_organisation",
    "end_membership",
]
