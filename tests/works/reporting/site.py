"""Reports of works in the tests of the whole site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from minga.works.reporting.catalogue import KINDS
from tests.works.factories import programmer
from tests.works.progress import site as progress
from tests.works.progress.factories import OCTOBER

if TYPE_CHECKING:
    from tests.site.pages import Tour

EVERYBODY = "200 200 200 200 200 200 200 200 200"
ASKED = "302 302 302 302 302 302 302 302 302"
ACCESS = f"""
GET works_reports:reports {EVERYBODY}
GET works_reports:report report_of_works {EVERYBODY}
GET works_reports:paper paper_of_works {EVERYBODY}
POST works_reports:prepare paper_of_works {ASKED}
""".strip()


def things(world: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "report_of_works": lambda: ["ejecucion"],
        "paper_of_works": lambda: ["ejecucion", "xlsx"],
    }


def _tour(going: "Tour", world: Any) -> None:
    """Of nothing; then of a project that is under way, and a month that is none."""
    reader = programmer(world.own.cast.serviu).client()
    going.clients["reader of reports"] = reader
    going.see("reports of nothing", "pia", reverse("works_reports:reports"))
    progress._going(world.own)
    progress._told(world.own)
    for key in KINDS:
        going.see(f"report {key}", "reader of reports", reverse("works_reports:report", args=[key]))
    asked = f"{reverse('works_reports:reports')}?mes="
    going.see("report by place", "gaby", f"{asked}{OCTOBER}&por=territorio&lugar=provincia")
    going.see("report of no month", "ana", f"{asked}nada")


PARTS = (_tour,)
