"""Tables of persons as citizens: who they are, with whom they live, when they were attended."""

from minga.people.citizens.models.attentions import (
    Attention,
    AttentionBook,
    AttentionStep,
    AttentionSubject,
    Channel,
)
from minga.people.citizens.models.households import Household, HouseholdMember, Relation
from minga.people.citizens.models.identity import Citizen, CitizenData, Document, Sex
from minga.people.citizens.models.merges import Merge
from minga.people.citizens.models.reads import PersonRead
from minga.people.citizens.models.rights import DataRequest, ErasureLine
from minga.people.citizens.models.terms import TermValue

__all__ = [
    "Attention",
    "AttentionBook",
    "AttentionStep",
    "AttentionSubject",
    "Channel",
    "Citizen",
    "CitizenData",
    "DataRequest",
    "Document",
    "ErasureLine",
    "Household",
    "HouseholdMember",
    "Merge",
    "PersonRead",
    "Relation",
    "Sex",
    "TermValue",
]
