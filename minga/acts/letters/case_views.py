"""The letters about a case, on its page."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from minga.acts.letters.approvals import page_of, page_of_received
from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.acts.letters.permissions import PREPARE
from minga.core.access import StaffRequest
from minga.core.cases import CaseNotFound, about, find_case, kind_named
from minga.core.panels import answer, panel_view

MOST = 12


@panel_view
def of_case(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    """Panel: the letters about a case, also those that came; a batch is one line, whatever its
    letters."""
    try:
        case = find_case(key, public_id, request.access)
    except CaseNotFound as error:
        raise Http404 from error
    kind = kind_named(key)
    letters = about(Letter.objects.visible_to(request.access), case).filter(batch=None)
    batches = about(LetterBatch.objects.visible_to(request.access), case)
    came = about(ReceivedLetter.objects.visible_to(request.access), case).with_standing()
    found = [*_last(letters), *_last(batches.annotate(count=Count("rows"))), *_last(came)]
    found.sort(key=lambda row: row.event_id, reverse=True)
    may_write = request.access.may(PREPARE, kind.service_of(case).pk)
    context = {
        "rows": [_told(row) for row in found[:MOST]],
        "more": len(found) > MOST,
        "new_url": f"{reverse('letters:new')}?caso={key}:{public_id}" if may_write else "",
    }
    title = f"Oficios de {kind.title(case)}"
    return answer(request, "letters/_of_case.html", context, title=title, back=kind.url(case))


def _last(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("-event_id")[: MOST + 1])


def _told(row: Letter | LetterBatch | ReceivedLetter) -> tuple[str, str, str, str]:
    """What it is about, its address, what it is called, how it goes."""
    if isinstance(row, ReceivedLetter):
        name = f"Recibido: {row.named}"
        return row.subject, page_of_received(row), name, row.get_standing_display()
    if isinstance(row, LetterBatch):
        name = f"Envío masivo para {row.count}"  # type: ignore[attr-defined]
    else:
        kind = row.get_kind_display().capitalize()
        name = row.named if row.number else f"{kind}, sin número"
    return row.subject, page_of(row), name, row.get_state_display()
