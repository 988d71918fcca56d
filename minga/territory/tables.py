"""Our own table of territories (`data/*.toml`) as rows."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from minga.territory.actions import Row


def rows(name: str = "tarapaca") -> Iterator[Row]:
    """Each version of each place, parents first."""
    text = (files("minga.territory") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    for place in tomllib.loads(text)["place"]:
        for version in place["version"]:
            yield Row(
                key=place["key"],
                kind=place["kind"],
                code=version["code"],
                name=version["name"],
                parent=version.get("parent"),
                since=version["since"],
                until=version.get("until"),
                legal_basis=version.get("legal_basis", ""),
                is_verified=version.get("verified", False),
            )
