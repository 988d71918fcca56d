"""Locking and asking who may: the first lines of every action on the file of a case."""

from typing import Any

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.cases import CaseKind, kind_of
from minga.core.errors import NotAllowed
from minga.documents.files import errors


def lock_case(case: Any) -> tuple[CaseKind, Any]:
    """One change of a file at a time: all queue at the row of the case, as its own area does."""
    kind = kind_of(case)
    if not kind.dossier:
        raise errors.NoFile
    kind.model._base_manager.select_for_update(of=("self",)).get(pk=case.pk)
    return kind, kind.model._base_manager.select_related(*kind.related).get(pk=case.pk)


def require(by: Access, permission: str, kind: CaseKind, case: Any, sentence: str) -> None:
    service = kind.service_of(case)
    if not by.may(permission, service.pk):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, service.pk)
