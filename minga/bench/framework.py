"""What a bench is, and where they are found."""

import pkgutil
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from minga.bench import cases


class Bench:
    """One measurement: the same work done by us and by a reference. How to write one stands in
    `minga.bench`."""

    name: ClassVar[str]
    says: ClassVar[str]
    against: ClassVar[str]
    rows: ClassVar[int]
    limit: ClassVar[Fraction | None] = None
    peak_limit_mb: ClassVar[int | None] = None
    database: ClassVar[bool] = False
    repeats: ClassVar[int] = 5
    # What a person reads beside each figure of `more`.
    words: ClassVar[dict[str, str]] = {}

    def __init__(self, rows: int, folder: Path, side: str = "prepare") -> None:
        self.count = rows
        self.folder = folder
        self.side = side  # prepare, ours or reference

    def prepare(self) -> None:
        """Once, in a process apart."""

    def load(self) -> None:
        """Once in the process of each side."""

    def before(self) -> None:
        """Before each run, not timed."""

    def ours(self) -> Any:
        raise NotImplementedError

    def reference(self) -> Any:
        raise NotImplementedError

    def answer(self, result: Any) -> Any:
        """What a side says it did, not timed: both have to say the same, in JSON."""
        return result

    def leave(self) -> None:
        """After the last run of a side: end what it began."""

    @classmethod
    def more(cls, rows: int, seconds: float, reference_seconds: float) -> dict[str, Any]:
        """Other figures worth printing, by name."""
        return {}


def benches() -> dict[str, type[Bench]]:
    """Every bench by name: the classes of the modules in `minga.bench.cases`."""
    found: dict[str, type[Bench]] = {}
    for module in pkgutil.iter_modules(cases.__path__, f"{cases.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Bench) and value is not Bench:
                found[value.name] = value
    return dict(sorted(found.items()))
