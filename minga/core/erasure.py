"""Erasing the secret of a person's digests (Ley 21.719): the chain stays whole, and can no longer
be asked whether it spoke of that person."""

from collections.abc import Iterable
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.acts import Subject
from minga.core.canonical import forget_key, has_key, name_of
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Fact
from minga.core.permissions import declare

ERASE_KEY = declare(
    "core.erase_key", "borrar la clave de las huellas de una persona", ["administrator"]
)
KEY_ERASED = "core.key_erased"


class ErasureWithoutReason(DomainError):
    code = "core.erasure_without_reason"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: la solicitud o la resolución, sin datos personales.")


class NothingToErase(DomainError):
    code = "core.nothing_to_erase"

    def __init__(self) -> None:
        super().__init__("Ninguna de estas filas tiene una clave de huella: ya se borró.")


@action(KEY_ERASED, says="borró la clave de las huellas de una persona")
def erase_personal_digest(
    subject: Subject,
    rows: Iterable[Fact],
    *,
    reason: str,
    by: Access,
    on: date | None = None,
) -> list[str]:
    """Delete the keys of `rows` (all that are the person's) and record which; there is no way
    back. Answers their names. The rows themselves are for their area to empty first."""
    if not by.may(ERASE_KEY):
        raise NotAllowed("Solo quien administra el sistema puede borrar claves de huella.")
    if not reason.strip():
        raise ErasureWithoutReason
    keyed = [row for row in rows if has_key(type(row), row.pk)]
    if not keyed:
        raise NothingToErase
    for row in keyed:
        forget_key(type(row), row.pk)
    names = sorted(name_of(type(row), row.pk) for row in keyed)
    current_act().about(subject, reason=reason.strip(), rows=names)
    return names


def renew_digest_keys(rows: Iterable[Fact]) -> list[str]:
    """Inside an action that has just emptied `rows`: their old secrets go and, as the action ends,
    each gets a new one with the digest of what is left. Answers their names, for the event.

    So erasing is one transaction, the chain verifies, and nobody can ask the old events again."""
    touched, names = current_act().touched, []
    for row in rows:
        model = type(row)
        assert row.pk in touched.get(model, ()), f"{name_of(model, row.pk)} was not emptied"
        forget_key(model, row.pk)
        names.append(name_of(model, row.pk))
    return sorted(names)
