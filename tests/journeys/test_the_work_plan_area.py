"""Every page of the work plan and what hangs from it, found by following its own links: axe, no
sideways scroll, a quiet console."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor
from tests.site import joined
from tests.test_site import ACCESS

pytestmark = pytest.mark.browser

AREAS = {
    "agreements", "carrying", "diffusion", "norms", "problems", "procedures", "reporting",
    "results", "strategy", "week", "workplan",
}  # fmt: skip
DOORS = (
    "/programas/", "/definiciones/", "/esta-semana/", "/cambios-normativos/", "/problemas/",
    "/convenios-de-desempeno/", "/procedimientos/", "/difusion/", "/resultados/", "/territorio/",
)  # fmt: skip
# The panel of an area on the page of a place, of an organisation.
AROUND = {"territory:home", "territory:place", "people:organisations", "people:organisation"}
# A draft is opened, so that what is written in it is seen too.
OPENING = {
    "agreements:start_draft", "diffusion:start", "reporting:start_version", "workplan:start_draft",
}  # fmt: skip
MOST = 4  # of the same kind are read for their links; one is looked at


@dataclass
class Round:
    """One person following links; `seen`: the names of the addresses already looked at."""

    visitor: Visitor
    looker: Looker
    seen: set[str]
    known: set[str] = field(default_factory=set)
    read: Counter[str] = field(default_factory=Counter)
    queue: list[str] = field(default_factory=lambda: list(DOORS))

    def go(self) -> None:
        while self.queue:
            address = self.queue.pop(0)
            path = re.split(r"[?#]", address)[0]
            name = named(path)
            if path not in self.known and self.read[name] < MOST and name:
                self.known.add(path)
                self._visit(address, name)

    def _visit(self, address: str, name: str) -> None:
        if name in OPENING:
            self.read[name] += 1
            answer = self.visitor.post(address)
        else:
            answer = self.visitor.page.request.get(address)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            return
        self.read[name] += name not in OPENING
        found = re.findall(r'(?:href|action|hx-get)="(/[^"]*)"', answer.text())
        self.queue += [unescape(link) for link in found]
        if name not in self.seen | AROUND | OPENING:
            self.seen.add(name)
            self.visitor.page.goto(address)
            self.looker.look(self.visitor, f"{name}, {address}")


def named(path: str) -> str:
    """The name of an address of these areas that is a page; nothing for any other."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    ours = match.namespace in AREAS or match.view_name in AROUND
    return match.view_name if ours and "fmt" not in match.kwargs else ""


def pages() -> set[str]:
    """Of the access table: what somebody may read, files apart."""
    found = set()
    for line in [*ACCESS.splitlines(), *joined.lines()]:
        method, name, *rest = line.split() if line.strip() else ("", "")
        if method == "GET" and "200" in rest and name.partition(":")[0] in AREAS:
            found.add(name)
    return found - FILES


FILES = {
    "agreements:form", "carrying:form", "diffusion:attentions_report", "diffusion:report",
    "problems:agenda", "problems:minutes", "procedures:paper", "reporting:form", "reporting:whole",
    "results:download", "strategy:form", "workplan:form",
}  # fmt: skip


def test_every_page_of_the_work_plan(worked: Product, enter: Enter, looker: Looker) -> None:
    seen: set[str] = set()
    for username in ("mquispe", "laraya", "pcaceres"):
        Round(enter(worked, username), looker, seen).go()

    assert pages() - seen == set()
