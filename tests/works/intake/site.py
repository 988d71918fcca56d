"""Portfolios of other offices in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minga.core.clock import today
from minga.works.intake.actions import preview
from minga.works.intake.judging import seen
from minga.works.intake.models import IntakeFile
from tests.works.intake.factories import TITLES, applied, row, sent, sheet
from tests.works.site import programmer

NOBODY = "403 403 403 403 403 403 403 403 403"
READ = (("file", "intake_file"), ("rows", "intake_file"))
DONE = (("columns", "intake_columns"), ("apply", "intake_apply"), ("discard", "intake_discard"))


def _lines() -> list[str]:
    found = [
        f"GET intake:files {NOBODY}",
        f"GET intake:receive {NOBODY}",
        f"POST intake:receive {NOBODY}",
    ]
    for side in ("own", "other"):
        found += [f"GET intake:{name} {side} {what} {NOBODY}" for name, what in READ]
        found += [f"POST intake:{name} {side} {what} {NOBODY}" for name, what in DONE]
    return found


ACCESS = "\n".join(_lines())
# Who formulates is nobody of the cast.
BEYOND: dict[str, dict[str, int]] = {
    "GET intake:files": {"programming_officer": 200},
    "GET intake:receive": {"programming_officer": 200},
    "POST intake:receive": {"programming_officer": 302},
} | {
    f"{method} intake:{name} {side} {what}": {"programming_officer": code}
    for method, steps, own in (("GET", READ, 200), ("POST", DONE, 302))
    for name, what in steps
    for side, code in (("own", own), ("other", 404))
}


def _file(service: Any, key: str) -> IntakeFile:
    """One for each errand: what is applied or left can't be so again."""
    kept: dict[str, IntakeFile] = vars(service).setdefault("of_intake", {})
    if key not in kept:
        by = programmer(service)
        kept[key] = sent(service.cast.serviu, by, sheet(row(bip="sin código")), office=key)
    return kept[key]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    names = ("intake_file", "intake_columns", "intake_apply", "intake_discard")
    return {name: lambda name=name: [_file(service, name).public_id] for name in names}  # type: ignore[misc]


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    if name == "intake:receive":
        return {"office": "GORE", "file": SimpleUploadedFile("c.csv", sheet(row()))}
    if name == "intake:apply" and service:
        return {"shown": seen(preview(_file(service, "intake_apply"), today()))}
    return {}


def _at(name: str, *args: object) -> str:
    return reverse(f"intake:{name}", args=args)


def _going(going: Any, world: Any) -> None:
    by = programmer(world.own)
    going.clients["mapper"] = by.client()
    going.see("no portfolio of others", "mapper", _at("files"))
    going.see("a portfolio to receive", "mapper", _at("receive"))
    going.see("a portfolio without its file", "mapper", _at("receive"), {})
    odd = sent(world.cast.serviu, by, sheet(row(), row(name=""), titles=(*TITLES[:9], "ENE", "FEB",
                                                                         "MAR")))  # fmt: skip
    going.see("a portfolio with doubts", "mapper", _at("file", odd.public_id))
    going.see("a portfolio in doubt to apply", "mapper", _at("apply", odd.public_id), {"shown": ""})
    going.see("a digit too many", "mapper", _at("columns", odd.public_id), {"digit": "10"})
    done = applied(sent(world.cast.serviu, by, sheet(row(bip="x"), row(code=""))), by)
    going.see("a portfolio that was loaded", "mapper", _at("file", done.public_id))
    going.see("portfolios of others", "mapper", _at("files"))


PARTS = (_going,)
