"""Progress in the tests of the whole site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from minga.core.months import Month
from minga.territory.models import Territory
from minga.works.actions import write_communes
from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.models import MonthClosing, MonthReport, MonthSpending
from minga.works.progress.naming import CUTS
from tests.budget.factories import line_item
from tests.conftest import Somebody
from tests.works import factories
from tests.works.progress.factories import (
    LAND,
    NOVEMBER,
    OCTOBER,
    in_force,
    inspector,
    picture,
    report,
    spend,
    works_head,
)

if TYPE_CHECKING:
    from tests.site.pages import Tour

READERS = {
    "own": "200 200 404 404 200 200 200 200 404",
    "other": "404 404 404 200 404 200 200 404 404",
}
EVERYBODY = "200 200 200 200 200 200 200 200 200"
NOBODY = "403 403 403 403 403 403 403 403 403"
# What each of them takes a form of, and who sends it.
REPORTERS = ("works_inspector", "programming_officer")
STEPS = (
    ("report", "month_one", REPORTERS),
    ("correct", "month_told", REPORTERS),
    ("pictures", "month_told", REPORTERS),
    ("spendings", "going_one", ("programming_officer",)),
    ("take_back", "spending_one", ("programming_officer",)),
)
SEEN = (
    ("project", "going_one"), ("spendings", "going_one"), ("report", "month_one"),
    ("report", "month_told"),
)  # fmt: skip


def _lines() -> list[str]:
    found = [f"GET progress:{name} {EVERYBODY}" for name in ("board", "closings", "portfolio")]
    found += [
        f"POST progress:close {NOBODY}",
        f"POST progress:ask that_month {NOBODY}",
        "POST progress:reopen own closing_one 403 302 403 403 403 403 403 403 403",
        "POST progress:reopen other closing_one 403 404 403 403 403 403 403 403 403",
    ]
    for side in ("own", "other"):
        found += [f"GET progress:{name} {side} {what} {READERS[side]}" for name, what in SEEN]
        found += [f"POST progress:{name} {side} {what} {NOBODY}" for name, what, _ in STEPS]
    return found


ACCESS = "\n".join(_lines())
BEYOND: dict[str, dict[str, int]] = (
    {
        f"GET progress:{name} {side} {what}": {"staff": code, "town": 404, "municipality": town}
        for name, what in SEEN
        for side, code, town in (("own", 200, 200), ("other", 404, 404))
    }
    | {
        f"POST progress:{name} {side} {what}": dict.fromkeys(roles, code)
        for name, what, roles in STEPS
        for side, code in (("own", 302), ("other", 404))
    }
    | {
        "POST progress:close": {"works_head": 302},
        "POST progress:ask that_month": {"works_head": 302},
    }
)
HOME = {"serviu-tarapaca": ("iquique", "huara")}
ELSEWHERE = ("arica", "camarones")
SEPTEMBER = OCTOBER + -1


def _once(service: Any, key: str, make: Callable[[], Any]) -> Any:
    kept = vars(service).setdefault("of_progress", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _programmer(service: Any) -> Somebody:
    found: Somebody = _once(
        service, "programmer", lambda: factories.programmer(service.cast.serviu)
    )
    return found


def _going(service: Any) -> Project:
    """With a schedule in force, in two communes, with something spent."""

    def make() -> Project:
        by = _programmer(service)
        made = factories.project(service.cast, by=by)
        factories.paid_for(made, by)
        keys = HOME.get(service.cast.serviu.key, ELSEWHERE)
        first, second = (Territory.objects.get(key=key) for key in keys)
        write_communes(made, {first: 7000, second: 3000}, by=by.access)
        months = {OCTOBER: 200_000, NOVEMBER: 300_000}
        in_force(made, service.cast, months, {OCTOBER: 4000, NOVEMBER: 10_000})
        return made

    found: Project = _once(service, "going", make)
    return found


def _told(service: Any) -> MonthReport:
    """Of September: October stays to be told."""

    def make() -> MonthReport:
        by = inspector(service.cast.serviu)
        return report(_going(service), by, OCTOBER + -2, 1000, pictures=[picture()])

    found: MonthReport = _once(service, "told", make)
    return found


def _spent(service: Any) -> MonthSpending:
    found: MonthSpending = _once(
        service, "spent", lambda: spend(_going(service), _programmer(service), 7_000_000)
    )
    return found


def _closing(service: Any) -> MonthClosing:
    def make() -> MonthClosing:
        by = works_head(service.cast.serviu)
        return actions.close_month(
            service.cast.serviu, SEPTEMBER, remark="Inspector con licencia", by=by.access
        )

    found: MonthClosing = _once(service, "closing", make)
    return found


def things(world: Any) -> dict[str, Callable[[], list[object]]]:
    return {"that_month": lambda: [str(OCTOBER)]}


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "going_one": lambda: [_going(service).public_id],
        "month_one": lambda: [_going(service).public_id, str(OCTOBER)],
        "month_told": lambda: [_going(service).public_id, str(_told(service).month)],
        "spending_one": lambda: [_spent(service).public_id],
        "closing_one": lambda: [_closing(service).public_id],
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    said = {"physical": "45,5", "text": "Se hormigonó la calzada."}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "progress:report": lambda: said,
        "progress:correct": lambda: said | {"reason": "Se midió mal", "seen": 0},
        "progress:pictures": lambda: {
            "photo": picture().file, "taken_on": "2007-08-30", "place": "Esquina norte",
        },
        "progress:spendings": lambda: {
            "line_item": line_item(LAND).pk, "month": "2007-10", "amount": "5.000.000",
            "detail": "Expropiación lote 4",
        },
        "progress:take_back": lambda: {"reason": "Era de otro proyecto"},
        "progress:close": lambda: {"month": str(Month(2007, 6)), "remark": ""},
        "progress:reopen": lambda: {"reason": "Llegó el informe"},
    }  # fmt: skip
    return forms[name]() if name in forms else {}


def _tour(going: "Tour", world: Any) -> None:
    """Before anything is there; then as who reports, who closes, who directs and who reads."""
    service = world.own
    going.clients["reporter"] = _programmer(service).client()
    going.clients["works head"] = works_head(service.cast.serviu).client()
    for name in ("board", "closings", "portfolio"):
        going.see(f"progress {name} of nothing", "reporter", reverse(f"progress:{name}"))
    project = _going(service).public_id
    bare = factories.project(service.cast, by=_programmer(service)).public_id
    october = reverse("progress:report", args=[project, OCTOBER])
    going.see("progress month untold", "ana", october)
    going.see("progress month to tell", "reporter", october)
    going.see("progress month empty", "reporter", october, {})
    going.see("progress month beyond", "reporter", october, {"physical": "100,01", "text": "x"})
    going.see("progress project untold", "ana", reverse("progress:project", args=[project]))
    going.see("progress project bare", "ana", reverse("progress:project", args=[bare]))
    month = _told(service).month
    told = reverse("progress:report", args=[project, month])
    spendings = reverse("progress:spendings", args=[project])
    going.see("progress spendings none", "ana", spendings)
    spent = _spent(service)
    for who in ("ana", "reporter"):
        going.see("progress month told", who, told)
        going.see("progress spendings", who, spendings)
        going.see("progress project told", who, reverse("progress:project", args=[project]))
    second = {"physical": "45,5", "text": "Se hormigonó"}
    going.see("progress month told by another", "reporter", told, second)
    correct = reverse("progress:correct", args=[project, month])
    going.see("progress correction empty", "reporter", correct, {})
    stale = second | {"reason": "Se midió mal", "seen": 7}
    going.see("progress correction stale", "reporter", correct, stale)
    going.see(
        "progress pictures none",
        "reporter",
        reverse("progress:pictures", args=[project, month]),
        {},
    )
    going.see("progress spending empty", "reporter", spendings, {})
    back = reverse("progress:take_back", args=[spent.public_id])
    going.see("progress taking back empty", "reporter", back, {})
    closing = _closing(service)
    for who in ("ana", "diana", "works head"):
        going.see("progress closings", who, reverse("progress:closings"))
    close = reverse("progress:close")
    going.see("progress closing short", "works head", close, {"month": str(OCTOBER)})
    reopen = reverse("progress:reopen", args=[closing.public_id])
    going.see("progress reopening empty", "diana", reopen, {})
    actions.reopen_month(closing, reason="Llegó el informe", by=service.cast.diana.access)
    going.see("progress closings reopened", "ana", reverse("progress:closings"))
    for month in (OCTOBER, SEPTEMBER):
        for who in ("ana", "reporter", "gaby"):
            going.see(f"progress board {month}", who, f"{reverse('progress:board')}?mes={month}")
    for cut in CUTS:
        going.see(f"progress by {cut}", "ana", f"{reverse('progress:portfolio')}?por={cut}")
    regions = f"{reverse('progress:portfolio')}?lugar=region&desde=2007-01&hasta=2008-12"
    going.see("progress by region", "gaby", regions)


PARTS = (_tour,)
