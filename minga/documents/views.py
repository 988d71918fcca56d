"""Opening a file: through its dossier, or not at all."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.documents.models import Document
from minga.documents.storage import path_of

SHOWN_IN_BROWSER = {"application/pdf", "image/jpeg", "image/png"}


@require_GET
def download(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """PDF and pictures open; the rest is saved. `nosniff` is on everywhere."""
    visible = Document.objects.visible_to(cast(StaffRequest, request).access).select_related("file")
    document = get_object_or_404(visible, public_id=public_id)
    path = path_of(document.file.sha256)
    if not path.exists():
        raise Http404
    response = FileResponse(
        path.open("rb"),
        as_attachment=document.file.media_type not in SHOWN_IN_BROWSER,
        filename=document.name,
        content_type=document.file.media_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
