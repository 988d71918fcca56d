"""Who looked at a person's data: a view notes it, and it is written before the answer leaves.

A GET never writes in this house. This is the one exception, and not in the view: the middleware
stands outside of `get_never_writes`. What cannot be recorded is not shown.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse

from minga.core.access import StaffRequest
from minga.core.http import error_page
from minga.people.citizens.models import PersonRead

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
What = PersonRead.What

NOT_RECORDED = (
    "No se pudo dejar constancia de esta consulta, y sin ella los datos de una persona no se "
    "muestran. Intente de nuevo; si se repite, avise a quien administra el sistema."
)


@dataclass(frozen=True)
class Read:
    """One person's data that an answer shows."""

    person_id: int
    what: str
    purpose: str


def note(request: StaffRequest, person_id: int, what: str, purpose: str) -> None:
    """Say what this answer shows of a person. Outside of a request of the house it fails: nothing
    is shown that nobody would write down."""
    assert purpose.strip(), "a person's data is read for something"
    noted: list[Read] = cast(Any, request).person_reads
    read = Read(person_id, what, purpose.strip()[:200])
    if read not in noted:
        noted.append(read)


def reads_are_recorded(get_response: Handler) -> Handler:
    """Write what the views noted, in one statement; without it, no answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        staff = cast(Any, request)
        staff.person_reads = []
        response = get_response(request)
        if not staff.person_reads:
            return response
        try:
            with transaction.atomic():
                PersonRead.objects.bulk_create(_rows(cast(StaffRequest, request)))
        except DatabaseError:
            log.exception("Who read personal data at %s could not be recorded", request.path)
            return error_page(request, "No se puede mostrar", NOT_RECORDED, 503)
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def _rows(request: StaffRequest) -> list[PersonRead]:
    access, noted = request.access, cast(Any, request).person_reads
    grant = access.grants[0] if access.grants else None
    return [
        PersonRead(
            person_id=read.person_id,
            reader_id=access.actor_id,
            reader_label=access.label,
            role=access.role_label,
            institution_id=grant.institution_id if grant else None,
            organisation=access.organisation_label,
            what=read.what,
            purpose=read.purpose,
            page=request.path[:200],
            on=request.day,
        )
        for read in noted
    ]
