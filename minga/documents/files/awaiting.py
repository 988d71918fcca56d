"""What waits for a person in the files: the documents that her function has to gather."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.cases import CaseKind, case_kinds
from minga.core.registries import Awaiting
from minga.documents.files.lacking import lacking_for, missing_of
from minga.documents.files.models import Requirement
from minga.documents.files.permissions import FILE
from minga.territory.frames import frame_on

MOST = 50


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """One line for each case; nothing is asked of the cases where no rule names the person's
    function."""
    roles = {grant.role for grant in access.grants if access.may(FILE, grant.institution_id)}
    if not roles:
        return
    asked = Requirement.objects.on(day).filter(
        service__in=access.institutions, role__in=roles, compulsory=True
    )
    rules = list(asked.order_by("pk"))
    keys = {rule.kind for rule in rules}
    for kind in case_kinds():
        if kind.key not in keys or not kind.dossier:
            continue
        cases = list(lacking_for(kind, access, day, roles).order_by("pk")[:MOST])
        own = [rule for rule in rules if rule.kind == kind.key]
        missing = missing_of(kind, cases, own, day)
        for case in cases:
            yield _told(kind, case, missing[case.pk], day)


def _told(kind: CaseKind, case: Any, missing: list[Requirement], day: date) -> Awaiting:
    place = kind.territory_of(case)
    named = "; ".join(f"{rule.document}, {rule.whose}" for rule in missing)
    return Awaiting(
        label=f"Expediente de {kind.title(case)}",
        note=f"Falta{'n' if len(missing) != 1 else ''}: {named}.",
        place=frame_on(day).name_of(place.pk) if place else "",
        verb="Reunir documentos",
        url=reverse("files:file", args=[kind.key, case.public_id]),
        kind="Expedientes",
    )
