"""Imports that wait for the person who sent them."""

from collections.abc import Iterator
from datetime import date

from minga.core.access import Access
from minga.core.imports.models import Import
from minga.core.imports.spec import specs_for
from minga.core.registries import Awaiting

VERBS = {
    Import.Status.COLUMNS: "Elegir columnas",
    Import.Status.WITH_ERRORS: "Corregir el archivo",
    Import.Status.READY: "Revisar y aplicar",
}


def find(access: Access, day: date) -> Iterator[Awaiting]:
    if not imports_something(access) or access.actor_id is None:
        return
    mine = Import.objects.filter(actor_id=access.actor_id, status__in=list(VERBS))
    for upload in mine.order_by("-pk")[:50]:
        yield Awaiting(
            label=f"Importación de {upload.label}",
            note=f"{upload.file_name}: {upload.get_status_display()}",
            place=upload.institution,
            verb=VERBS[Import.Status(upload.status)],
            url=upload.get_absolute_url(),
        )


def imports_something(access: Access) -> bool:
    return bool(specs_for(access))
