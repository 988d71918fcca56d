"""Commitments and audits in the tests of the whole site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from minga.commitments import actions
from minga.commitments.models import Commitment, Finding, FindingList
from tests.commitments import factories
from tests.conftest import TODAY, pdf

ACCESS = """
GET  commitments:commitments                      200  200  200  200  200  200  200  200  200
GET  commitments:new                              200  200  200  200  403  403  403  403  403
POST commitments:new                              302  302  302  302  403  403  403  403  403
GET  commitments:chasing                          403  200  403  403  403  403  403  200  403
POST commitments:set_rule                         403  302  403  403  403  403  403  302  403
POST commitments:set_mailbox                      403  302  403  403  403  403  403  302  403
GET  commitments:audits                           200  200  200  200  200  200  200  200  200
GET  commitments:new_audit                        403  403  403  403  403  403  200  403  403
POST commitments:new_audit                        403  403  403  403  403  403  302  403  403
GET  commitments:audit          own   audit_one   200  200  404  404  404  200  200  200  404
GET  commitments:add_finding    own   audit_one   403  403  403  403  403  403  200  403  403
POST commitments:add_finding    own   audit_one   403  403  403  403  403  403  302  403  403
GET  commitments:audit_file     own   audit_file  200  200  404  404  404  200  200  200  404
GET  commitments:finding        own   finding_one 200  200  200  404  404  200  200  200  404
POST commitments:answer_finding own   finding_one 403  403  302  404  403  403  403  403  403
POST commitments:assess_finding own   finding_one 403  403  403  403  403  403  302  403  403
POST commitments:add_rows       own   finding_one 403  403  403  403  403  403  302  403  403
GET  commitments:finding_rows   own   rows_one    200  200  200  404  404  200  200  200  404
GET  commitments:of_case        own   its_plan    200  200  200  404  200  200  200  200  404
GET  commitments:of_organisation own   body        200  200  200  200  200  200  200  200  200
GET  commitments:commitment     own   promise     200  200  200  404  404  200  200  200  404
POST commitments:report         own   promise     403  403  302  404  404  403  403  403  403
POST commitments:verify         own   told_one    302  302  403  404  403  403  403  403  403
POST commitments:return_report  own   told_one    302  302  403  404  403  403  403  403  403
POST commitments:extend         own   promise     403  302  403  403  403  403  403  403  403
POST commitments:hand           own   promise     403  302  403  403  403  403  403  403  403
POST commitments:split          own   promise     403  302  403  403  403  403  403  403  403
POST commitments:void           own   promise     403  302  403  403  403  403  403  403  403
POST commitments:not_fulfilled  own   promise     403  302  403  403  403  403  403  403  403
POST commitments:pause          own   promise     403  302  403  403  403  403  403  403  403
POST commitments:resume         own   promise     403  409  403  403  403  403  403  403  403
GET  commitments:audit          other audit_one   404  404  404  200  404  200  200  404  404
GET  commitments:add_finding    other audit_one   403  403  403  403  403  403  200  403  403
POST commitments:add_finding    other audit_one   403  403  403  403  403  403  403  403  403
GET  commitments:audit_file     other audit_file  404  404  404  200  404  200  200  404  404
GET  commitments:finding        other finding_one 404  404  404  200  404  200  200  404  404
POST commitments:answer_finding other finding_one 404  404  404  302  403  403  403  403  403
POST commitments:assess_finding other finding_one 403  403  403  403  403  403  403  403  403
POST commitments:add_rows       other finding_one 403  403  403  403  403  403  403  403  403
GET  commitments:finding_rows   other rows_one    404  404  404  200  404  200  200  404  404
GET  commitments:of_case        other its_plan    404  404  404  200  404  200  200  404  404
GET  commitments:of_organisation other body        200  200  200  200  200  200  200  200  200
GET  commitments:commitment     other promise     404  404  404  200  404  200  200  404  404
POST commitments:report         other promise     404  404  404  302  404  403  403  403  403
POST commitments:verify         other told_one    404  404  404  302  403  403  403  403  403
POST commitments:return_report  other told_one    404  404  404  302  403  403  403  403  403
POST commitments:extend         other promise     403  404  403  403  403  403  403  403  403
POST commitments:hand           other promise     403  404  403  403  403  403  403  403  403
POST commitments:split          other promise     403  404  403  403  403  403  403  403  403
POST commitments:void           other promise     403  404  403  403  403  403  403  403  403
POST commitments:not_fulfilled  other promise     403  404  403  403  403  403  403  403  403
POST commitments:pause          other promise     403  404  403  403  403  403  403  403  403
POST commitments:resume         other promise     403  404  403  403  403  403  403  403  403
"""
# Line → who gets another answer than the column that stands for them.
BEYOND: dict[str, dict[str, int]] = {
    "GET commitments:new": {
        "staff": 200,
        "payments_reviewer": 403,
        "payments_approver": 403,
        "treasury": 403,
        "board_member": 403,
        "counter_officer": 403,
    },
    "POST commitments:new": {
        "staff": 302,
        "payments_reviewer": 403,
        "payments_approver": 403,
        "treasury": 403,
        "board_member": 403,
        "counter_officer": 403,
    },
    "GET commitments:new_audit": {"internal_control": 200},
    "POST commitments:new_audit": {"internal_control": 302},
    "GET commitments:audit own audit_one": {"staff": 200},
    "GET commitments:add_finding own audit_one": {"internal_control": 200},
    "POST commitments:add_finding own audit_one": {"internal_control": 302},
    "GET commitments:audit_file own audit_file": {"staff": 200},
    "GET commitments:finding own finding_one": {"staff": 200},
    "POST commitments:assess_finding own finding_one": {"internal_control": 302},
    "POST commitments:add_rows own finding_one": {"internal_control": 302},
    "GET commitments:finding_rows own rows_one": {"staff": 200},
    "GET commitments:of_organisation own body": {"town": 200},
    "GET commitments:commitment own promise": {"staff": 200},
    "POST commitments:report own promise": {"staff": 403, "social_evaluator": 403},
    "POST commitments:verify own told_one": {"works_head": 302, "internal_control": 302},
    "POST commitments:return_report own told_one": {"works_head": 302, "internal_control": 302},
    "POST commitments:extend own promise": {"emilio": 302, "works_head": 302},
    "POST commitments:hand own promise": {"emilio": 302, "works_head": 302},
    "POST commitments:split own promise": {"emilio": 302, "works_head": 302},
    "POST commitments:void own promise": {"emilio": 302, "works_head": 302},
    "POST commitments:not_fulfilled own promise": {"emilio": 302, "works_head": 302},
    "POST commitments:pause own promise": {"emilio": 302, "works_head": 302},
    "POST commitments:resume own promise": {"emilio": 409, "works_head": 409},
    "GET commitments:add_finding other audit_one": {"internal_control": 404},
    "POST commitments:add_finding other audit_one": {"internal_control": 404},
    "POST commitments:answer_finding other finding_one": {
        "staff": 404,
        "payments_reviewer": 403,
        "payments_approver": 403,
        "treasury": 403,
        "internal_control": 403,
        "board_member": 403,
        "counter_officer": 403,
    },
    "POST commitments:assess_finding other finding_one": {"internal_control": 404},
    "POST commitments:add_rows other finding_one": {"internal_control": 404},
    "GET commitments:of_organisation other body": {"town": 200},
    "POST commitments:report other promise": {
        "payments_reviewer": 403,
        "payments_approver": 403,
        "treasury": 403,
        "internal_control": 403,
        "board_member": 403,
        "counter_officer": 403,
        "social_evaluator": 403,
    },
    "POST commitments:verify other told_one": {"works_head": 404, "internal_control": 404},
    "POST commitments:return_report other told_one": {"works_head": 404, "internal_control": 404},
    "POST commitments:extend other promise": {"emilio": 404, "works_head": 404},
    "POST commitments:hand other promise": {"emilio": 404, "works_head": 404},
    "POST commitments:split other promise": {"emilio": 404, "works_head": 404},
    "POST commitments:void other promise": {"emilio": 404, "works_head": 404},
    "POST commitments:not_fulfilled other promise": {"emilio": 404, "works_head": 404},
    "POST commitments:pause other promise": {"emilio": 404, "works_head": 404},
    "POST commitments:resume other promise": {"emilio": 404, "works_head": 404},
}


def _promise(service: Any) -> Commitment:
    """Of the SEREMI (or of the other service itself), pending and late."""
    if "promise" not in vars(service):
        cast = service.cast
        promise = factories.promise(cast, due_on=TODAY - timedelta(days=2))
        on = factories.MADE
        made = actions.register_commitment(cast.serviu, promise, by=cast.ana.on(on), on=on)
        vars(service)["promise"] = made
    found: Commitment = vars(service)["promise"]
    return found


def _told(service: Any) -> Commitment:
    """Reported by Sofía, to be verified."""
    if "told_one" not in vars(service):
        cast = service.cast
        made = actions.register_commitment(
            cast.serviu, factories.promise(cast), by=cast.ana.access, on=TODAY
        )
        actions.report_fulfilment(
            made, remarks="Listo.", file=factories.evidence(), by=cast.sofia.access
        )
        vars(service)["told_one"] = made
    found: Commitment = vars(service)["told_one"]
    return found


def _finding(service: Any) -> Finding:
    if "finding_one" not in vars(service):
        cast = service.cast
        control = factories.controller(cast, cast.serviu)
        at = actions.register_audit(
            cast.serviu, kind="internal", report_number="1/2007", report_date=TODAY,
            title="Visitas", by=control.access,
        )  # fmt: skip
        made = actions.add_finding(
            at, factories.found(cast, responsible=cast.seremi), by=control.access
        )
        actions.add_rows(made, title="Visitas", references=["V-1", "V-2"], by=control.access)
        vars(service)["finding_one"] = made
    found: Finding = vars(service)["finding_one"]
    return found


def _rows(service: Any) -> list[object]:
    finding = _finding(service)
    return [finding.public_id, FindingList.objects.get(finding=finding).pk]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    def about_plan() -> list[object]:
        return [service.plan.public_id]

    return {
        "promise": lambda: [_promise(service).public_id],
        "told_one": lambda: [_told(service).public_id],
        "finding_one": lambda: [_finding(service).public_id],
        "audit_one": lambda: [_finding(service).audit.public_id],
        "audit_file": lambda: [_finding(service).audit.public_id, "xlsx"],
        "rows_one": lambda: _rows(service),
        "its_plan": about_plan,
    }


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("commitments:"):
        return {}
    day, later = TODAY.isoformat(), (TODAY + timedelta(days=40)).isoformat()
    body = (service or world.own).cast.serviu.pk
    promised = {"promise": "Algo", "promised_to": "SERVIU", "origin": "meeting"}
    reason = {"reason": "Así se acordó."}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "new": lambda: promised | {"responsible": body, "made_on": day, "working_days": "5"},
        "report": lambda: {"file": pdf(), "remarks": "Listo."},
        "verify": dict,
        "return_report": lambda: {"remarks": "Falta la firma."},
        "extend": lambda: reason | {"due_on": later},
        "hand": lambda: reason | {"responsible": body},
        "split": lambda: reason | {"parts": "Uno\nDos"},
        "set_rule": lambda: reason | {"key": "every", "days": "3", "valid_from": day},
        "set_mailbox": lambda: {"unit": world.cast.unit.pk, "mailbox": "control@minga.cl"},
        "new_audit": lambda: {
            "kind": "internal", "report_number": "9", "report_date": day, "title": "Obras",
        },
        "add_finding": lambda: {
            "code": "IX", "text": "Falta", "seriousness": "low", "answer_due_on": later,
            "responsible": body,
        },
        "answer_finding": lambda: {"text": "Se hizo."},
        "assess_finding": lambda: {"outcome": "solved", "remarks": "Está."},
        "add_rows": lambda: {"title": "Otras", "rows": "V-8"},
    }  # fmt: skip
    made = forms.get(name.partition(":")[2])
    return made() if made else dict(reason)


def _at(name: str, *args: object) -> str:
    return reverse(f"commitments:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    for who in ("ana", "aldo"):
        going.see("no commitments", who, _at("commitments"))
        going.see("no audits", who, _at("audits"))
    going.see("chasing", "diana", _at("chasing"))
    going.see("a rule of nothing", "diana", _at("set_rule"), {})
    going.see("a mailbox of nothing", "diana", _at("set_mailbox"), {})
    going.see("new commitment", "ana", _at("new"))
    going.see("new commitment empty", "ana", _at("new"), {})


def _working(going: Any, world: Any) -> None:
    made, told = _promise(world.own).public_id, _told(world.own).public_id
    for who in ("ana", "diana", "sofia"):
        going.see("commitments", who, f"{_at('commitments')}?ver=filtros")
        for label, one in (("pending", made), ("reported", told)):
            going.see(f"commitment {label}", who, _at("commitment", one))
    for name in ("extend", "hand", "split", "void", "not_fulfilled", "pause"):
        going.see(f"{name} empty", "diana", _at(name, made), {})
    going.see("handing", "diana", f"{_at('commitment', made)}?traspasar=si")
    going.see("report empty", "sofia", _at("report", made), {})
    going.see("return empty", "ana", _at("return_report", told), {})
    plan = world.own.plan.public_id
    going.see("of a case", "ana", _at("of_case", plan))
    going.see("new about a case", "ana", f"{_at('new')}?caso=programa:{plan}")
    seremi = world.cast.seremi.public_id
    going.see("of an organisation", "ana", _at("of_organisation", seremi))
    going.clients["diana"].post(_at("pause", made), {"reason": "En trámite."})
    going.see("commitment paused", "diana", _at("commitment", made))
    going.see("home with commitments", "diana", "/")


def _auditing(going: Any, world: Any) -> None:
    finding = _finding(world.own)
    for who in ("aldo", "ana", "sofia"):
        going.see("finding", who, _at("finding", finding.public_id))
    for who in ("aldo", "ana"):
        going.see("audits", who, _at("audits"))
        going.see("audit", who, _at("audit", finding.audit.public_id))
    going.see("adding rows", "aldo", f"{_at('finding', finding.public_id)}?registros=si")
    going.see("rows", "aldo", _at("finding_rows", *_rows(world.own)))
    going.see("new audit", "aldo", _at("new_audit"), {})
    going.see("add finding", "aldo", _at("add_finding", finding.audit.public_id), {})
    going.see("answer empty", "sofia", _at("answer_finding", finding.public_id), {})


PARTS = (_quiet, _working, _auditing)
