"""The case of an address, and its file as this person sees it."""

from typing import Any

from django.http import Http404

from minga.core.access import StaffRequest
from minga.core.cases import CaseKind, CaseNotFound, find_case
from minga.documents.files.list import with_file
from minga.documents.files.standing import Standing, standing_of


def case_of(request: StaffRequest, key: str, public_id: str) -> tuple[CaseKind, Any]:
    """404 for who may not see it."""
    kind = with_file(key)
    try:
        return kind, find_case(key, public_id, request.access)
    except CaseNotFound:
        raise Http404 from None


def sentence(standing: Standing) -> tuple[str, str]:
    """The figure that matters and the words after it, for the first line of the page."""
    state = standing.next_state
    if state is None:
        count = len(standing.counted)
        if not standing.is_ruled:
            said = "en el expediente; ninguna regla pide documentos a este caso."
        else:
            said = "en el expediente; no queda un estado que pida más."
        return (f"{count} documento{'s' if count != 1 else ''}", said)
    missing, total = len(state.missing), len(state.compulsory)
    if not missing:
        return ("Están todos los documentos", f"para {state.label}.")
    lacks = "Falta" if missing == 1 else "Faltan"
    return (f"{lacks} {missing} de {total}", f"{_documents(total)} para {state.label}.")


def _documents(count: int) -> str:
    return "documento" if count == 1 else "documentos"


def standing_for(request: StaffRequest, case: Any) -> Standing:
    return standing_of(case, request.day)
