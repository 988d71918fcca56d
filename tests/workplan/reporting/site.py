"""Reports of a plan in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from minga.core.approvals.rounds import seen_of
from minga.core.ids import new_public_id
from minga.workplan.reporting import actions
from minga.workplan.reporting.models import PlanReport, PlanReportVersion
from tests.conftest import TODAY
from tests.workplan.reporting import factories

ACCESS = """
GET  reporting:of_plan         own   plan           200  200  200  404  200  200  200  200  404
GET  reporting:begin           own   its_systems    200  403  403  404  403  403  403  403  403
POST reporting:begin           own   its_systems    302  403  403  404  403  403  403  403  403
GET  reporting:whole           own   its_paper      200  200  200  404  200  200  200  200  404
GET  reporting:report          own   told_report    200  200  200  404  200  200  200  200  404
GET  reporting:form            own   report_form    200  200  200  404  200  200  200  200  404
GET  reporting:version         own   report_version 200  200  200  404  200  200  200  200  404
POST reporting:start_version   own   told_report    302  403  403  404  403  403  403  403  403
GET  reporting:draft           own   written_report 200  200  404  404  404  404  404  404  404
POST reporting:submit          own   written_report 302  403  404  404  403  403  403  403  403
POST reporting:approve         own   sent_report    403  302  403  403  403  403  403  403  403
POST reporting:return          own   sent_report    403  302  403  403  403  403  403  403  403
POST reporting:discard         own   written_report 302  403  404  404  403  403  403  403  403
GET  reporting:new_row         own   its_section    200  403  404  404  403  403  403  403  403
POST reporting:new_row         own   its_section    302  403  404  404  403  403  403  403  403
GET  reporting:edit_row        own   its_row        200  403  404  404  403  403  403  403  403
POST reporting:edit_row        own   its_row        302  403  404  404  403  403  403  403  403
POST reporting:remove_row      own   its_row        302  403  404  404  403  403  403  403  403
GET  reporting:of_plan         other plan           404  404  404  200  404  200  200  404  404
GET  reporting:begin           other its_systems    404  403  404  200  403  403  403  403  403
POST reporting:begin           other its_systems    404  403  404  302  403  403  403  403  403
GET  reporting:whole           other its_paper      404  404  404  200  404  200  200  404  404
GET  reporting:report          other told_report    404  404  404  200  404  200  200  404  404
GET  reporting:form            other report_form    404  404  404  200  404  200  200  404  404
GET  reporting:version         other report_version 404  404  404  200  404  200  200  404  404
POST reporting:start_version   other told_report    404  403  404  302  403  403  403  403  403
GET  reporting:draft           other written_report 404  404  404  200  404  404  404  404  404
POST reporting:submit          other written_report 404  403  404  302  403  403  403  403  403
POST reporting:approve         other sent_report    403  404  403  403  403  403  403  403  403
POST reporting:return          other sent_report    403  404  403  403  403  403  403  403  403
POST reporting:discard         other written_report 404  403  404  302  403  403  403  403  403
GET  reporting:new_row         other its_section    404  403  404  200  403  403  403  403  403
POST reporting:new_row         other its_section    404  403  404  302  403  403  403  403  403
GET  reporting:edit_row        other its_row        404  403  404  200  403  403  403  403  403
POST reporting:edit_row        other its_row        404  403  404  302  403  403  403  403  403
POST reporting:remove_row      other its_row        404  403  404  302  403  403  403  403  403
"""
# Line → who gets another answer than the column that stands for them.
BEYOND: dict[str, dict[str, int]] = {}
# Only who wrote all of a draft discards it.
HERS_ALONE = frozenset({"reporting:discard"})


def _told(service: Any) -> PlanReport:
    """Approved by the head."""
    if "told_report" not in vars(service):
        made = factories.approved(service.cast, of=service.plan, said={"commitment": "Publicar."})
        vars(service)["told_report"] = made
    found: PlanReport = vars(service)["told_report"]
    return found


def _written(service: Any) -> PlanReportVersion:
    """A draft with all its rows, of who prepares."""
    if "written_report" not in vars(service):
        version = factories.begun(service.cast, "diffusion", of=service.plan)
        vars(service)["written_report"] = factories.written(version, service.cast)
    found: PlanReportVersion = vars(service)["written_report"]
    return found


def _sent(service: Any) -> PlanReportVersion:
    if "sent_report" not in vars(service):
        vars(service)["sent_report"] = factories.sent(service.cast, "partial", of=service.plan)
    found: PlanReportVersion = vars(service)["sent_report"]
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    def row() -> list[object]:
        version = _written(service)
        return [version.report.public_id, factories.rows(version)[0].key]

    return {
        "its_systems": lambda: [service.plan.public_id, "systems"],
        "its_paper": lambda: [_told(service).plan.public_id, "analysis", "xlsx"],
        "told_report": lambda: [_told(service).public_id],
        "report_form": lambda: [_told(service).public_id, "xlsx"],
        "report_version": lambda: [_told(service).public_id, 1],
        "written_report": lambda: [_written(service).report.public_id],
        "sent_report": lambda: [_sent(service).report.public_id],
        "its_section": lambda: [_written(service).report.public_id, "users"],
        "its_row": row,
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("reporting:"):
        return {}
    side = service or world.own
    row = {"title": "Boletín", "achieved": "Qué se logra.", "revision": 0}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "begin": lambda: {"system": "SOE"},
        "new_row": lambda: row | {"key": new_public_id()},
        "edit_row": lambda: row,
        "approve": lambda: {"seen": seen_of(_sent(side))},
        "return": lambda: {"seen": seen_of(_sent(side)), "remarks": "Falta el plazo."},
    }
    return forms.get(name.partition(":")[2], dict)()


def _at(name: str, *args: object) -> str:
    return reverse(f"reporting:{name}", args=args)


def _beginning(going: Any, world: Any) -> None:
    plan = world.own.plan.public_id
    for who in ("ana", "gaby"):
        going.see("no reports of a plan", who, _at("of_plan", plan))
    going.see("reports of a plan never approved", "ana", _at("of_plan", world.own.draft.public_id))
    going.see("beginning a report", "ana", _at("begin", plan, "diffusion"))
    going.see("beginning a plan of improvement", "ana", _at("begin", plan, "systems"))
    going.see("beginning without a system", "ana", _at("begin", plan, "systems"), {})
    empty = factories.begun(world.cast, "analysis", of=world.own.plan).report.public_id
    for who in ("ana", "diana"):
        going.see("report empty", who, _at("draft", empty))
    going.see("report sent empty", "ana", _at("submit", empty), {})
    going.clients["ana"].post(_at("discard", empty))


def _writing(going: Any, world: Any) -> None:
    version = _written(world.own)
    one, key = version.report.public_id, factories.rows(version)[0].key
    for who in ("ana", "diana"):
        going.see("report in draft", who, _at("draft", one))
    going.see("new row", "ana", _at("new_row", one, "staff"))
    going.see("new row empty", "ana", _at("new_row", one, "staff"), {})
    going.see("editing a row", "ana", _at("edit_row", one, key))
    row = factories.rows(version)[0]
    said = factories.values(achieved="Otra cosa.")
    actions.change_row(row, said, revision=0, by=world.cast.bruno.access, on=TODAY)
    stale = {"title": "Sitio", "achieved": "Lo mío.", "revision": 0}
    going.see("editing a row in conflict", "ana", _at("edit_row", one, key), stale)


def _deciding(going: Any, world: Any) -> None:
    sent = _sent(world.own).report.public_id
    for who in ("ana", "diana"):
        going.see("report sent", who, _at("draft", sent))
    returned = {"seen": seen_of(_sent(world.own)), "remarks": ""}
    going.see("returning without a reason", "diana", _at("return", sent), returned)
    going.clients["diana"].post(_at("return", sent), returned | {"remarks": "Falta."})
    going.see("report returned", "ana", _at("draft", sent))
    for part in ("1.1", "1.2"):
        going.see(f"what the record says for {part}", "ana", _at("new_row", sent, part))
    report = _told(world.own)
    for who in ("ana", "gaby", "marta"):
        going.see("report approved", who, _at("report", report.public_id))
    actions.start_version(report, by=world.cast.ana.access)
    going.see("report being modified", "ana", _at("report", report.public_id))
    going.see("reports of a plan", "ana", _at("of_plan", world.own.plan.public_id))


PARTS = (_beginning, _writing, _deciding)
