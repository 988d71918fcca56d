"""Schedules in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.works.models import Project
from minga.works.schedules.models import ScheduleVersion
from tests.conftest import Somebody
from tests.works import factories as projects
from tests.works.schedules import factories

NOBODY = "403 403 403 403 403 403 403 403 403"
READERS = {
    "own": "200 200 404 404 404 200 200 200 404",
    "other": "404 404 404 200 404 200 200 404 404",
}
# Of what is not approved yet: only who prepares and who approves in the service.
HEADS = {
    "own": "404 200 404 404 404 404 404 404 404",
    "other": "404 404 404 404 404 404 404 404 404",
}
PREPARED = (
    ("start_draft", "schedule_new", ("GET", "POST")),
    ("write", "schedule_draft", ("POST",)),
    ("milestones", "schedule_draft", ("GET", "POST")),
    ("reason", "schedule_again", ("GET", "POST")),
    ("submit", "schedule_draft", ("POST",)),
    ("discard", "schedule_again", ("POST",)),
)


def _lines() -> list[str]:
    found = ["GET schedules:schedules 200 200 200 200 200 200 200 200 200"]
    for side in ("own", "other"):
        for name, what in (
            ("schedule", "schedule_one"),
            ("version", "schedule_first"),
            ("compare", "schedule_one"),
            ("of_project", "schedule_one"),
        ):
            found.append(f"GET schedules:{name} {side} {what} {READERS[side]}")
        found.append(f"GET schedules:draft {side} schedule_draft {HEADS[side]}")
        for name, what, methods in PREPARED:
            found += [f"{method} schedules:{name} {side} {what} {NOBODY}" for method in methods]
        for name in ("pass", "return"):
            codes = HEADS[side].replace("200", "302")
            found.append(f"POST schedules:{name} {side} schedule_sent {codes}")
    return found


ACCESS = "\n".join(_lines())
BEYOND: dict[str, dict[str, int]] = {
    "GET schedules:schedule own schedule_one": {"staff": 200},
    "GET schedules:version own schedule_first": {"staff": 200},
    "GET schedules:compare own schedule_one": {"staff": 200},
    "GET schedules:of_project own schedule_one": {"staff": 200},
    "GET schedules:draft own schedule_draft": {"programming_officer": 200},
    "POST schedules:pass own schedule_sent": {"programming_officer": 403},
    "POST schedules:return own schedule_sent": {"programming_officer": 403},
}
for _name, _what, _methods in PREPARED:
    for _method in _methods:
        # Only its author discards a draft.
        _code = 422 if _name == "discard" else {"GET": 200, "POST": 302}[_method]
        BEYOND[f"{_method} schedules:{_name} own {_what}"] = {"programming_officer": _code}
        BEYOND[f"{_method} schedules:{_name} other {_what}"] = {"programming_officer": 404}


def _once(service: Any, key: str, make: Callable[[], Any]) -> Any:
    kept = vars(service).setdefault("of_schedules", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def programmer(service: Any) -> Somebody:
    found: Somebody = _once(service, "who", lambda: projects.programmer(service.cast.serviu))
    return found


def _project(service: Any) -> Project:
    by = programmer(service)
    made = projects.project(service.cast, by=by)
    return projects.paid_for(made, by)


def _ruled(service: Any) -> Project:
    """With its baseline and a reprogramming in force."""

    def make() -> Project:
        made = _project(service)
        factories.approved(service.cast, made, programmer(service))
        factories.reprogrammed(service.cast, made, programmer(service))
        return made

    found: Project = _once(service, "ruled", make)
    return found


def _new(service: Any) -> Project:
    found: Project = _once(service, "new", lambda: _project(service))
    return found


def _draft(service: Any) -> ScheduleVersion:
    """A baseline that could be sent."""

    def make() -> ScheduleVersion:
        by = programmer(service)
        return factories.written(factories.drafted(_project(service), by), by)

    found: ScheduleVersion = _once(service, "draft", make)
    return found


def _sent(service: Any) -> ScheduleVersion:
    found: ScheduleVersion = _once(
        service, "sent", lambda: factories.sent(_project(service), programmer(service))
    )
    return found


def _again(service: Any) -> Project:
    """In force, with a reprogramming in preparation."""

    def make() -> Project:
        made = _project(service)
        by = programmer(service)
        factories.approved(service.cast, made, by)
        factories.drafted(made, by)
        return made

    found: Project = _once(service, "again", make)
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "schedule_one": lambda: [_ruled(service).public_id],
        "schedule_first": lambda: [_ruled(service).public_id, 1],
        "schedule_new": lambda: [_new(service).public_id],
        "schedule_draft": lambda: [_draft(service).schedule.project.public_id],
        "schedule_sent": lambda: [_sent(service).schedule.project.public_id],
        "schedule_again": lambda: [_again(service).public_id],
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("schedules:"):
        return {}
    revision = _draft(service).revision if service else 0
    forms: dict[str, dict[str, Any]] = {
        "write": {"31-02-004/2008-06": "200.000", "fisico/2008-06": "40", "revision": revision},
        "milestones": {"revision": revision} | _milestones("2008-06-02"),
        "reason": {"reason": "Lluvias", "revision": 0},
        "pass": {"seen": seen_of(_sent(service)) if service else 0},
        "return": {"seen": seen_of(_sent(service)) if service else 0, "remarks": "Falta"},
    }
    return forms.get(name.partition(":")[2], {})


def _milestones(start: str) -> dict[str, str]:
    said = {"c0-slot": "Contrato 1", "c0-start": start, "c1-slot": ""}
    said |= {f"c0-r{number}-outcome": "awarded" for number in (1, 2, 3)}
    return said | {"c1-r1-outcome": "awarded"}


def _at(name: str, *args: object) -> str:
    return reverse(f"schedules:{name}", args=args)


def _reading(going: Any, world: Any) -> None:
    ruled, new = _ruled(world.own).public_id, _new(world.own).public_id
    for who in ("ana", "diana"):
        going.see("schedules", who, _at("schedules"))
        going.see("schedule in force", who, f"{_at('schedule', ruled)}?ano=2008")
        going.see("no schedule", who, _at("schedule", new))
    going.see("schedule of another year", "ana", f"{_at('schedule', ruled)}?ano=1980")
    going.see("schedule before", "ana", _at("version", ruled, 1))
    going.see("schedules compared", "ana", _at("compare", ruled))
    for what, one in (("ruled", ruled), ("new", new)):
        going.see(f"calendar of a project {what}", "ana", _at("of_project", one))


def _preparing(going: Any, world: Any) -> None:
    who = programmer(world.own).client()
    going.clients["paula"] = who
    draft = _draft(world.own).schedule.project.public_id
    again, new = _again(world.own).public_id, _new(world.own).public_id
    for name in ("paula", "diana"):
        going.see("schedule draft", name, f"{_at('draft', draft)}?ano=2008")
        going.see("schedule again", name, f"{_at('draft', again)}?ano=2008")
        sent = _sent(world.own).schedule.project.public_id
        going.see("schedule sent", name, f"{_at('draft', sent)}?ano=2008")
    going.see("first schedule", "paula", _at("start_draft", new))
    going.see("another schedule", "paula", _at("start_draft", _ruled(world.own).public_id))
    going.see("another empty", "paula", _at("start_draft", _ruled(world.own).public_id), {})
    going.see("schedule reason", "paula", _at("reason", again))
    going.see("schedule reason empty", "paula", _at("reason", again), {})
    going.see("schedule milestones", "paula", _at("milestones", draft))
    bad = {"revision": 2, "c0-slot": "", "c0-r1-outcome": "deserted", "c0-r1-award": "2008-01-02"}
    going.see("schedule milestones wrong", "paula", _at("milestones", draft), bad)
    cells = {"31-02-004/2008-06": "1,5", "fisico/2008-06": "cien", "revision": 2}
    going.see("schedule cells wrong", "paula", f"{_at('write', draft)}?ano=2008", cells)
    stale = {"31-02-004/2008-06": "7", "revision": 0}
    going.see("schedule stale", "paula", f"{_at('write', draft)}?ano=2008", stale)
    going.see("schedule empty", "paula", f"{_at('write', draft)}?ano=2008", {})
    more = {"31-02-004/2008-06": "7", "revision": 2, "agregar": "31-02-001"}
    going.see("schedule with a row more", "paula", f"{_at('write', draft)}?ano=2008", more)
    going.see("nothing changes", "paula", _at("submit", again), {})
    going.see("schedule returned empty", "diana", _at("return", sent), {})


PARTS = (_reading, _preparing)
