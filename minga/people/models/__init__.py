"""Parties, organisations, what each person does where, and which role may do what."""

from minga.people.models.handovers import PassedWork
from minga.people.models.memberships import Membership, MembershipQuerySet
from minga.people.models.organisations import Organisation, OrganisationQuerySet
from minga.people.models.parties import Party, Person
from minga.people.models.table import KnownPermission, TableChange, TableLine

__all__ = [
    "KnownPermission",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Party",
    "PassedWork",
    "Person",
    "TableChange",
    "TableLine",
]
