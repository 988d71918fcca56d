"""Every address of the project, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """A named URL and its view."""

    name: str
    view: Any

    @property
    def is_open(self) -> bool:
        """Marked `@login_not_required`."""
        return not getattr(self.view, "login_required", True)


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
            yield Address(f"{namespace}{entry.name}", entry.callback)
