"""What a first view costs on a slow line: 150 kB in 8 requests; and that every page prints."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

MOST_BYTES, MOST_REQUESTS = 150_000, 8
PAGES = (
    "/",
    "/programas/",
    "/programas/nuevo/",
    "/definiciones/",
    "/definiciones/proponer/",
    "/registro/",
    "/buscar/?q=plan",
    "/estilo/",
    "/estilo/graficos/",
    "/nada/",
)


@dataclass
class Traffic:
    """What came over the line, as Chromium counted it."""

    requests: int = 0
    size: int = 0


def first_view(visitor: Visitor, path: str) -> Traffic:
    """With nothing kept from before."""
    traffic = Traffic()
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def begin(event: dict) -> None:
        traffic.requests += not event["request"]["url"].startswith("data:")

    def end(event: dict) -> None:
        traffic.size += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", begin)
    session.on("Network.loadingFinished", end)
    visitor.page.goto(path, wait_until="networkidle")
    session.detach()
    return traffic


def paths(visitor: Visitor) -> Iterator[str]:
    """Every page, those of a thing by its address in this demonstration."""
    yield from PAGES
    visitor.page.goto("/territorio/")
    yield visitor.page.url
    visitor.open_plan()
    plan = visitor.page.url
    yield from (plan, f"{plan}historia/", f"{plan}versiones/1/")
    visitor.open_activity("2.1")
    yield visitor.page.url


def test_every_first_view_is_light(shown: Product, enter: Enter):
    visitor = enter(shown, "mquispe")
    views = {path: first_view(visitor, path) for path in list(paths(visitor))}
    signed_out = enter(shown)
    for path in ("/entrar/", "/registro/"):
        views[f"signed out {path}"] = first_view(signed_out, path)

    heavy = {
        path: traffic
        for path, traffic in views.items()
        if traffic.size > MOST_BYTES or traffic.requests > MOST_REQUESTS
    }
    assert heavy == {}
    assert all(traffic.size > 10_000 and traffic.requests > 2 for traffic in views.values()), views


def test_every_page_prints_without_its_menus(shown: Product, enter: Enter):
    visitor = enter(shown, "mquispe")
    addresses = list(paths(visitor))
    visitor.page.emulate_media(media="print")
    for path in addresses:
        visitor.page.goto(path)
        assert visitor.page.screenshot(full_page=True)
        for part in (".nav", ".top .search", ".skip"):
            assert not visitor.page.locator(part).first.is_visible(), f"{part} is printed on {path}"
        assert visitor.heading.is_visible()
        assert visitor.page.pdf(format="Letter").startswith(b"%PDF")
