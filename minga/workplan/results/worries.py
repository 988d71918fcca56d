"""What a head asks on a Monday: figures that wait to be verified, and returned ones."""

from collections.abc import Iterator
from datetime import date

from minga.core.access import Access
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan.results.list import url
from minga.workplan.results.models import Result, ResultReview
from minga.workplan.worries import Line, Worry, register_worry


def declare() -> None:
    register_worry(Worry("resultados", "waits", "Resultados por verificar", find=waiting, order=60))
    register_worry(
        Worry("resultados-devueltos", "late", "Resultados devueltos", find=returned, order=60)
    )


def waiting(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    found = Result.objects.visible_to(access).waiting(day).filter(service=service)
    for row in found.for_page().order_by("on", "pk"):
        note = f"Informada el {row.on:%d-%m-%Y}; no cuenta todavía."
        yield Line(_label(row), note, url(row), who=str(row.author))


def returned(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    """Since the day that they were returned: nobody wrote another figure."""
    found = (
        Result.objects.visible_to(access)
        .standing()
        .filter(service=service, review__outcome=ResultReview.Outcome.RETURNED, review__on__lte=day)
    )
    for row in found.for_page().order_by("review__on", "pk"):
        yield Line(
            _label(row), f"Devuelta: {row.review.remarks}", url(row), due=row.review.on,
            who=str(row.author), is_late=True,
        )  # fmt: skip


def _label(row: Result) -> str:
    place = frame_on(row.ends_on).name_of(row.territory_id)
    return f"{row.measure}, {place}, {row.period.name}"
