"""The search: a page, and the lines of the panel that opens with Ctrl K."""

import re
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.demonstration import AUDIT
from minga.core.http import post_only
from minga.core.jobs.actions import ask
from minga.core.search import find
from minga.core.search.jobs import REBUILD

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
IN_PANEL = 8
LONGEST_SHOWN = 80


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything the person may see that says the words."""
    staff = cast(StaffRequest, request)
    words = CONTROL.sub(" ", request.GET.get("q", "")).strip()
    most = IN_PANEL if staff.htmx else find.MOST
    results = find.search(staff.access, words, most + 1)
    find.note_shown(staff, results[:most])
    context = {
        "words": words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…",
        "results": results[:most],
        "are_more": len(results) > most,
        "may_rebuild": staff.access.may(AUDIT),
        "address": request.get_full_path(),
    }
    return render(request, "search/_panel.html" if staff.htmx else "search/search.html", context)


@post_only
@needs(AUDIT)
def rebuild(request: StaffRequest) -> HttpResponse:
    """Leave it to the worker and show how it goes; asked twice, it is done once."""
    return redirect(ask(REBUILD, by=request.access, key="all"))
