"""What waits for a person in the files: the documents that her function has to gather."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.core.cases import case_kinds
from minga.core.registries import Awaiting
from minga.documents.files.lacking import lacking_for
from minga.documents.files.models import Requirement
from minga.documents.files.permissions import FILE
from minga.documents.files.standing import Line, Standing, standings
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
    keys = set(asked.values_list("kind", flat=True))
    for kind in case_kinds():
        if kind.key not in keys or not kind.dossier:
            continue
        cases = list(lacking_for(kind, access, day, roles).order_by("pk")[:MOST])
        for standing in standings(cases, day):
            yield _told(standing, roles)


def _told(standing: Standing, roles: set[str]) -> Awaiting:
    lines = [
        line
        for state in standing.states
        if state.passage is None
        for line in state.missing
        if line.requirement.role in roles
    ]
    kind, case = standing.kind, standing.case
    place = kind.territory_of(case)
    return Awaiting(
        label=f"Expediente de {kind.title(case)}",
        note=_note(lines),
        place=frame_on(standing.day).name_of(place.pk) if place else "",
        verb="Reunir documentos",
        url=reverse("files:file", args=[kind.key, case.public_id]),
        kind="Expedientes",
    )


def _note(lines: list[Line]) -> str:
    named = "; ".join(f"{line.requirement.document}, {line.requirement.whose}" for line in lines)
    return f"Falta{'n' if len(lines) != 1 else ''}: {named}."
