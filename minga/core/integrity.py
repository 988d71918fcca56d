"""From a constraint that refused to the sentence of its model: the last word, said kindly.

Actions judge first; this is for who comes second when two people do the same at once.
"""

import re
from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint, UniqueConstraint

from minga.core import triggers
from minga.core.errors import DomainError

TWICE = "Otra persona guardó lo mismo a la vez. Abra la página de nuevo y revise qué quedó."


class AlreadyDecided(DomainError):
    """A constraint or a trigger refused what the action let pass."""

    code = "already_decided"
    status = 409


@cache
def _constraints() -> list[tuple[str, BaseConstraint]]:
    return [
        (model._meta.db_table, constraint)
        for model in apps.get_models()
        for constraint in model._meta.constraints
    ]


def refusal(error: IntegrityError) -> AlreadyDecided | None:
    """The sentence for a refusal of ours; nothing for a broken reference, which is our mistake."""
    text = str(error)
    for trigger in triggers.declared():
        if trigger.message and trigger.message in text:
            return AlreadyDecided(trigger.message)
    for table, constraint in _constraints():
        if constraint.name in text or _same_columns(table, constraint, text):
            own = constraint.violation_error_message
            told = own != constraint.default_violation_error_message
            return AlreadyDecided(str(own) if told else TWICE)
    return AlreadyDecided(TWICE) if "unique" in text.lower() else None


def _same_columns(table: str, constraint: BaseConstraint, text: str) -> bool:
    """SQLite names the columns of a unique constraint and not the constraint."""
    if not isinstance(constraint, UniqueConstraint) or "UNIQUE" not in text:
        return False
    named = set(re.findall(rf"{table}\.(\w+)", text))
    return bool(named) and named <= {
        *constraint.fields,
        *(f"{name}_id" for name in constraint.fields),
    }
