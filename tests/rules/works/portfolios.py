"""A sound portfolio of one project, and what each test changes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from minga.rules.works.checks import Hits, run
from minga.rules.works.portfolio import (
    SPEND_KINDS,
    STEPS,
    Ceilings,
    Conditions,
    Contracts,
    Costs,
    Milestones,
    Months,
    Physical,
    Portfolio,
    Projects,
    Spending,
)

M = 1_000_000
EPOCH = date(1970, 1, 1)
ADMINISTRATION, LAND, WORKS = 1, 3, 4
KINDS = {ADMINISTRATION: "administration", LAND: "land", WORKS: "civil_works"}
RECORD: dict[str, int | None] = {
    "women": 60,
    "men": 40,
    "people": 100,
    "starts_on": None,
    "ends_on": None,
    "currency_month": 2007 * 12 + 11,
    "is_execution": 1,
    "is_ready": 1,
    "is_mandate": 0,
    "shares": 10_000,
    "sources": 500 * M,
    "principal_pays": 0,
    "has_schedule": 1,
    "contracted": None,
}


def day(text: str | None) -> int | None:
    """«2008-03-10» or «2008-03», its first day."""
    if text is None:
        return None
    return (date.fromisoformat(text if len(text) > 7 else f"{text}-01") - EPOCH).days


def month(text: str) -> int:
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1


def _kind(item: int) -> int:
    return SPEND_KINDS.index(KINDS[item])


def projects(*records: dict[str, int | None]) -> Projects:
    return Projects.of([list((RECORD | record).values()) for record in records])


def costs(*rows: tuple[int, int, int], project: int = 0) -> Costs:
    """(line item, year, pesos)."""
    return Costs.of([(project, item, _kind(item), year, pesos) for item, year, pesos in rows])


def months(*rows: tuple[int, str, int], project: int = 0) -> Months:
    """(line item, month, pesos)."""
    return Months.of(
        [(project, item, _kind(item), month(text), pesos) for item, text, pesos in rows]
    )


def spending(*rows: tuple[int, str, int]) -> Spending:
    return Spending.of([(0, item, _kind(item), month(text), pesos) for item, text, pesos in rows])


def physical(*rows: tuple[str, int]) -> Physical:
    """(month, hundredths of one percent)."""
    return Physical.of([(0, month(text), percent) for text, percent in rows])


def a_round(number: int = 1, slot: int = 1, outcome: int = 0, **steps: str) -> list[Sequence[Any]]:
    return [
        (0, slot, number, STEPS.index(step), outcome, day(text)) for step, text in steps.items()
    ]


def milestones(*rounds: Iterable[Sequence[Any]]) -> Milestones:
    return Milestones.of([row for one in rounds for row in one])


def contract(**said: Any) -> Contracts:
    given: dict[str, Any] = {
        "limit": 480 * M,
        "charged": 0,
        "awarded_on": "2008-04-10",
        "signed_on": "2008-05-02",
        "handed_over_on": "2008-05-20",
        "starts_on": "2008-06-01",
        "ends_on": "2008-12-01",
        "provisional_on": None,
        "final_on": None,
        "settled_on": None,
        "guaranteed_until": "2009-03-01",
    } | said
    days = [day(value) if isinstance(value, str) else value for value in given.values()]
    return Contracts.of([(0, 7, *days)])


def conditions(due_on: str | None) -> Conditions:
    return Conditions.of([(0, 3, day(due_on))])


def ceilings(*rows: tuple[int, int, int, int]) -> Ceilings:
    return Ceilings.of(rows)


SOUND = Portfolio(
    today=day("2008-02-01") or 0,
    projects=projects({}),
    costs=costs((LAND, 2008, 20 * M), (WORKS, 2008, 480 * M)),
    months=months(
        (LAND, "2008-01", 20 * M), (WORKS, "2008-07", 200 * M), (WORKS, "2008-08", 280 * M)
    ),
    physical=physical(("2008-07", 4000), ("2008-08", 10_000)),
    milestones=milestones(
        a_round(
            bidding="2008-03",
            opening="2008-03-25",
            award="2008-04",
            contract="2008-05",
            site_handover="2008-06-01",
            start="2008-07",
            end="2008-08-31",
            provisional="2008-09",
            final="2009-09",
        )
    ),
)


def with_(**changed: Any) -> Portfolio:
    return replace(SOUND, **changed)


def found(**changed: Any) -> dict[str, Hits]:
    return run(with_(**changed))


def figures(hits: Hits) -> list[dict[str, int]]:
    return [
        {name: int(column[row]) for name, column in hits.figures.items()}
        for row in range(len(hits))
    ]
