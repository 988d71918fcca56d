"""What was contracted, reported and spent, as the columns that the checks look at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max

from minga.budget.models import Guarantee, GuaranteePurpose
from minga.core.parameters.rulings import ruling
from minga.rules.parameters import NotInForce
from minga.rules.works.portfolio import (
    SPEND_KINDS,
    UNKNOWN,
    Conditions,
    Contracts,
    Physical,
    Spending,
)
from minga.works.contracts.models import Contract
from minga.works.models import Precondition
from minga.works.progress.models import MonthClosing, MonthReport, MonthSpending

if TYPE_CHECKING:
    from minga.works.validations.reading import Labels

FILE, MARGIN = "guarantees", "performance_margin"
EPOCH = date(1970, 1, 1)
MONTHS_OF_A_YEAR = 12


def days(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days


def contracts_of(place: Mapping[int, int], labels: "Labels") -> tuple[Contracts, dict[int, date]]:
    """And, by project, the day on which its first contract was signed."""
    rows = list(Contract.objects.filter(project__in=place).select_related("round", "project"))
    until = _guaranteed(rows)
    table, first = [], dict[int, date]()
    for row in rows:
        labels.contracts[row.pk] = row.code
        first[row.project_id] = min(first.get(row.project_id, row.signed_on), row.signed_on)
        table.append(
            (
                place[row.project_id],
                row.pk,
                row.amount + row.changes_amount - row.opening_charged,
                row.charged,
                days(row.round.resolved_on if row.round else None),
                days(row.signed_on),
                days(row.handed_over_on),
                days(row.starts_on),
                days(row.ends_on),
                days(row.provisional_on),
                days(row.final_on),
                days(row.settled_on),
                days(until.get(row.pk)),
            )
        )
    return Contracts.of(table), first


def _guaranteed(rows: Sequence[Contract]) -> dict[int, date]:
    """By contract, until when the guarantees of its faithful execution last: those of its own
    dossier, and those of its project where it is the only one they can answer for."""
    many = Counter(row.project_id for row in rows)
    of = {row.project.dossier_id: row.pk for row in rows if many[row.project_id] == 1}
    of |= {row.dossier_id: row.pk for row in rows if row.dossier_id is not None}
    kept = Guarantee.objects.in_custody().filter(
        purpose=GuaranteePurpose.PERFORMANCE, valid_until__isnull=False, dossier__in=of
    )
    found: dict[int, date] = {}
    for dossier, until in kept.values_list("dossier").annotate(last=Max("valid_until")).order_by():
        found[of[dossier]] = max(until, found.get(of[dossier], until))
    return found


def margin_days(services: Iterable[int], day: date) -> int:
    """That a guarantee outlives its contract; of no service alone, where they are several."""
    of = set(services)
    try:
        found = ruling(FILE, MARGIN, day, service=of.pop() if len(of) == 1 else None)
    except NotInForce:
        return 0
    return int(found.values["days"])


def reports_of(place: Mapping[int, int]) -> Physical:
    """Without the reports that say why they lower the progress."""
    rows = MonthReport.objects.filter(project__in=place, lowered_because="")
    return Physical.of(
        (place[project], month.index, physical)
        for project, month, physical in rows.values_list("project", "month", "physical")
    )


def spending_of(place: Mapping[int, int], labels: "Labels") -> Spending:
    rows = MonthSpending.objects.filter(project__in=place)
    table = []
    found = rows.values_list(
        "project", "line_item", "line_item__kind", "month", "amount",
        "line_item__subtitle", "line_item__item", "line_item__allocation",
    )  # fmt: skip
    for project, item, kind, month, amount, *code in found:
        labels.items[item] = "-".join(filter(None, code))
        table.append((place[project], item, SPEND_KINDS.index(kind), month.index, amount))
    return Spending.of(table)


def closed_year(services: Iterable[int]) -> int:
    """The last year whose twelve months every one of the services closed."""
    looked_at = set(services)
    closed = MonthClosing.objects.standing().filter(service__in=looked_at)
    months = Counter(
        (service, month.year) for service, month in closed.values_list("service", "month")
    )
    years = {year for (_, year), many in months.items() if many == MONTHS_OF_A_YEAR}
    whole = [
        year
        for year in years
        if all(months[service, year] == MONTHS_OF_A_YEAR for service in looked_at)
    ]
    return max(whole, default=UNKNOWN)


def conditions_of(place: Mapping[int, int], labels: "Labels") -> Conditions:
    rows = Precondition.objects.pending().filter(project__in=place, stops_start=True)
    table = []
    for key, project, text, due_on in rows.values_list("pk", "project", "text", "due_on"):
        labels.conditions[key] = text
        table.append((place[project], key, days(due_on)))
    return Conditions.of(table)
