"""What the tests of agreements share."""

import pytest

from tests.workplan.agreements.factories import Register


@pytest.fixture
def indicators(monkeypatch: pytest.MonkeyPatch) -> Register:
    return Register(monkeypatch)
