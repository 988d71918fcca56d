"""Parameters of norms: dated tables of `params/*.toml`, each with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


class NotInForce(LookupError):
    """Asked for a day before the first table: never answered with a zero."""


@dataclass(frozen=True)
class Parameter:
    """What ruled a day, since when, and by which norm; `verified` against its text or not."""

    since: date
    source: str
    verified: bool
    values: dict[str, Any]


def parameter(file: str, name: str, day: date) -> Parameter:
    """The last table of that name whose day has come."""
    begun = [row for row in _read(file).get(name, ()) if row["since"] <= day]
    if not begun:
        msg = f"{name} does not rule on {day}"
        raise NotInForce(msg)
    found = dict(max(begun, key=lambda row: row["since"]))
    since, source, verified = (found.pop(key) for key in ("since", "source", "verified"))
    return Parameter(since, source, verified, found)


@cache
def _read(file: str) -> dict[str, list[dict[str, Any]]]:
    text = (files("minga.rules") / "params" / f"{file}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)
