"""Territorial problems in the tests of the whole site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from minga.people.models import Organisation
from minga.people.roles import Role
from minga.workplan.problems import actions
from minga.workplan.problems.models import Gap, Meeting, PartyCommitment, TerritorialProblem
from tests.commitments.factories import member
from tests.conftest import TODAY, pdf
from tests.workplan.problems import factories

SEEN = {
    "own": "200 200 200 404 200 200 200 200 404",
    "other": "404 404 404 200 200 200 200 404 404",
}
PREPARED = {
    "own": "{0} 403 403 404 403 403 403 403 403",
    "other": "404 403 404 {0} 403 403 403 403 403",
}
DECIDED = {
    "own": "403 {0} 403 403 403 403 403 403 403",
    "other": "403 404 403 403 403 403 403 403 403",
}
READ = (
    ("problem", "problem_one"), ("text", "problem_one"), ("meeting", "meeting_due"),
    ("agenda", "agenda_pdf"), ("minutes", "minutes_pdf"),
)  # fmt: skip
STEPS = (
    ("change", "problem_one"), ("add_figure", "problem_one"), ("join", "problem_one"),
    ("back", "problem_one"), ("promise", "problem_one"), ("open_gap", "problem_one"),
    ("convene", "problem_quiet"), ("describe", "party_free"), ("leave", "party_free"),
    ("fund", "promise_gap"), ("close_gap", "gap_one"), ("add_point", "meeting_due"),
    ("record", "meeting_due"), ("call_off", "meeting_due"),
)  # fmt: skip


def _lines() -> list[str]:
    found = [
        "GET problems:problems 200 200 200 200 200 200 200 200 200",
        "GET problems:new 200 403 200 200 403 403 403 403 403",
        # The place that is sent is of another region than Carla's.
        "POST problems:new 302 403 302 422 403 403 403 403 403",
    ]
    for side in ("own", "other"):
        of_plan = SEEN[side].split()
        if side == "other":
            of_plan[4] = "404"
        found.append(f"GET problems:of_plan {side} the_plan {' '.join(of_plan)}")
        found += [f"GET problems:{name} {side} {what} {SEEN[side]}" for name, what in READ]
        for name, what in STEPS:
            for method, code in (("GET", 200), ("POST", 302)):
                codes = PREPARED[side].format(code)
                found.append(f"{method} problems:{name} {side} {what} {codes}")
        closing = PREPARED[side].format(302)
        found.append(f"POST problems:close_minutes {side} meeting_held {closing}")
        found.append(f"POST problems:open {side} problem_draft {DECIDED[side].format(302)}")
        for method, code in (("GET", 200), ("POST", 302)):
            codes = DECIDED[side].format(code)
            found.append(f"{method} problems:close {side} problem_quiet {codes}")
    return found


ACCESS = "\n".join(_lines())
# Line → who gets another answer than the column that stands for them.
BEYOND: dict[str, dict[str, int]] = {
    f"GET problems:{name} other {what}": {"staff": 404} for name, what in READ
}


def _once(service: Any, key: str, make: Callable[[], Any]) -> Any:
    kept = vars(service).setdefault("of_problems", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _problem(service: Any) -> TerritorialProblem:
    """Open, with a promise without a budget line, a gap and a meeting that is today."""

    def make() -> TerritorialProblem:
        made = factories.opened(service.cast)
        factories.promised(service.cast, made)
        factories.gap(service.cast, made, responsible=service.cast.serviu)
        factories.convened(service.cast, made)
        return made

    found: TerritorialProblem = _once(service, "problem", make)
    return found


def _quiet(service: Any) -> TerritorialProblem:
    found: TerritorialProblem = _once(service, "quiet", lambda: factories.opened(service.cast))
    return found


def _draft(service: Any) -> TerritorialProblem:
    found: TerritorialProblem = _once(service, "draft", lambda: factories.draft(service.cast))
    return found


def _promise(service: Any) -> PartyCommitment:
    return _problem(service).promises.get()


def _gap(service: Any) -> Gap:
    return _problem(service).gaps.get(is_budget=False)


def _due(service: Any) -> Meeting:
    return _problem(service).meetings.get()


def _held(service: Any) -> Meeting:
    """Recorded by somebody who is not of the cast: all of them may close its minutes."""

    def make() -> Meeting:
        cast = service.cast
        meeting = factories.convened(cast, factories.opened(cast))
        clerk = member(cast.serviu, Role.UNIT_OFFICER, ("Nelly", "Rivas"))
        came = {row.pk: "Rosa Pinto" for row in meeting.attendances.all()}
        return actions.record_meeting(meeting, notes="", came=came, agreed={}, by=clerk.access)

    found: Meeting = _once(service, "held", make)
    return found


def _free(service: Any) -> Any:
    """A service that owes nothing."""
    return factories.party(_quiet(service), factories.town(service.cast))


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    made: dict[str, Callable[[Any], Any]] = {
        "problem_one": _problem,
        "problem_quiet": _quiet,
        "problem_draft": _draft,
        "party_free": _free,
        "promise_gap": _promise,
        "gap_one": _gap,
        "meeting_due": _due,
        "meeting_held": _held,
    }
    found: dict[str, Callable[[], list[object]]] = {
        key: lambda make=make: [make(service).public_id]  # type: ignore[misc]
        for key, make in made.items()
    }
    return found | {
        "agenda_pdf": lambda: [_due(service).public_id, "pdf"],
        "minutes_pdf": lambda: [_held(service).public_id, "pdf"],
        "the_plan": lambda: [service.plan.public_id],
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("problems:"):
        return {}
    its, day = service or world.own, TODAY.isoformat()
    later = (TODAY + timedelta(days=40)).isoformat()
    brings = {"products": "Obras"}
    statement = {
        "title": "Plaza sin acceso", "statement": "Nadie llega.", "since": "2006-05-02",
        "territory": factories.place().public_id, "point": "-70,1015; -20,2690",
    }  # fmt: skip

    def party() -> int:
        return factories.party(_problem(its), its.cast.serviu).pk

    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "new": lambda: statement,
        "change": lambda: statement,
        "add_figure": lambda: {
            "name": "Metros", "value": "12,5", "unit": "m", "dated_on": day, "source": "SERVIU",
        },
        "join": lambda: brings | {"organisation": Organisation.objects.get(key="minvu").pk},
        "describe": lambda: brings,
        "leave": lambda: {"reason": "Termina."},
        "back": lambda: {
            "kind": "agreement", "reference": "Convenio 9", "dated_on": day,
            "signed_by": [party()], "file": pdf(),
        },
        "promise": lambda: {
            "party": party(), "promise": "Otra cosa", "made_on": day, "due_on": later,
            "funding": "gap", "amount": "1.000",
        },
        "fund": lambda: {"budget_line": "31.02", "budget_year": "2008", "amount": "5.000"},
        "open_gap": lambda: {
            "what": "El plano", "threatens": "La obra", "party": party(), "due_on": later,
        },
        "close_gap": lambda: {"resolved": "yes", "how": "Llegó."},
        "convene": lambda: {"day": later, "place": "SERVIU"},
        "add_point": lambda: {"text": "Varios"},
        "record": lambda: {
            f"came_{row.pk}": "Rosa Pinto" for row in _due(its).attendances.all()
        },
        "call_off": lambda: {"reason": "No hay sala."},
        "close": lambda: {"solved": "no", "reason": "Sin fondos."},
    }  # fmt: skip
    return forms.get(name.partition(":")[2], dict)()


def _at(name: str, *args: object) -> str:
    return reverse(f"problems:{name}", args=args)


def _tour(going: Any, world: Any) -> None:
    made, due, held = _problem(world.own), _due(world.own), _held(world.own)
    for who in ("ana", "diana", "sofia"):
        going.see("problems", who, _at("problems"))
        going.see("problem", who, _at("problem", made.public_id))
        going.see("problem text", who, _at("text", made.public_id))
        going.see("meeting convened", who, _at("meeting", due.public_id))
        going.see("meeting held", who, _at("meeting", held.public_id))
    going.see("problem in preparation", "diana", _at("problem", _draft(world.own).public_id))
    going.see("problem new", "ana", _at("new"))
    going.see("problem new empty", "ana", _at("new"), {})
    arguments = subjects(world.own)
    for name, what in STEPS:
        url = _at(name, *arguments[what]())
        going.see(f"problem {name}", "ana", url)
        if name != "record":
            going.see(f"problem {name} empty", "ana", url, {})
    going.see("problem record nobody", "ana", _at("record", due.public_id), {"notes": "Nada"})
    going.see("problem close", "diana", _at("close", made.public_id))
    going.see("problem close empty", "diana", _at("close", made.public_id), {})
    going.see("problems of the plan", "ana", _at("of_plan", world.own.plan.public_id))


PARTS = (_tour,)
