"""What Minga brings about the UF: our own tables (`data/*.toml`), each with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from minga.core.months import Month


@dataclass(frozen=True)
class Parameters:
    """Variations of the IPC in tenths of a percent, and values of the UF in 1/100 peso."""

    changes: dict[Month, int]
    values: dict[date, int]
    ipc_source: str
    uf_source: str


@cache
def parameters() -> Parameters:
    ipc, uf = _read("ipc"), _read("uf")
    changes = {
        Month(block["year"], block.get("first_month", 1)) + place: _scaled(percent, 10)
        for block in ipc["year"]
        for place, percent in enumerate(block["percent"])
    }
    values = {row["day"]: _scaled(row["pesos"], 100) for row in uf["day"]}
    return Parameters(changes, values, ipc["source"], uf["source"])


def _read(name: str) -> dict[str, Any]:
    text = (files("minga.core.uf") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _scaled(value: Decimal, scale: int) -> int:
    scaled = value * scale
    assert scaled == int(scaled), value
    return int(scaled)
