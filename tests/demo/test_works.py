"""The projects of the demonstration: the review finds what was planted in them, and no more."""

import json
from pathlib import Path

import pytest

from minga.demo.works import told
from tests.cli.process import minga

pytestmark = pytest.mark.slow
GUIDE = Path(__file__).parents[2] / "docs" / "usuario" / "demostracion.md"


def planted() -> set[tuple[str, str]]:
    return {(said["bip"], wrong["code"]) for said in told() for wrong in said.get("wrong", [])}


def test_the_review_lists_what_was_planted_and_no_other(demo_data: Path) -> None:
    done = minga(demo_data, "works", "check", "--json")

    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert {(found["bip"], found["code"]) for found in answer["findings"]} == planted()
    assert answer["counts"] == {code: 1 for _, code in planted()}
    assert answer["justified"] == 0


def test_the_guide_tells_each_one() -> None:
    said = GUIDE.read_text(encoding="utf-8")
    for bip, code in planted():
        assert f"| {bip} | {code} |" in said
