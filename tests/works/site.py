"""Projects in the tests of the whole site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from minga.territory.models import Territory
from minga.works.actions import add_precondition, tie_initiatives, withdraw_project, write_communes
from minga.works.models import Project
from tests.conftest import TODAY, Somebody
from tests.works import factories
from tests.works.initiatives import initiative

READERS = {
    "own": "200 200 404 404 200 200 200 200 404",
    "other": "404 404 404 200 404 200 200 404 404",
}
NOBODY = "403 403 403 403 403 403 403 403 403"
STEPS = (
    ("change", "project_one"), ("communes", "project_one"), ("money", "project_one"),
    ("ties", "project_one"), ("close", "project_one"), ("add_condition", "project_one"),
    ("return", "project_gone"), ("change_condition", "condition_one"),
    ("meet_condition", "condition_one"), ("drop_condition", "condition_one"),
)  # fmt: skip


def _lines() -> list[str]:
    found = [
        "GET works:projects 200 200 200 200 200 200 200 200 200",
        "GET works:completeness 200 200 200 200 200 200 200 200 200",
        "GET works:expected 200 200 200 200 200 200 200 200 200",
        "GET works:of_initiative own tied 200 200 404 404 404 200 200 200 404",
        "GET works:of_initiative other tied 404 404 404 200 404 200 200 404 404",
        f"GET works:new {NOBODY}",
        f"POST works:new {NOBODY}",
        f"POST bulk:book {NOBODY}",
    ]
    for side in ("own", "other"):
        found.append(f"GET works:project {side} project_one {READERS[side]}")
        for name, what in STEPS:
            found += [f"{method} works:{name} {side} {what} {NOBODY}" for method in ("GET", "POST")]
    return found


ACCESS = "\n".join(_lines())
# Who formulates is nobody of the cast.
BEYOND: dict[str, dict[str, int]] = {
    "GET works:new": {"programming_officer": 200},
    "POST works:new": {"programming_officer": 302},
    "POST bulk:book": {"programming_officer": 302},
    "GET works:of_initiative own tied": {"staff": 200},
    "GET works:project own project_one": {"staff": 200, "town": 404, "municipality": 200},
    "GET works:project other project_one": {"staff": 404, "town": 404},
} | {
    f"{method} works:{name} {side} {what}": {"programming_officer": code}
    for name, what in STEPS
    for side, codes in (("own", (200, 302)), ("other", (404, 404)))
    for method, code in zip(("GET", "POST"), codes, strict=True)
}
HOME = {"serviu-tarapaca": ("iquique", "huara")}
ELSEWHERE = ("arica", "camarones")


def _once(service: Any, key: str, make: Callable[[], Any]) -> Any:
    kept = vars(service).setdefault("of_works", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def programmer(service: Any) -> Somebody:
    found: Somebody = _once(
        service, "programmer", lambda: factories.programmer(service.cast.serviu)
    )
    return found


def whole(service: Any) -> Project:
    """With its communes, money, initiatives and two preconditions, one of them late."""

    def make() -> Project:
        by = programmer(service)
        made = factories.project(
            service.cast, by=by, beneficiaries_women=4312, beneficiaries_men=4086,
            beneficiaries=8398, expected_impact="Acceso pavimentado.", rate="rs",
            location={"type": "Point", "coordinates": [-70.1015, -20.269]},
        )  # fmt: skip
        factories.paid_for(made, by)
        keys = HOME.get(service.cast.serviu.key, ELSEWHERE)
        places = [Territory.objects.get(key=key) for key in keys]
        write_communes(made, dict(zip(places, (7000, 3000), strict=True)), by=by.access)
        tie_initiatives(made, [initiative(service.cast.serviu)], by=by.access)
        for days, kind in ((-10, "land"), (30, "permit")):
            add_precondition(
                made, kind=kind, text=f"Papel de {kind}", due_on=TODAY + timedelta(days=days),
                stops_start=kind == "land", by=by.access,
            )  # fmt: skip
        made.refresh_from_db()
        return made

    found: Project = _once(service, "whole", make)
    return found


def bare(service: Any) -> Project:
    found: Project = _once(
        service, "bare", lambda: factories.project(service.cast, by=programmer(service))
    )
    return found


def gone(service: Any) -> Project:
    def make() -> Project:
        by = programmer(service)
        made = factories.project(service.cast, by=by)
        withdraw_project(made, closed_on=TODAY, reason="Lo hará otro servicio.", by=by.access)
        return made

    found: Project = _once(service, "gone", make)
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "project_one": lambda: [whole(service).public_id],
        "tied": lambda: [whole(service).ties.get().initiative.public_id],
        "project_gone": lambda: [gone(service).public_id],
        "condition_one": lambda: [whole(service).preconditions.earliest("pk").public_id],
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("works:"):
        return {}
    record = {
        "bip": "30045678-0", "name": "Plaza Arica", "typology": "project", "stage": "design",
        "shape": "point", "corners": "-70,1015; -20,2690",
    }  # fmt: skip
    condition = {"kind": "land", "text": "Terreno", "due_on": TODAY.isoformat()}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "new": lambda: record,
        "change": lambda: record,
        "communes": lambda: {
            f"comuna_{Territory.objects.get(key='iquique').public_id}": "100",
        },
        "money": lambda: {"ano": "2008", "fuentes": "1"},
        "close": lambda: {
            "state": "withdrawn", "closed_on": TODAY.isoformat(), "reason": "Lo hará otro.",
        },
        "return": lambda: {"reason": "Vuelve."},
        "add_condition": lambda: condition,
        "change_condition": lambda: condition,
        "meet_condition": lambda: {"met_on": TODAY.isoformat()},
        "drop_condition": lambda: {"reason": "Ya no hace falta."},
    }  # fmt: skip
    return forms.get(name.partition(":")[2], dict)()


def _at(name: str, *args: object) -> str:
    return reverse(f"works:{name}", args=args)


def _tour(going: Any, world: Any) -> None:
    made, empty, left = whole(world.own), bare(world.own), gone(world.own)
    who = programmer(world.own)
    going.clients["programmer"] = who.client()
    going.see("portfolio without a list", "programmer", _at("completeness"))
    for bip in (made.bip, "30011111-0"):
        factories.expected(world.cast.serviu, bip)
    tied = made.ties.get().initiative
    going.see("projects of an initiative", "ana", _at("of_initiative", tied.public_id))
    for one in ("ana", "programmer"):
        going.see("portfolio against its list", one, _at("completeness"))
        going.see("expected projects", one, _at("expected"))
    for one in ("ana", "gaby", "programmer"):
        going.see("projects", one, _at("projects"))
        going.see("project", one, _at("project", made.public_id))
    going.see("project without anything", "programmer", _at("project", empty.public_id))
    going.see("project withdrawn", "programmer", _at("project", left.public_id))
    going.see("project new", "programmer", _at("new"))
    going.see("project new empty", "programmer", _at("new"), {})
    arguments = subjects(world.own)
    for name, what in STEPS:
        url = _at(name, *arguments[what]())
        going.see(f"project {name}", "programmer", url)
        if name not in ("ties", "meet_condition", "money"):
            going.see(f"project {name} empty", "programmer", url, {})
    money = _at("money", made.public_id)
    short = {"ano": "2008", "fuentes": "1", "kind_0": "sector", "amount_0": "450.000"}
    going.see("project money short", "programmer", money, short)
    going.see("project money unread", "programmer", money, short | {"amount_0": "mil"})
    half = _at("communes", made.public_id)
    share = f"comuna_{Territory.objects.get(key='iquique').public_id}"
    going.see("project communes calculated", "programmer", half, {share: "70", "ver": "1"})


PARTS = (_tour,)
