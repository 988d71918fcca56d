"""What the commands are tried on."""

import argparse
from pathlib import Path

import pytest

from tests.cli.process import demonstration, minga, once


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "demonstration", demonstration)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Fonts and styles, so that two servers that start at once need not build them both."""
    once(tmp_path_factory, "assets", lambda data: minga(data, "assets"))


@pytest.fixture(autouse=True)
def other_parsers_keep_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line translates argparse for the whole process: here, for one test."""
    monkeypatch.setattr(argparse, "_", argparse._)  # type: ignore[attr-defined]
