"""The line items that come with Minga: `classification.toml`, dated and with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from minga.budget.models import SpendKind


@dataclass(frozen=True)
class Given:
    """A line item as the file writes it. `code`: «31-02-004», or less for what contains others."""

    code: str
    name: str
    kind: str = ""


@dataclass(frozen=True)
class Classification:
    """Line items that begin to rule on one day, by one norm."""

    since: date
    source: str
    is_verified: bool
    items: tuple[Given, ...]


def shipped() -> Classification:
    """Raises ValueError for a class of spending that does not exist."""
    text = (files("minga.budget") / "classification.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    items = tuple(
        Given(row["code"], row["name"], SpendKind(row["kind"]).value if "kind" in row else "")
        for row in read["items"]
    )
    return Classification(read["since"], read["source"], read["verified"], items)
