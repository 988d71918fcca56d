"""Contracts in the tests of the whole site."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from minga.works.contracts import actions
from minga.works.contracts.models import Contract, PaymentStatement, TenderRound
from minga.works.models import Project
from tests.budget.factories import line_item
from tests.conftest import TODAY, Somebody
from tests.works.contracts import factories as make
from tests.works.factories import CIVIL_WORKS, project

READERS = {
    "own": "200 200 404 404 404 200 200 200 404",
    "other": "404 404 404 200 404 200 200 404 404",
}
NOBODY = "403 403 403 403 403 403 403 403 403"
# Those of the inspection, by what they are about.
STEPS = (
    ("call", "contracts_project"), ("bring", "contracts_project"),
    ("correct_call", "round_open"), ("resolve", "round_open"), ("call_again", "round_failed"),
    ("sign", "round_awarded"), ("correct", "contract_quiet"), ("change", "contract_one"),
    ("fine", "contract_one"), ("mark", "contract_one"), ("charge", "contract_one"),
    ("correct_statement", "statement_new"), ("invoice", "statement_new"),
)  # fmt: skip
PAGES = (
    ("of_project", "contracts_project"), ("summary", "contracts_project"),
    ("contract", "contract_one"), ("statement", "statement_new"),
)  # fmt: skip
DIANA = {
    "own": "403 302 403 403 403 403 403 403 403",
    "other": "403 404 403 403 403 403 403 403 403",
}
RETURNS = {
    "own": "403 302 404 404 404 403 403 403 404",
    "other": "404 404 404 403 404 403 403 404 404",
}
SIDES = ("own", "other")


def _lines() -> list[str]:
    everybody = "200 200 200 200 200 200 200 200 200"
    found = [
        f"GET contracts:{name} {everybody}" for name in ("contracts", "statements", "openings")
    ]
    found.append(f"GET contracts:openings_file in_xlsx {everybody}")
    for side in SIDES:
        found += [f"GET contracts:{name} {side} {what} {READERS[side]}" for name, what in PAGES]
        for name, what in STEPS:
            found += [
                f"{method} contracts:{name} {side} {what} {NOBODY}" for method in ("GET", "POST")
            ]
        found.append(f"POST contracts:review {side} statement_new {NOBODY}")
        found.append(f"POST contracts:approve {side} statement_reviewed {DIANA[side]}")
        found.append(f"POST contracts:return {side} statement_new {RETURNS[side]}")
        found.append(f"POST contracts:pay {side} statement_approved {NOBODY}")
        found.append(f"POST contracts:commit_year {side} contract_one {NOBODY}")
    return found


ACCESS = "\n".join(_lines())
BEYOND: dict[str, dict[str, int]] = {
    f"GET contracts:{name} {side} {what}": {"staff": 200 if side == "own" else 404, "town": 404}
    for name, what in PAGES
    for side in SIDES
} | {
    f"{method} contracts:{name} {side} {what}": {"works_inspector": code}
    for name, what in STEPS
    for side, codes in (("own", (200, 302)), ("other", (404, 404)))
    for method, code in zip(("GET", "POST"), codes, strict=True)
}
for _side, _code, _read in (("own", 302, 403), ("other", 404, 404)):
    BEYOND[f"POST contracts:review {_side} statement_new"] = {"works_head": _code}
    BEYOND[f"POST contracts:return {_side} statement_new"] = {
        "works_head": _code, "staff": _read, "town": 404,
    }  # fmt: skip
    BEYOND[f"POST contracts:commit_year {_side} contract_one"] = {"payments_officer": _code}
    BEYOND[f"POST contracts:pay {_side} statement_approved"] = {
        "treasury": _code, "payments_officer": _code,
    }  # fmt: skip


def _once(service: Any, key: str, makes: Callable[[], Any]) -> Any:
    kept = vars(service).setdefault("of_contracts", {})
    if key not in kept:
        kept[key] = makes()
    return kept[key]


def inspector(service: Any) -> Somebody:
    found: Somebody = _once(service, "inspector", lambda: make.inspector(service.cast.serviu))
    return found


def works_head(service: Any) -> Somebody:
    found: Somebody = _once(service, "head", lambda: make.works_head(service.cast.serviu))
    return found


def whole(service: Any) -> Project:
    found: Project = _once(service, "project", lambda: project(service.cast))
    return found


def one(service: Any) -> Contract:
    """Running, with a change and a fine."""

    def makes() -> Contract:
        by = inspector(service)
        made = make.running(whole(service), by, advance=12_000_000)
        make.changed(made, by)
        make.fined(made, by)
        return made

    found: Contract = _once(service, "one", makes)
    return found


def quiet(service: Any) -> Contract:
    found: Contract = _once(
        service, "quiet", lambda: make.signed(whole(service), inspector(service), "Consultoría")
    )
    return found


def alone(service: Any, key: str) -> Contract:
    """Running, for one statement."""
    by = inspector(service)
    found: Contract = _once(service, key, lambda: make.running(whole(service), by, key))
    return found


def new(service: Any) -> PaymentStatement:
    found: PaymentStatement = _once(
        service, "new", lambda: make.received(alone(service, "Ciclovía"), inspector(service))
    )
    return found


def reviewed(service: Any) -> PaymentStatement:
    def makes() -> PaymentStatement:
        made = make.received(alone(service, "Luminarias"), inspector(service))
        return actions.review_statement(made, by=works_head(service).access)

    found: PaymentStatement = _once(service, "reviewed", makes)
    return found


def approved(service: Any) -> PaymentStatement:
    def makes() -> PaymentStatement:
        contract, bill = alone(service, "Veredas"), make.invoice(date(2007, 11, 5))
        by, head = inspector(service), works_head(service)
        return make.approved(service.cast, contract, by, head, bill=bill)

    found: PaymentStatement = _once(service, "approved", makes)
    return found


def rounds(service: Any, key: str) -> TenderRound:
    def makes() -> TenderRound:
        called = make.called(whole(service), inspector(service), f"Etapa {key}")
        if key == "open":
            return called
        said = make.outcome("awarded" if key == "awarded" else "deserted")
        return actions.resolve_round(called, said, by=inspector(service).access)

    found: TenderRound = _once(service, f"round {key}", makes)
    return found


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "contracts_project": lambda: [whole(service).public_id],
        "round_open": lambda: [rounds(service, "open").public_id],
        "round_failed": lambda: [rounds(service, "failed").public_id],
        "round_awarded": lambda: [rounds(service, "awarded").public_id],
        "contract_one": lambda: [one(service).public_id],
        "contract_quiet": lambda: [quiet(service).public_id],
        "statement_new": lambda: [new(service).public_id],
        "statement_reviewed": lambda: [reviewed(service).public_id],
        "statement_approved": lambda: [approved(service).public_id],
    }


def things(world: Any) -> dict[str, Callable[[], list[object]]]:
    return {"in_xlsx": lambda: ["xlsx"]}


TODAY_SAID = TODAY.isoformat()
CALL = {"modality": "public", "called_on": "2007-05-02", "opens_on": "2007-05-20"}
RESOLVED = {"resolution": "Res. Ex. 9", "resolved_on": TODAY_SAID}
CHARGE = {"month": "2007-11", "dated_on": TODAY_SAID, "gross": "5.000.000"}
INVOICE = {"invoice_number": "77", "invoice_on": TODAY_SAID, "received_on": TODAY_SAID}


def terms() -> dict[str, Any]:
    return {
        "code": "OB-77", "name": "Multicancha", "amount": "90.000.000", "term_days": "90",
        "resolution": "Res. Ex. 4", "signed_on": TODAY_SAID,
        "line_item": line_item(CIVIL_WORKS).pk, "contractor": make.contractor().pk,
    }  # fmt: skip


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("contracts:"):
        return {}
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "call": lambda: CALL | {"slot": "Multicancha"},
        "call_again": lambda: CALL,
        "correct_call": lambda: CALL,
        "resolve": lambda: RESOLVED | {"outcome": "awarded"},
        "sign": terms,
        "bring": lambda: terms() | {
            "slot": "Sede", "signed_on": "2007-01-08", "starts_on": "2007-01-20",
            "opening_on": "2007-09-30", "opening_charged": "20.000.000",
            "opening_statements": "3", "opening_document": "Oficio 418",
        },
        "correct": terms,
        "change": lambda: RESOLVED | {"kind": "term", "days": "10", "reason": "Lluvias"},
        "fine": lambda: RESOLVED | {"amount": "100.000", "reason": "Atraso"},
        "mark": lambda: {"mark": "provisional_on", "day": TODAY_SAID},
        "charge": lambda: CHARGE | INVOICE,
        "correct_statement": lambda: CHARGE,
        "invoice": lambda: INVOICE,
        "return": lambda: {"remarks": "Falta el acta de recepción."},
        "pay": lambda: {"paid_on": TODAY_SAID, "reference": "Egreso 44"},
    }  # fmt: skip
    return forms.get(name.partition(":")[2], dict)()


def _at(name: str, *args: object) -> str:
    return reverse(f"contracts:{name}", args=args)


def _quiet(going: Any, world: Any) -> None:
    going.clients["inspector"] = inspector(world.own).client()
    for name in ("contracts", "statements", "openings"):
        going.see(f"no {name}", "ana", _at(name))
    empty = whole(world.own).public_id
    for name in ("of_project", "summary"):
        going.see(f"project without contracts, {name}", "inspector", _at(name, empty))


def _steps(going: Any, world: Any) -> None:
    going.clients["inspector"] = inspector(world.own).client()
    found = subjects(world.own)
    for name, what in STEPS:
        url = _at(name, *found[what]())
        going.see(f"contract step {name}", "inspector", url)
        going.see(f"contract step {name} empty", "inspector", url, {})
    late = written(world, world.own, "contracts:correct") | {"seen": "77"}
    going.see(
        "contract corrected late", "inspector", _at("correct", *found["contract_quiet"]()), late
    )
    much = CHARGE | {"gross": "900.000.000", "invoice_number": "5"}
    going.see("statement beyond", "inspector", _at("charge", *found["contract_one"]()), much)
    much = CHARGE | {"gross": "900.000.000"}
    going.see("statement over", "inspector", _at("charge", *found["contract_one"]()), much)


def _running(going: Any, world: Any) -> None:
    own = world.own
    people = {
        "inspector": inspector(own),
        "head": works_head(own),
        "treasurer": make.treasurer(own.cast.serviu),
    }
    for name, somebody in people.items():
        going.clients[name] = somebody.client()
    found = subjects(own)
    urls = {what: args()[0] for what, args in found.items()}
    make.brought(whole(own), people["inspector"], "Sede", retained=1_000_000)
    for who in ("ana", "inspector"):
        for name in ("contracts", "statements", "openings"):
            going.see(
                f"{name} of works",
                who,
                f"{_at(name)}?ver=filtros" if name != "openings" else _at(name),
            )
        for name in ("of_project", "summary"):
            going.see(f"{name} with contracts", who, _at(name, urls["contracts_project"]))
        for what in ("contract_one", "contract_quiet"):
            going.see(f"{what} seen", who, _at("contract", urls[what]))
        going.see(
            "contract with its statement", who, _at("contract", alone(own, "Veredas").public_id)
        )
    states = ("statement_new", "statement_reviewed", "statement_approved")
    for who in ("inspector", "head", "diana", "treasurer"):
        for what in states:
            going.see(f"{what} seen", who, _at("statement", urls[what]))
        going.see("home with contracts", who, "/")
    going.see("review late", "head", _at("review", urls["statement_reviewed"]), {})
    going.see("approve late", "diana", _at("approve", urls["statement_approved"]), {})
    going.see("return empty", "head", _at("return", urls["statement_new"]), {})
    going.see("pay empty", "treasurer", _at("pay", urls["statement_approved"]), {})
    back = new(own)
    actions.return_statement(back, remarks="Falta el acta.", by=people["head"].access)
    paid = approved(own)
    actions.pay_statement(paid, paid_on=TODAY, reference="Egreso 44", by=people["treasurer"].access)
    for what in states:
        going.see(f"{what} at its end", "inspector", _at("statement", urls[what]))
    going.see("home with a statement to mend", "inspector", "/")


PARTS = (_quiet, _steps, _running)
