"""What the budget brings to the tests of the whole site."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from minga.budget.actions import void_guarantee
from minga.budget.models import BudgetLaw, Ceiling, Guarantee, LedgerEntry
from tests.budget import guarantees, laws, ledger
from tests.conftest import SCRIBE, TODAY
from tests.site.world import Service, World

if TYPE_CHECKING:
    from tests.site.pages import Tour


def _law(service: Service) -> BudgetLaw:
    """With the one that it replaced."""
    if "law" not in vars(service):
        laws.loaded(service.cast)
        vars(service)["law"] = laws.loaded(service.cast, laws.corrected())
    found: BudgetLaw = vars(service)["law"]
    return found


def _ceiling(service: Service) -> Ceiling:
    """Spent by the work plan and by something that nobody else sees."""
    if "ceiling" not in vars(service):
        _law(service)
        found = ledger.ceiling(service.cast)
        for of in (service.plan.dossier, ledger.dossier(service.cast)):
            ledger.recorded("commitment", of, 100_000)
        ledger.recorded("accrual", service.plan.dossier, 40_000)
        vars(service)["ceiling"] = found
    return Ceiling.objects.get(pk=vars(service)["ceiling"].pk)


def _entry(service: Service) -> LedgerEntry:
    """A commitment of which nothing was accrued."""
    if "ledgered" not in vars(service):
        line = _ceiling(service)
        vars(service)["ledgered"] = line.entries.filter(amount=100_000).order_by("-pk")[0]
    found: LedgerEntry = vars(service)["ledgered"]
    return found


def _guarantee(service: Service) -> Guarantee:
    if "guarantee" not in vars(service):
        made = guarantees.guarantee(service.cast, dossier=service.plan.dossier, number="B-1")
        vars(service)["guarantee"] = made
    found: Guarantee = vars(service)["guarantee"]
    return found


def subjects(service: Service) -> dict[str, Callable[[], list[object]]]:
    return {
        "ledgered": lambda: [_entry(service).public_id],
        "ceiling": lambda: [_ceiling(service).public_id],
        "guarantee": lambda: [_guarantee(service).public_id],
        "guaranteed": lambda: ["programa", service.plan.public_id],
        "budget_law": lambda: [_law(service).public_id],
        "budget_paper": lambda: [_law(service).public_id, "xlsx"],
    }


ACCESS = """
GET  budget:law                               200  200  200  200  200  200  200  200  403
GET  budget:loaded           own   budget_law   200  200  404  404  200  200  200  200  403
GET  budget:paper            own   budget_paper 200  200  404  404  200  200  200  200  403
GET  budget:loaded           other budget_law   404  404  404  200  404  200  200  404  403
GET  budget:paper            other budget_paper 404  404  404  200  404  200  200  404  403
GET  budget:spending                          200  200  200  200  200  200  200  200  403
GET  budget:ceiling          own   ceiling    200  200  404  404  200  200  200  200  403
GET  budget:ceiling          other ceiling    404  404  404  200  404  200  200  404  403
GET  budget:record                            403  403  403  403  403  403  403  403  403
POST budget:record                            403  403  403  403  403  403  403  403  403
GET  budget:ledger_of_case   own   guaranteed 200  200  200  404  200  200  200  200  403
GET  budget:ledger_of_case   other guaranteed 404  404  404  200  404  200  200  404  403
GET  budget:take_back        own   ledgered   403  403  403  403  403  403  403  403  403
POST budget:take_back        own   ledgered   403  403  403  403  403  403  403  403  403
GET  budget:take_back        other ledgered   403  403  403  403  403  403  403  403  403
POST budget:take_back        other ledgered   403  403  403  403  403  403  403  403  403
GET  budget:guarantees                        200  200  200  200  200  200  200  200  403
GET  budget:receive                           403  403  403  403  403  403  403  403  403
POST budget:receive                           403  403  403  403  403  403  403  403  403
GET  budget:guarantees_of_case own guaranteed 200  200  200  404  200  200  200  200  403
GET  budget:guarantees_of_case other guaranteed 404 404  404  200  404  200  200  404  403
GET  budget:guarantee        own   guarantee  200  200  200  404  404  200  200  200  403
GET  budget:guarantee        other guarantee  404  404  404  200  404  200  200  404  403
GET  budget:renew            own   guarantee  403  403  403  403  403  403  403  403  403
POST budget:renew            own   guarantee  403  403  403  403  403  403  403  403  403
POST budget:give_back        own   guarantee  403  403  403  403  403  403  403  403  403
POST budget:cash             own   guarantee  403  403  403  403  403  403  403  403  403
POST budget:void             own   guarantee  403  403  403  403  403  403  403  403  403
GET  budget:renew            other guarantee  403  403  403  403  403  403  403  403  403
POST budget:renew            other guarantee  403  403  403  403  403  403  403  403  403
POST budget:give_back        other guarantee  403  403  403  403  403  403  403  403  403
POST budget:cash             other guarantee  403  403  403  403  403  403  403  403  403
POST budget:void             other guarantee  403  403  403  403  403  403  403  403  403
"""
OUTSIDE = dict.fromkeys(("town", "receiver", "board_member"), 403)
OWN = (
    "GET budget:law",
    "GET budget:loaded own budget_law",
    "GET budget:paper own budget_paper",
    "GET budget:spending",
    "GET budget:ceiling own ceiling",
    "GET budget:guarantees",
    "GET budget:guarantees_of_case own guaranteed",
    "GET budget:ledger_of_case own guaranteed",
    "GET budget:guarantee own guarantee",
)
OTHER = (
    "GET budget:loaded other budget_law",
    "GET budget:paper other budget_paper",
    "GET budget:ceiling other ceiling",
    "GET budget:guarantees_of_case other guaranteed",
    "GET budget:ledger_of_case other guaranteed",
    "GET budget:guarantee other guarantee",
)
# Everybody who works in the service reads it.
BEYOND: dict[str, dict[str, int]] = {line: {"staff": 200} | OUTSIDE for line in OWN}
BEYOND |= {line: {"staff": 404} | OUTSIDE for line in OTHER}
# The treasury keeps the guarantees of its own service.
BEYOND |= {
    "GET budget:receive": {"treasury": 200},
    "POST budget:receive": {"treasury": 302},
    "GET budget:renew own guarantee": {"treasury": 200},
    "GET budget:renew other guarantee": {"treasury": 404},
}
# Who pays writes in the ledger of her own service; of no case there is nothing to write.
BEYOND |= {f"{method} budget:record": {"payments_officer": 404} for method in ("GET", "POST")}
BEYOND |= {
    "GET budget:take_back own ledgered": {"payments_officer": 200},
    "POST budget:take_back own ledgered": {"payments_officer": 302},
    "GET budget:take_back other ledgered": {"payments_officer": 404},
    "POST budget:take_back other ledgered": {"payments_officer": 404},
}
DEEDS = ("renew", "give_back", "cash", "void")
BEYOND |= {f"POST budget:{name} own guarantee": {"treasury": 302} for name in DEEDS}
BEYOND |= {f"POST budget:{name} other guarantee": {"treasury": 404} for name in DEEDS}


def written(world: World, service: Service, name: str) -> dict[str, Any]:
    leaves = {"ended_on": TODAY.isoformat(), "document": "Ord. 7"}
    later = {"document": "Ord. 9", "valid_until": guarantees.EXPIRES + timedelta(days=1)}
    forms: dict[str, dict[str, Any]] = {
        "budget:take_back": {"dated_on": ledger.DAY.isoformat(), "document": "Ord. 12"},
        "budget:receive": guarantees.typed(number="P-nueva"),
        "budget:renew": guarantees.typed(**later),
        "budget:give_back": leaves,
        "budget:cash": leaves,
        "budget:void": {"reason": "El número era otro"},
    }
    return forms.get(name, {})


def _tour(going: "Tour", world: World) -> None:
    law = reverse("budget:law")
    going.see("a budget that is empty", "diana", law)
    programmer = laws.programmer(world.cast)
    going.clients["programmer"] = programmer.client()
    going.see("a budget to be loaded", "programmer", law)
    now = _law(world.own)
    assert now.replaces
    for who in ("ana", "marta", "programmer"):
        going.see(f"the budget law as {who}", who, law)
    for one in (now, now.replaces):
        address = reverse("budget:loaded", args=[one.public_id])
        going.see(f"load {one.number} of a law", "ana", address)
    going.see("a law that is not there", "ana", f"{law}?anio=2030")


def _of_guarantees(going: "Tour", world: World) -> None:
    cast, listed, new = world.cast, reverse("budget:guarantees"), reverse("budget:receive")
    going.see("no guarantees", "diana", listed)
    going.clients["keeper"] = guarantees.keeper(cast).client()
    made = _guarantee(world.own)
    soon = guarantees.guarantee(cast, valid_until=TODAY + timedelta(days=3))
    draft = guarantees.guarantee(cast, kind="sight_draft", valid_until=None)
    page, renew, cash, void = (
        reverse(f"budget:{name}", args=[soon.public_id])
        for name in ("guarantee", "renew", "cash", "void")
    )
    case = f"programa:{world.own.plan.public_id}"
    for who in ("ana", "keeper", "marta"):
        going.see(f"guarantees as {who}", who, listed)
        going.see(f"a guarantee as {who}", who, page)
    for one in (made, draft):
        address = reverse("budget:guarantee", args=[one.public_id])
        going.see(f"guarantee {one.number}", "keeper", address)
    going.see("register a guarantee", "keeper", new)
    going.see("register one of a case", "keeper", f"{new}?caso={case}")
    going.see("one half written", "keeper", new, {"issuer": "Banco"})
    going.see("a renewal", "keeper", renew)
    short = guarantees.typed(document="x", valid_until=TODAY)
    going.see("a renewal that is too short", "keeper", renew, short)
    going.see("cashed tomorrow", "keeper", cash, {"ended_on": "2007-12-01", "document": "Ord."})
    of_case = reverse("budget:guarantees_of_case", args=["programa", world.own.plan.public_id])
    going.see("guarantees of a case", "keeper", of_case)
    going.see("a void without reason", "keeper", void, {})
    void_guarantee(soon, reason="Otro número", by=SCRIBE, on=TODAY)
    going.see("a guarantee that left", "keeper", page)


def _of_spending(going: "Tour", world: World) -> None:
    spending = reverse("budget:spending")
    line = _ceiling(world.own)
    untouched = ledger.ceiling(world.cast, "21")
    for who in ("ana", "marta", "gaby"):
        going.see(f"how it is spent, to {who}", who, spending)
        page = reverse("budget:ceiling", args=[line.public_id])
        going.see(f"a line of the law, to {who}", who, page)
    going.clients["accountant"] = ledger.accountant(world.cast).client()
    going.see("a line of the law, to who writes in it", "accountant", page)
    case = f"programa:{world.own.plan.public_id}"
    of_case = reverse("budget:ledger_of_case", args=case.split(":"))
    new = f"{reverse('budget:record')}?caso={case}"
    back = reverse("budget:take_back", args=[_entry(world.own).public_id])
    for name, url in (("of a case", of_case), ("to be written", new), ("to be reversed", back)):
        going.see(f"entries {name}", "accountant", url)
    going.see("an entry half written", "accountant", new, {"stage": "accrual"})
    going.see("a reversal without document", "accountant", back, {})
    page = reverse("budget:ceiling", args=[untouched.public_id])
    going.see("a line that nobody spends", "ana", page)


PARTS = (_tour, _of_guarantees, _of_spending)
