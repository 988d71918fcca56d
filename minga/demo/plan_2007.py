"""The work plan of 2007 as `plan_2007.toml` writes it, in types."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from minga.strategy.products import Part, Product


@dataclass(frozen=True)
class Paper:
    """A document of evidence and what became of it; with remarks it was returned."""

    title: str
    by: str
    dated: date
    uploaded: date
    reviewed: date | None = None
    reviewer: str = ""
    remarks: str = ""
    format: str = "pdf"


@dataclass(frozen=True)
class Planned:
    """An activity, and the status that is reported until its evidence is verified."""

    title: str
    weight: int
    responsible: str
    starts: date
    ends: date
    expected: str
    status: str
    since: date
    reporter: str
    needed: int = 1
    papers: tuple[Paper, ...] = ()


@cache
def _document() -> dict[str, Any]:
    text = (files("minga.demo") / "plan_2007.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def approved_on() -> date:
    day: date = _document()["approved"]
    return day


def mission() -> str:
    return str(_document()["strategy"]["mission"])


def strategic_objectives() -> list[tuple[str, str]]:
    return [(item["title"], item["text"]) for item in _document()["strategy"]["objective"]]


def strategic_products() -> list[Product]:
    return [
        Product(
            name=item["name"],
            clients=item["clients"],
            line_of_action=item["line"],
            objectives=tuple(item["objectives"]),
            is_territorial=item["territorial"],
            parts=tuple(map(Part, item["parts"])),
        )
        for item in _document()["strategy"]["product"]
    ]


def objectives() -> Iterator[tuple[str, list[Planned]]]:
    for item in _document()["objective"]:
        yield item["title"], [_planned(dict(activity)) for activity in item["activity"]]


def _planned(activity: dict[str, Any]) -> Planned:
    papers = tuple(Paper(**paper) for paper in activity.pop("paper", ()))
    return Planned(papers=papers, **activity)
