"""What is wrong with projects, in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from minga.works.checking import findings_of
from minga.works.models import Project
from minga.works.validations.actions import justify, keep
from tests.conftest import TODAY
from tests.works.site import bare, programmer, whole

READERS = {
    "own": "200 200 404 404 200 200 200 200 404",
    "other": "404 404 404 200 404 200 200 404 404",
}
NOBODY = "403 403 403 403 403 403 403 403 403"
EVERYBODY = "200 200 200 200 200 200 200 200 200"
ACCESS = f"""
GET  validations:findings                 {EVERYBODY}
GET  validations:catalogue                {EVERYBODY}
POST validations:review                   {NOBODY}
GET  validations:project own   wrong_one  {READERS["own"]}
GET  validations:project other wrong_one  {READERS["other"]}
GET  validations:panel   own   wrong_one  {READERS["own"]}
GET  validations:panel   other wrong_one  {READERS["other"]}
POST validations:project own   wrong_one  {NOBODY}
POST validations:project other wrong_one  {NOBODY}
"""
BEYOND: dict[str, dict[str, int]] = {
    "POST validations:review": {"programming_officer": 302},
    "POST validations:project own wrong_one": {"programming_officer": 302},
    "POST validations:project other wrong_one": {"programming_officer": 404},
} | {
    f"GET validations:{name} {side} wrong_one": found
    for name in ("project", "panel")
    for side, found in (
        ("own", {"staff": 200, "town": 404, "municipality": 200}),
        ("other", {"staff": 404, "town": 404}),
    )
}
WHY = "La comuna se sabrá con el diseño, según el oficio 12."


def _wrong(service: Any) -> Project:
    return bare(service)


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {"wrong_one": lambda: [whole(service).public_id]}


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    if name != "validations:project" or not service:
        return {}
    return {"digest": findings_of(whole(service))[0].digest, "text": WHY}


def _at(name: str, *args: object) -> str:
    return reverse(f"validations:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    going.see("nothing reviewed", "ana", _at("findings"))
    going.see("catalogue of checks", "ana", _at("catalogue"))


def _going(going: Any, world: Any) -> None:
    wrong, sound = _wrong(world.own), whole(world.own)
    keep([wrong, sound], on=TODAY)
    by = programmer(world.own)
    going.clients["reviewer"] = by.client()
    for who in ("ana", "aldo", "reviewer"):
        going.see("findings of the portfolio", who, f"{_at('findings')}?ver=filtros")
        going.see("findings of a project", who, _at("project", wrong.public_id))
        going.see("panel of findings", who, _at("panel", wrong.public_id))
    nothing = {"digest": findings_of(wrong)[0].digest, "text": ""}
    going.see("a justification of nothing", "reviewer", _at("project", wrong.public_id), nothing)
    justify(wrong, findings_of(wrong)[0].digest, WHY, by=by.access)
    going.see("a warning justified", "reviewer", _at("project", wrong.public_id))


PARTS = (_quiet, _going)
