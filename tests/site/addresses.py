"""Every address of the project, as the resolver knows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# What a path may carry: a slug, a number, a day, a format of paper.
SAMPLES = ("x1", "1", "2007-12-31", "pdf", "xlsx", "csv")


@dataclass(frozen=True)
class Address:
    """A named URL and its view. `carries`: how each part of its path is read."""

    name: str
    view: Any
    carries: dict[str, Any] = field(default_factory=dict)

    @property
    def takes(self) -> frozenset[str]:
        return frozenset(self.carries)

    @property
    def is_open(self) -> bool:
        """Marked `@login_not_required`."""
        return not getattr(self.view, "login_required", True)

    @property
    def somewhere(self) -> str:
        """A URL that may be of nothing: for what is decided before anything is looked for."""
        return reverse(self.name, kwargs={name: _sample(how) for name, how in self.carries.items()})


def _sample(converter: Any) -> Any:
    found = (text for text in SAMPLES if re.fullmatch(converter.regex, text))
    return converter.to_python(next(found))


def addresses() -> dict[str, Address]:
    found = {address.name: address for address in _walk(get_resolver(), "")}
    return dict(sorted(found.items()))


def _walk(resolver: URLResolver, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            name = f"{namespace}{entry.name}"
            yield Address(name, entry.callback, dict(entry.pattern.converters))
