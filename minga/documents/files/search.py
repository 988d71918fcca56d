"""The documents of files, found by their title and by the name of the file that came."""

from django.urls import reverse

from minga.core.search.registry import Searchable, register
from minga.documents.files.models import Filing


def url_of(filing: Filing) -> str:
    kind = filing.case_kind
    if kind is None:
        return reverse("documents:download", args=[filing.document.public_id])
    return reverse("files:file", args=[kind.key, filing.case_public_id])


def declare() -> None:
    register(
        Searchable(
            Filing,
            title=lambda filing: filing.document.title,
            body=("document__name", "case_label"),
            note=lambda filing: f"Expediente de {filing.case_label}",
            url=url_of,
            rows=lambda: Filing.objects.select_related("document"),
            follows=("document",),
        )
    )
