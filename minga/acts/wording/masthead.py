"""The masthead of a service: as it is kept, or what a paper says until somebody writes it."""

from datetime import date

from minga.acts.wording.models import Masthead
from minga.acts.wording.permissions import WRITE
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.people.models import Organisation


class LineMissing(DomainError):
    code = "wording.line_missing"

    def __init__(self, name: str) -> None:
        self.field = name
        super().__init__("Complete esta línea: todos los papeles del servicio la llevan.")


def masthead_of(service: Organisation) -> Masthead:
    """Unsaved, with the usual lines and no city but a line to write it on, where none is kept."""
    found = Masthead.objects.filter(service=service).first()
    return found or Masthead(service=service, place="__________")


@action("wording.masthead_kept", says="cambió el membrete del servicio")
def keep_masthead(
    service: Organisation,
    *,
    place: str,
    second_line: str = "",
    closing: str,
    farewell: str,
    by: Access,
    on: date | None = None,
) -> Masthead:
    """Papers already made stay as they are: they were filed."""
    if not by.may(WRITE, service.pk):
        raise NotAllowed("El membrete lo cambia asesoría jurídica o quien administra.")
    current_act().by = by.acting(WRITE, service.pk)
    kept = Masthead.objects.select_for_update().filter(service=service).first()
    kept = kept or Masthead(service=service)
    lines = {"place": place, "second_line": second_line, "closing": closing, "farewell": farewell}
    for name, text in lines.items():
        line = " ".join(text.split())
        if not line and name != "second_line":
            raise LineMissing(name)
        setattr(kept, name, line)
    kept.save()
    current_act().about(kept)
    return kept
