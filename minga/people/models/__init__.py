"""Parties, organisations and what each person does where."""

from minga.people.models.memberships import Membership, MembershipQuerySet
from minga.people.models.organisations import Organisation
from minga.people.models.parties import Party, Person

__all__ = ["Membership", "MembershipQuerySet", "Organisation", "Party", "Person"]
