"""Every check: what breaks it, and what stands just beside it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from minga.rules.works.checks import CHECKS, NOBODY, month_of, run
from minga.rules.works.portfolio import UNKNOWN, Portfolio, Projects
from tests.rules.works.portfolios import (
    ADMINISTRATION,
    LAND,
    SOUND,
    WORKS,
    M,
    a_round,
    ceilings,
    conditions,
    contract,
    costs,
    day,
    figures,
    found,
    milestones,
    month,
    months,
    physical,
    projects,
    spending,
    with_,
)


def later(number: int = 2, slot: int = 1) -> list[Sequence[Any]]:
    """The round after one that failed in March."""
    return a_round(number, slot, bidding="2008-04", award="2008-05-05", contract="2008-05-20")


FAILED = 1

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("REG-01", {"projects": projects({"women": 61})}),
    ("REG-01", {"projects": projects({"people": 99})}),
    ("REG-02", {"projects": projects({"women": None})}),
    ("REG-02", {"projects": projects({"women": None, "men": None})}),
    ("REG-03", {"projects": projects({"starts_on": 100, "ends_on": 99})}),
    ("REG-04", {"projects": projects({"currency_month": None})}),
    ("REG-05", {"projects": projects({"is_ready": 0})}),
    ("REG-06", {"projects": projects({"shares": 9_999})}),
    ("REG-06", {"projects": projects({"shares": 10_001})}),
    ("REG-07", {"projects": projects({"shares": 0})}),
    ("REG-08", {"conditions": conditions("2008-07-02")}),
    ("REG-08", {"conditions": conditions(None), "today": day("2008-07-01")}),
    ("FIN-01", {"projects": projects({"sources": 450 * M})}),
    ("FIN-01", {"projects": projects({"sources": 500 * M + 1})}),
    ("FIN-02", {"projects": projects({"sources": 0})}),
    ("FIN-03", {"projects": projects({"is_mandate": 1})}),
    ("PRO-01", {"costs": costs((LAND, 2008, 20 * M), (WORKS, 2008, 480 * M + 1))}),
    ("PRO-01", {"costs": costs((LAND, 2008, 20 * M), (WORKS, 2008, 480 * M - 1))}),
    ("PRO-02", {"costs": costs((WORKS, 2008, 480 * M))}),
    ("PRO-02", {"costs": costs((LAND, 2009, 20 * M), (WORKS, 2008, 480 * M))}),
    ("PRO-03", {"costs": costs((LAND, 2008, 20 * M), (WORKS, 2008, 480 * M), (LAND, 2009, 1))}),
    ("PRO-04", {"months": months((WORKS, "2008-04", 480 * M), (LAND, "2008-01", 20 * M))}),
    ("PRO-05", {"milestones": milestones([])}),
    ("PRO-05", {"milestones": milestones(a_round(outcome=FAILED, bidding="2008-03"))}),
    ("PRO-06", {"months": months((WORKS, "2009-10", M))}),
    ("HIT-01", {"milestones": milestones(a_round(bidding="2008-03", contract="2008-02"))}),
    ("HIT-01", {"milestones": milestones(a_round(end="2008-08-31", provisional="2008-08-30"))}),
    (
        "HIT-02",
        {"milestones": milestones(
            a_round(outcome=FAILED, bidding="2008-03", opening="2008-04-02"), later()
        )},
    ),
    (
        "HIT-03",
        {"milestones": milestones(a_round(bidding="2008-03"), later())},
    ),
    (
        "HIT-04",
        {"milestones": milestones(
            a_round(outcome=FAILED, bidding="2008-03", contract="2008-04"), later()
        )},
    ),
    ("HIT-05", {"milestones": milestones(a_round(bidding="2008-03"))}),
    ("FIS-01", {"physical": physical(("2008-07", 4000), ("2008-08", 3999), ("2008-09", 10_000))}),
    ("FIS-02", {"physical": physical(("2008-07", 4000), ("2008-08", 9_999))}),
    ("FIS-03", {"physical": physical(("2008-07", 4000), ("2008-08", 10_001))}),
    ("FIS-03", {"physical": physical(("2008-07", -1), ("2008-08", 10_000))}),
    ("FIS-04", {"physical": physical()}),
    ("FIS-05", {"physical": physical(("2008-06", 1), ("2008-08", 10_000))}),
    ("PRE-01", {"ceilings": ceilings((9, 2008, 480 * M - 1, 480 * M))}),
    (
        "PRE-02",
        {"projects": projects({"is_mandate": 1, "sources": 499 * M, "principal_pays": 499 * M})},
    ),
    ("CON-01", {"contracts": contract(signed_on="2008-04-09")}),
    ("CON-01", {"contracts": contract(handed_over_on="2008-05-01")}),
    ("CON-01", {"contracts": contract(handed_over_on=None, starts_on="2008-05-01")}),
    ("CON-01", {"contracts": contract(provisional_on="2009-01-10", final_on="2009-01-09")}),
    ("CON-01", {"contracts": contract(final_on="2010-01-10", settled_on="2010-01-09")}),
    ("CON-02", {"contracts": contract(charged=480 * M + 1)}),
    ("CON-03", {"contracts": contract(guaranteed_until="2008-12-30"), "margin_days": 30}),
    ("CON-04", {"projects": projects({"contracted": day("2008-03-24")})}),
    ("EJE-01", {"reports": physical(("2008-07", 4000), ("2008-08", 3999))}),
    ("EJE-02", {"reports": physical(("2008-07", 10_001))}),
    (
        "EJE-03",
        {
            "spending": spending((LAND, "2008-01", 19 * M), (WORKS, "2008-02", 480 * M)),
            "closed_year": 2008,
        },
    ),
    ("EJE-04", {"spending": spending((WORKS, "2008-01", 1))}),
    ("EJE-05", {"spending": spending((LAND, "2008-01", 500 * M + 1))}),
]  # fmt: skip

# Just beside each: nothing of that code is found.
SOUND_BESIDE: list[tuple[str, dict[str, Any]]] = [
    ("REG-01", {"projects": projects({"women": None, "people": 1})}),
    ("REG-02", {"projects": projects({"people": None, "women": None, "men": None})}),
    ("REG-03", {"projects": projects({"starts_on": 100, "ends_on": 100})}),
    ("REG-04", {"projects": projects({"currency_month": None}), "costs": costs()}),
    ("REG-05", {"projects": projects({"is_ready": 0, "is_execution": 0})}),
    ("REG-05", {"projects": projects({"is_ready": 0}), "months": months((LAND, "2008-01", M))}),
    ("REG-08", {"conditions": conditions("2008-07-01")}),
    ("REG-08", {"conditions": conditions(None), "today": day("2008-06-30")}),
    ("FIN-02", {"projects": projects({"sources": 0}), "costs": costs()}),
    ("FIN-03", {"projects": projects({"is_mandate": 1, "principal_pays": 1})}),
    # What was spent before the schedule begins has no months in it.
    ("PRO-03", {"costs": costs((LAND, 2008, 20 * M), (WORKS, 2008, 480 * M), (LAND, 2007, M))}),
    ("PRO-04", {"months": months((ADMINISTRATION, "2008-01", M), (WORKS, "2008-05", M))}),
    ("PRO-04", {"projects": projects({"contracted": day("2008-01-31")}),
                "months": months((WORKS, "2008-01", M))}),
    ("PRO-05", {"milestones": milestones([]), "months": months((LAND, "2008-01", M))}),
    ("PRO-06", {"months": months((WORKS, "2009-09", M))}),
    ("HIT-01", {"milestones": milestones(a_round(bidding="2008-03", contract="2008-03"))}),
    (
        "HIT-02",
        {"milestones": milestones(
            a_round(outcome=FAILED, bidding="2008-03", opening="2008-04-01"), later()
        )},
    ),
    ("HIT-03", {"milestones": milestones(a_round(bidding="2008-03", contract="2008-04"),
                                         later(number=1, slot=2))}),
    ("HIT-05", {"milestones": milestones(a_round(outcome=FAILED, bidding="2008-03"),
                                         later())}),
    ("FIS-01", {"physical": physical(("2008-07", 4000), ("2008-08", 4000), ("2008-09", 10_000))}),
    ("FIS-04", {"physical": physical(), "months": months((LAND, "2008-01", M))}),
    ("FIS-05", {"physical": physical(("2008-06", 0), ("2008-07", 10_000))}),
    ("PRE-01", {"ceilings": ceilings((9, 2008, 480 * M, 480 * M))}),
    (
        "PRE-02",
        {"projects": projects({"is_mandate": 1, "sources": 500 * M, "principal_pays": 1})},
    ),
    ("CON-01", {"contracts": contract(signed_on="2008-04-10", handed_over_on="2008-04-10")}),
    ("CON-02", {"contracts": contract(charged=480 * M)}),
    ("CON-03", {"contracts": contract(guaranteed_until="2008-12-31"), "margin_days": 30}),
    ("CON-03", {"contracts": contract(guaranteed_until="2008-01-01", provisional_on="2009-01-01")}),
    ("CON-04", {"projects": projects({"contracted": day("2008-03-25")})}),
    ("EJE-03", {"spending": spending((LAND, "2008-01", 19_999_500), (WORKS, "2008-02", 480 * M)),
                "closed_year": 2008}),
    ("EJE-03", {"spending": spending((LAND, "2008-01", 19 * M)), "closed_year": 2007}),
    ("EJE-04", {"spending": spending((LAND, "2008-01", 1))}),
    ("EJE-04", {"spending": spending((WORKS, "2008-01", 1)),
                "projects": projects({"contracted": day("2008-01-01")})}),
    ("EJE-05", {"spending": spending((LAND, "2008-01", 500 * M))}),
]  # fmt: skip


def test_a_sound_portfolio_has_nothing() -> None:
    assert run(SOUND) == {}


def test_an_empty_portfolio_has_nothing() -> None:
    assert run(Portfolio(today=0, projects=Projects())) == {}


@pytest.mark.parametrize(("code", "changed"), BROKEN)
def test_what_breaks_a_check_is_found(code: str, changed: dict[str, Any]) -> None:
    assert len(found(**changed)[code]) == 1


@pytest.mark.parametrize(("code", "changed"), SOUND_BESIDE)
def test_what_stands_beside_is_sound(code: str, changed: dict[str, Any]) -> None:
    assert code not in found(**changed)


def test_every_check_is_broken_by_a_test() -> None:
    assert {code for code, _ in BROKEN} == set(CHECKS)


def test_a_tender_after_its_contract_names_both_dates() -> None:
    hits = found(milestones=milestones(a_round(bidding="2008-03", contract="2008-02")))["HIT-01"]
    assert figures(hits) == [
        {"slot": 1, "number": 1, "before": 0, "before_on": day("2008-03"),
         "step": 3, "step_on": day("2008-02")}
    ]  # fmt: skip


def test_a_second_round_after_a_failed_one_is_accepted() -> None:
    rounds = milestones(
        a_round(outcome=FAILED, bidding="2008-03", opening="2008-03-20"),
        a_round(2, bidding="2008-04", contract="2008-05", final="2009-09"),
    )
    assert run(with_(milestones=rounds)) == {}


def test_a_peso_short_is_an_error_of_one() -> None:
    hits = found(
        months=months((WORKS, "2008-07", 499_999)),
        costs=costs((WORKS, 2008, 500_000)),
        projects=projects({"sources": 500_000}),
    )
    assert figures(hits["PRO-01"]) == [
        {"item": WORKS, "year": 2008, "programmed": 499_999, "cost": 500_000}
    ]


def test_what_is_of_the_whole_portfolio_names_no_project() -> None:
    hits = found(ceilings=ceilings((9, 2008, 479 * M, 480 * M)))["PRE-01"]
    assert hits.project.tolist() == [NOBODY]
    assert figures(hits) == [{"ceiling": 9, "year": 2008, "programmed": 480 * M, "limit": 479 * M}]


def test_each_project_answers_for_itself() -> None:
    """The second of two is wrong, and nobody else."""
    both = Portfolio(
        today=0,
        projects=projects({}, {"women": 1}),
        costs=costs((LAND, 2008, 500 * M)),
        months=months((LAND, "2008-01", 500 * M)),
    )
    hits = run(both)
    assert hits["REG-01"].project.tolist() == [1]
    assert "PRO-01" not in hits
    assert hits["FIN-01"].project.tolist() == [1]


def test_contract_days_name_the_last_one_before() -> None:
    hits = found(contracts=contract(handed_over_on=None, starts_on="2008-05-01"))["CON-01"]
    assert figures(hits) == [
        {"contract": 7, "before": 1, "before_on": day("2008-05-02"),
         "step": 3, "step_on": day("2008-05-01")}
    ]  # fmt: skip


def test_months_of_days() -> None:
    days = np.asarray([day("2008-02-29"), day("1969-12-31"), UNKNOWN], dtype=np.int64)
    assert month_of(days).tolist() == [month("2008-02"), month("1969-12"), UNKNOWN]
