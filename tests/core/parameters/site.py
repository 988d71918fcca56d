"""Parameters of norms in the tests of the whole site."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.parameters import actions
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.words import slug_of
from minga.people.roles import Role
from tests.conftest import TODAY, Somebody
from tests.core.parameters.making import said, shape
from tests.workplan import factories as plans

ACCESS = """
GET  parameters:parameters                     200  200  200  200  200  200  200  200  200
GET  parameters:parameter            norm      200  200  200  200  200  200  200  200  200
GET  parameters:propose              norm      403  403  403  403  403  403  403  200  403
POST parameters:propose              norm      403  403  403  403  403  403  403  302  403
GET  parameters:correction     own   norm_ok   200  200  200  200  200  200  200  200  200
GET  parameters:correction     other norm_ok   200  200  200  200  200  200  200  200  200
GET  parameters:correction     own   norm_back 200  200  404  404  404  200  200  200  404
GET  parameters:correction     other norm_back 404  404  404  200  404  200  200  404  404
GET  parameters:rewrite        own   norm_back 403  403  403  403  403  403  403  200  403
GET  parameters:rewrite        other norm_back 403  403  403  403  403  403  403  404  403
POST parameters:rewrite        own   norm_back 403  403  403  403  403  403  403  302  403
POST parameters:rewrite        other norm_back 403  403  403  403  403  403  403  404  403
GET  parameters:replace        own   norm_ok   403  403  403  403  403  403  403  200  403
GET  parameters:replace        other norm_ok   403  403  403  403  403  403  403  404  403
POST parameters:replace        own   norm_ok   403  403  403  403  403  403  403  302  403
POST parameters:replace        other norm_ok   403  403  403  403  403  403  403  404  403
POST parameters:discard        own   norm_back 403  403  403  403  403  403  403  302  403
POST parameters:discard        other norm_back 403  403  403  403  403  403  403  404  403
"""
PROPOSERS = ("emilio", "legal")


def _proposers(code: int) -> dict[str, int]:
    return dict.fromkeys(PROPOSERS, code)


ALL = {"staff": 200, "town": 200}
BEYOND: dict[str, dict[str, int]] = {
    "GET parameters:correction own norm_ok": ALL,
    "GET parameters:correction other norm_ok": ALL,
    "GET parameters:correction own norm_back": {"staff": 200},
    "GET parameters:propose norm": _proposers(200),
    "POST parameters:propose norm": _proposers(302),
    "GET parameters:rewrite own norm_back": _proposers(200),
    "GET parameters:rewrite other norm_back": _proposers(404),
    "POST parameters:rewrite own norm_back": _proposers(302),
    "POST parameters:rewrite other norm_back": _proposers(404),
    "GET parameters:replace own norm_ok": _proposers(200),
    "GET parameters:replace other norm_ok": _proposers(404),
    "POST parameters:replace own norm_ok": _proposers(302),
    "POST parameters:replace other norm_ok": _proposers(404),
    "POST parameters:discard own norm_back": _proposers(302),
    "POST parameters:discard other norm_back": _proposers(404),
}


def _who(service: Any) -> tuple[Somebody, Somebody]:
    """Who proposes and who decides at each service."""
    if not hasattr(service, "_norm_people"):
        body = service.cast.serviu
        service._norm_people = (
            plans.member(body, Role.ADMINISTRATOR, ("Nelda", "Cruz")),
            plans.member(body, Role.INSTITUTION_HEAD, ("Delia", "Paz")),
        )
    found: tuple[Somebody, Somebody] = service._norm_people
    return found


def _made(service: Any, key: str, since: date, points: int) -> ParameterCorrection:
    name = f"_norm_{key}"
    if not hasattr(service, name):
        proposer, head = _who(service)
        body = service.cast.serviu
        row = actions.propose(
            shape(), said((points, 100), since=since), institution=(body.pk, body.name),
            reason="El texto.", seen=actions.mark(shape(), body.pk), by=proposer.access, on=TODAY,
        )  # fmt: skip
        if key == "ok":
            approvals.pass_step(row, seen=seen_of(row), by=head.access, on=TODAY)
        elif key == "back":
            approvals.return_it(row, remarks="Falta.", seen=seen_of(row), by=head.access, on=TODAY)
        setattr(service, name, row)
    found: ParameterCorrection = getattr(service, name)
    return found


def _ok(service: Any) -> ParameterCorrection:
    return _made(service, "ok", date(2006, 1, 1), 95)


def _back(service: Any) -> ParameterCorrection:
    return _made(service, "back", date(2006, 6, 1), 96)


def _sent(service: Any) -> ParameterCorrection:
    return _made(service, "sent", date(2007, 6, 1), 97)


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "norm_ok": lambda: [_ok(service).public_id],
        "norm_back": lambda: [_back(service).public_id],
    }


def things(world: Any) -> dict[str, Callable[[], list[object]]]:
    return {"norm": lambda: [slug_of(shape())]}


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("parameters:"):
        return {}
    if name.endswith(":discard"):
        return {"reason": "No se enviará."}
    body = (service or world.own).cast.serviu
    return {
        "since": "2007-01-01", "bands-0-from": "95", "bands-0-part": "100", "bands-1-from": "70",
        "bands-1-part": "30", "source": "Ley 19.553", "verified": "on", "read_in": "Diario Oficial",
        "reason": "El texto dice otra cosa.", "seen": actions.mark(shape(), body.pk),
    }  # fmt: skip


def _at(name: str, *args: object) -> str:
    return reverse(f"parameters:{name}", args=args)


def _pages(going: Any, world: Any) -> None:
    slug, own = slug_of(shape()), world.own
    for who in ("ana", "pia"):
        going.see("norm: parameters before any correction", who, _at("parameters"))
        going.see("norm: parameter before any correction", who, _at("parameter", slug))
    for label, row in (("ok", _ok(own)), ("back", _back(own)), ("sent", _sent(own))):
        for who in ("nora", "diana", "aldo"):
            going.see(f"norm: correction {label}", who, _at("correction", row.public_id))
    for who in ("nora", "carla", "marta"):
        going.see("norm: parameters", who, _at("parameters"))
        going.see("norm: parameter", who, _at("parameter", slug))
    going.see("norm: propose parameter", "nora", _at("propose", slug))
    going.see("norm: propose parameter empty", "nora", _at("propose", slug), {})
    sent = written(world, own, "parameters:propose")
    going.see("norm: propose parameter stale", "nora", _at("propose", slug), sent | {"seen": "x"})
    going.see("norm: propose parameter out of order", "nora", _at("propose", slug),
              sent | {"bands-1-from": "99"})  # fmt: skip
    going.see("norm: rewrite parameter", "nora", _at("rewrite", _back(own).public_id))
    going.see("norm: replace parameter", "nora", _at("replace", _ok(own).public_id))
    going.see("norm: discard parameter empty", "nora", _at("discard", _back(own).public_id), {})


PARTS = (_pages,)
