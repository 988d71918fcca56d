"""A person who follows the links of some areas and looks at each kind of page once."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from html import unescape

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Response

from tests.journeys.looking import Looker
from tests.journeys.visitor import Visitor
from tests.site import joined
from tests.site.addresses import addresses
from tests.test_site import ACCESS

MOST = 4  # of one kind are read for their links; the first of them is looked at
LINK = re.compile(r'(?:href|action|hx-get)="(/[^"]*)"')


def pages_of(areas: Collection[str]) -> set[str]:
    """Of the access table: what somebody may read, files apart."""
    lines = [line.split() for line in [*ACCESS.splitlines(), *joined.lines()] if line.strip()]
    readable = {name for method, name, *rest in lines if method == "GET" and "200" in rest}
    files = {address.name for address in addresses().values() if "fmt" in address.takes}
    return {name for name in readable - files if name.partition(":")[0] in areas}


@dataclass
class Round:
    """`wanted`: the pages that this person looks for, until all are found; `through`: what is
    only read for its links; `opens`: what one presses to see what is behind."""

    visitor: Visitor
    looker: Looker
    wanted: set[str]
    through: Collection[str] = ()
    opens: Collection[str] = ()
    read: Counter[str] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)
    ahead: list[tuple[str, str]] = field(default_factory=list)

    def go(self, *doors: str) -> None:
        """By what nobody has seen first."""
        self._note(doors)
        while self.ahead and self.wanted:
            new = (at for at, (name, _) in enumerate(self.ahead) if name in self.wanted)
            self._visit(*self.ahead.pop(next(new, 0)))

    def look(self) -> None:
        """At the page that stands open."""
        name = _name(self.visitor.page.url.removeprefix(self.visitor.url))
        self.wanted.discard(name)
        self.looker.look(self.visitor, f"{name}, {self.visitor.page.url}")

    def _note(self, links: Collection[str]) -> None:
        for link in links:
            path = re.split(r"[?#]", link)[0]
            if path not in self.known:
                self.known.add(path)
                self.ahead.append((_name(path), link))

    def _visit(self, name: str, address: str) -> None:
        if self.read[name] >= MOST:
            return
        if name in self.opens:
            self._read(name, self.visitor.post(address))
        elif name in self.wanted:
            if self._read(name, self.visitor.page.goto(address)):
                self.look()
        elif name in self.through:
            self._read(name, self.visitor.page.request.get(address))

    def _read(self, name: str, answer: APIResponse | Response | None) -> bool:
        """Whether it is a page."""
        if not answer or answer.status != 200:
            return False
        self.read[name] += 1
        self._note([unescape(link) for link in LINK.findall(answer.text())])
        return True


def _name(address: str) -> str:
    try:
        return resolve(re.split(r"[?#]", address)[0]).view_name
    except Resolver404:
        return ""
