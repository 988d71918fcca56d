"""The sets of rules that Minga has: what a change of a norm may have touched."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def rule_sets() -> tuple[str, ...]:
    """The files of `minga.rules`, by name: rules and the parameters beside them."""
    return tuple(sorted(_found(files("minga.rules"), "")))


def _found(folder: Traversable, above: str) -> Iterator[str]:
    for item in folder.iterdir():
        name = f"{above}{item.name}"
        if item.is_dir() and not item.name.startswith("_"):
            yield from _found(item, f"{name}/")
        elif item.name.endswith((".py", ".toml")) and not item.name.startswith("_"):
            yield name
