"""Small actions, only to see what the wrapper does with what happens inside."""

from collections.abc import Callable
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError
from minga.people.models import Organisation


class Enough(DomainError):
    """A refusal in the middle of an action."""


@action("tests.renamed", says="cambió el nombre a {name}")
def rename(
    organisation: Organisation,
    name: str,
    *,
    by: Access,
    on: date | None = None,
    then: Callable[[], object] = lambda: None,
) -> Organisation:
    """Write a row, say so, and do something more before the end."""
    organisation.name = name
    organisation.save(update_fields=["name"])
    current_act().about(organisation, name=name)
    then()
    return organisation


def refuse() -> None:
    raise Enough("Hasta aquí.")


def crash() -> None:
    raise ZeroDivisionError
