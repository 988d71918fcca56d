"""The pages are asked for once in each process and read by every test that looks at them."""

import pytest

from tests.site.pages import Page, tour

_seen: list[Page] = []


@pytest.fixture
def pages(db: None, request: pytest.FixtureRequest) -> list[Page]:
    if not _seen:
        _seen.extend(tour(request.getfixturevalue("cast")))
    return _seen
