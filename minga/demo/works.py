"""Projects of works in the demonstration: formulated, programmed, tendered, executed and paid as
`works_2007.toml` tells, with the errors that the review of the portfolio is to find."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

from minga.budget.actions import load_classification
from minga.budget.classification import shipped
from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.approvals.rounds import seen_of
from minga.core.months import Month
from minga.people.models import Organisation
from minga.strategy.catalogue import add_initiative
from minga.strategy.models import Initiative
from minga.territory.models import Territory
from minga.works import actions
from minga.works.contracts import actions as contracting
from minga.works.contracts.models import Contract, PaymentStatement, TenderRound
from minga.works.models import Project
from minga.works.progress import actions as progress
from minga.works.schedules import actions as programming
from minga.works.schedules.actions import Dated

Happening = tuple[date, int, Callable[[], object]]
SERVICE, UNIT, CONTRACTOR = "serviu-tarapaca", "serviu-programacion", "empresa-demo"
FORMULATES, INSPECTS, HEAD, DIRECTS, PAYS, ADMINISTERS = (
    "hvargas", "iloayza", "omedina", "laraya", "fpinto", "acastro",
)  # fmt: skip
OPENED, CATALOGUED = date(2007, 3, 30), date(2007, 4, 2)
CLOSED = ((Month(2007, 8), date(2007, 9, 28)), (Month(2007, 9), date(2007, 10, 24)))
ORDER, THOUSAND = 7, 1000
REPORTED, REVIEWED, APPROVED, PAID = (timedelta(days) for days in (5, 6, 9, 20))


def told() -> list[dict[str, Any]]:
    text = (files("minga.demo") / "works_2007.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["project"]
    return found


class Working:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.projects: dict[str, Project] = {}
        self.initiatives: dict[str, Initiative] = {}
        self.contracts: dict[str, Contract] = {}
        self.rounds: dict[str, TenderRound] = {}
        self.statements: dict[tuple[str, str], PaymentStatement] = {}

    def happenings(self) -> Iterator[Happening]:
        yield self._at(OPENED, self._classify)
        yield self._at(CATALOGUED, self._catalogue)
        for said in told():
            yield self._at(said["registered_on"], self._formulate, said)
            if "months" in said:
                yield self._at(said.get("sent_on", said["registered_on"]), self._programme, said)
            if "approved_on" in said:
                yield self._at(said["approved_on"], self._approve, said)
            if "contract" in said:
                yield from self._contract(said["key"], said["contract"])
            if "done" in said:
                yield from self._done(said["key"], said["done"])
        for month, on in CLOSED:
            yield self._at(on, self._close, month)

    def _at(self, on: date, act: Callable[..., object], *given: Any) -> Happening:
        return on, ORDER, partial(act, *given, on)

    def _classify(self, on: date) -> None:
        load_classification(shipped(), by=self.acting(ADMINISTERS, on), on=on)

    def _catalogue(self, on: date) -> None:
        kinds = {"Plan": "regional_plan", "Recuperación": "neighbourhood", "Convenio": "other"}
        for said in told():
            name = said.get("initiative")
            if name and name not in self.initiatives:
                self.initiatives[name] = add_initiative(
                    self.bodies[SERVICE],
                    kind=kinds[name.split()[0]],
                    part="frame",
                    name=name,
                    valid_from=date(2007, 1, 1),
                    by=self.acting(FORMULATES, on),
                    on=on,
                )

    def _formulate(self, said: Mapping[str, Any], on: date) -> None:
        by = self.acting(FORMULATES, on)
        point = {"type": "Point", "coordinates": said["point"]}
        project = actions.register_project(
            self.bodies[SERVICE],
            actions.Record(
                bip=said["bip"],
                name=said["name"],
                stage=said["stage"],
                typology=said["typology"],
                line_of_action=said["line_of_action"],
                rate=said["rate"],
                rate_on=said["rate_on"],
                principal=self.bodies[said["principal"]] if "principal" in said else None,
                unit=self.bodies[UNIT],
                neighbourhood=said["neighbourhood"],
                location=point,
                currency_month=Month.of(on),
                beneficiaries_women=said.get("women"),
                beneficiaries_men=said.get("men"),
                beneficiaries=said.get("people", said.get("women", 0) + said.get("men", 0)),
                expected_impact=said["impact"],
            ),
            by=by,
            on=on,
        )
        places = Territory.objects.in_bulk(list(said["communes"]), field_name="key")
        shares = {places[key]: part for key, part in said["communes"].items()}
        actions.write_communes(project, shares, by=by, on=on)
        costs = [
            actions.Cost(_item(code), year, amount * THOUSAND)
            for code, year, amount in said["costs"]
        ]
        sources = [
            actions.Source(
                kind, amount * THOUSAND, self.bodies[said["principal"]] if "principal" in said
                else None,
            )
            for kind, amount in said["sources"]
        ]  # fmt: skip
        actions.write_money(project, costs, sources, by=by, on=on)
        if "initiative" in said:
            tied = [self.initiatives[said["initiative"]]]
            actions.tie_initiatives(project, tied, by=by, on=on)
        if "condition" in said:
            actions.add_precondition(project, **said["condition"], stops_start=True, by=by, on=on)
        self.projects[said["key"]] = Project.objects.get(pk=project.pk)

    def _programme(self, said: Mapping[str, Any], on: date) -> None:
        """Sent when it was approved later; a draft with errors stays one."""
        by, project = self.acting(FORMULATES, on), self.projects[said["key"]]
        version = programming.start_draft(project, by=by, on=on)
        amounts = {
            (_item(code), Month.parse(month)): amount * THOUSAND
            for code, month, amount in said["months"]
        }
        works = {Month.parse(month): percent for month, percent in said["physical"]}
        programming.write_months(version, amounts, works, by=by, on=on)
        days = [Dated(slot, kind, day, *more) for slot, kind, day, *more in said["milestones"]]
        programming.write_milestones(version, days, by=by, on=on)
        if "approved_on" in said:
            version.refresh_from_db()
            programming.submit_version(version, by=by, on=on)

    def _approve(self, said: Mapping[str, Any], on: date) -> None:
        version = self.projects[said["key"]].schedule.versions.get()
        programming.approve_version(
            version, seen=seen_of(version), by=self.acting(DIRECTS, on), on=on
        )

    def _contract(self, key: str, said: Mapping[str, Any]) -> Iterator[Happening]:
        for number, outcome in enumerate(("deserted", "awarded"), start=1):
            days = said[outcome]
            yield self._at(days["called"], self._call, key, said, number, days)
            yield self._at(days["resolved"], self._resolve, key, outcome)
        yield self._at(said["signed_on"], self._sign, key, said)
        for mark in (contracting.Mark.HANDOVER, contracting.Mark.START):
            yield self._at(said[mark.value], self._mark, key, mark)
        last = len(said["statements"]) - 1
        for number, charge in enumerate(said["statements"]):
            dated, name = charge["dated"], (key, charge["month"])
            yield self._at(dated, self._charge, name, charge)
            yield self._at(dated + REVIEWED, self._review, name)
            if number != last:
                yield self._at(dated + APPROVED, self._accept, name)
                yield self._at(dated + PAID, self._pay, name)

    def _call(
        self, key: str, said: Mapping[str, Any], number: int, days: Mapping[str, date], on: date
    ) -> None:
        call = contracting.Call("public", days["called"], days["opened"], reference=f"LP-{number}")
        by = self.acting(INSPECTS, on)
        project = self.projects[key]
        self.rounds[key] = contracting.call_round(project, said["slot"], call, by=by, on=on)

    def _resolve(self, key: str, outcome: str, on: date) -> None:
        remarks = "No se presentaron ofertas." if outcome == "deserted" else ""
        said = contracting.Outcome(outcome, on, f"Resolución exenta de ejemplo {on:%d-%m}", remarks)
        by = self.acting(INSPECTS, on)
        self.rounds[key] = contracting.resolve_round(self.rounds[key], said, by=by, on=on)

    def _sign(self, key: str, said: Mapping[str, Any], on: date) -> None:
        terms = contracting.Terms(
            code=said["code"],
            name=said["name"],
            line_item=_item(said["line_item"]),
            contractor=self.bodies[CONTRACTOR],
            amount=said["amount"],
            resolution="Resolución de ejemplo 31",
            signed_on=on,
            term_days=said["term_days"],
        )
        by = self.acting(INSPECTS, on)
        self.contracts[key] = contracting.sign_contract(self.rounds[key], terms, by=by, on=on)

    def _mark(self, key: str, mark: contracting.Mark, on: date) -> None:
        contracting.mark_day(
            self.contracts[key], mark, on, document="Acta de ejemplo",
            by=self.acting(INSPECTS, on), on=on,
        )  # fmt: skip

    def _charge(self, name: tuple[str, str], said: Mapping[str, Any], on: date) -> None:
        charge = contracting.Charge(
            Month.parse(said["month"]), on, said["gross"], retention=said["retention"]
        )
        invoice = contracting.Invoice(f"F-{on:%m}01", on, on)
        self.statements[name] = contracting.receive_statement(
            self.contracts[name[0]], charge, invoice, by=self.acting(INSPECTS, on), on=on
        )

    def _review(self, name: tuple[str, str], on: date) -> None:
        contracting.review_statement(self.statements[name], by=self.acting(HEAD, on), on=on)

    def _accept(self, name: tuple[str, str], on: date) -> None:
        contracting.approve_statement(self.statements[name], by=self.acting(DIRECTS, on), on=on)

    def _pay(self, name: tuple[str, str], on: date) -> None:
        contracting.pay_statement(
            self.statements[name], paid_on=on, reference="Transferencia de ejemplo",
            by=self.acting(PAYS, on), on=on,
        )  # fmt: skip

    def _done(self, key: str, said: Mapping[str, Any]) -> Iterator[Happening]:
        for code, month, amount, detail in said["spent"]:
            on = Month.parse(month).last
            yield self._at(on, self._spend, key, code, amount, detail)
        for month, physical, text in said["reports"]:
            of = Month.parse(month)
            told_of = progress.Progress(physical, text)
            yield self._at(of.last + REPORTED, self._report, key, of, told_of)

    def _spend(self, key: str, code: str, amount: int, detail: str, on: date) -> None:
        paid = progress.Paid(_item(code), Month.of(on), amount, detail, "Comprobante de ejemplo")
        by = self.acting(FORMULATES, on)
        progress.record_spending(self.projects[key], paid, by=by, on=on)

    def _report(self, key: str, month: Month, said: progress.Progress, on: date) -> None:
        by = self.acting(INSPECTS, on)
        progress.report_month(self.projects[key], month, said, by=by, on=on)

    def _close(self, month: Month, on: date) -> None:
        by = self.acting(HEAD, on)
        progress.close_month(self.bodies[SERVICE], month, by=by, on=on)


def _item(code: str) -> LineItem:
    subtitle, item, allocation = code.split("-")
    return LineItem.objects.get(
        subtitle=subtitle, item=item, allocation=allocation, valid_until=None
    )
