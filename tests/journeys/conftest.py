"""One Chromium and one demonstration for all; a fresh product where a journey changes things."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cli.process import once
from tests.journeys.looking import Looker
from tests.journeys.product import Product, copy_of, minga, serving
from tests.journeys.visitor import Visitor

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Enter = Callable[..., Visitor]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made once; nobody serves this folder, everybody copies it."""
    return once(tmp_path_factory, "demo", lambda data: minga(data, "demo"))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Of the package, not of the session: while Playwright runs, Django refuses its database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def shown(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """For those who only look."""
    with serving(copy_of(demo_folder, tmp_path_factory.mktemp("shown") / "data")) as product:
        yield product


@pytest.fixture(scope="module")
def worked(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """For the journeys of a module that change different things."""
    with serving(copy_of(demo_folder, tmp_path_factory.mktemp("worked") / "data")) as product:
        yield product


@pytest.fixture
def fresh(demo_folder: Path, tmp_path: Path) -> Iterator[Product]:
    """For a journey that changes things."""
    with serving(copy_of(demo_folder, tmp_path / "fresh")) as product:
        yield product


@pytest.fixture(scope="package")
def signed_in() -> dict[tuple[str, str], Any]:
    """Cookies by product and person: signing in is slow on purpose, once is enough."""
    return {}


@pytest.fixture
def enter(chromium: Browser, signed_in: dict[tuple[str, str], Any]) -> Iterator[Enter]:
    """`enter(product, "mquispe")`: a person in a browser of their own; every one leaves without a
    complaint of the browser."""
    visitors: list[Visitor] = []

    def come(product: Product, username: str = "", **context: Any) -> Visitor:
        who = (product.url, username)
        visitor = Visitor.come(
            chromium, product.url, username, storage_state=signed_in.get(who), **context
        )
        visitors.append(visitor)
        if username and who not in signed_in:
            visitor.sign_in()
            signed_in[who] = visitor.context.storage_state()
        elif username:
            visitor.page.goto("/")
        return visitor

    yield come
    complaints = [complaint for visitor in visitors for complaint in visitor.leave()]
    assert not complaints


@pytest.fixture
def looker() -> Iterator[Looker]:
    """Looks at pages, and at the end says all that is wrong with them."""
    looker = Looker()
    yield looker
    assert not looker.complaints, "\n".join(looker.complaints)
