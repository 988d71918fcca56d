"""Who inherits: the work of whom passed to a person, as every area asks for it."""

from django.db.models import QuerySet

from minga.core.handover import register_predecessors
from minga.people.models import PassedWork


def _predecessors(actor_id: int) -> "QuerySet[PassedWork, int]":
    return PassedWork.objects.predecessors_of(actor_id).values_list("person", flat=True)


def declare() -> None:
    register_predecessors(_predecessors)
