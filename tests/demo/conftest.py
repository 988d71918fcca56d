"""The demonstration that the tests look at."""

from pathlib import Path

import pytest

from tests.cli.process import demonstration, once


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "demonstration", demonstration)
