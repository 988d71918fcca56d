"""Export what is seen: at once when it is short, in the background when it is long."""

import tempfile
from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from minga.core.access import StaffRequest
from minga.core.http import post_only
from minga.core.lists.asked import Asked
from minga.core.lists.exports import DIRECT, FORMATS, file_name
from minga.core.lists.rows import narrowed
from minga.core.lists.views.common import target
from minga.core.lists.work import ask_export


@post_only
def export(request: StaffRequest, key: str) -> HttpResponse:
    """The rows with the filters, the sort and the columns of the list as it was seen."""
    found = target(request, key)
    fmt = request.POST.get("formato", "xlsx")
    if fmt not in FORMATS:
        raise Http404
    count = narrowed(found.asked).order_by()[: DIRECT + 1].count()
    if count > DIRECT:
        return redirect(ask_export(found.asked, found.path, fmt, request))
    return _file(found.asked, fmt, count)


def _file(asked: Asked, fmt: str, count: int) -> HttpResponse:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lista"
        FORMATS[fmt].write(path, asked, count, lambda done: None)
        response = HttpResponse(path.read_bytes(), content_type=FORMATS[fmt].content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(asked, fmt)}"'
    return response
