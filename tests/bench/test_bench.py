"""`minga bench`: a ratio against a reference of the same run."""

import argparse
import ast
import json
import re
from pathlib import Path

import pytest

from minga.bench import reference, score
from minga.bench.reference import score_one_by_one
from minga.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def other_parsers_keep_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argparse, "_", argparse._)  # type: ignore[attr-defined]


def test_the_ratio_is_answered_in_json(capsys: Capture) -> None:
    assert main(["bench", "--activities", "2000", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["bench"] == "workplan score"
    assert answer["activities"] == 2000
    assert re.fullmatch(r"\d+,\d{3}", answer["ratio"])


def test_a_person_reads_what_it_was_compared_with(capsys: Capture) -> None:
    assert main(["bench", "--activities", "2000"]) == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Puntaje de 2000 actividades: ")
    assert second == "Referencia: la misma suma, fila por fila, en Python."


def test_the_bench_compares_two_ways_that_give_the_same() -> None:
    assert score.measure(500)["activities"] == 500


def test_the_reference_adds_the_weight_of_what_is_fulfilled() -> None:
    assert score_one_by_one([10, 20, 30], [True, False, True]) == 40
    assert score_one_by_one([], []) == 0
    with pytest.raises(ValueError, match="shorter"):
        score_one_by_one([10], [])


def test_the_reference_imports_nothing() -> None:
    tree = ast.parse(Path(reference.__file__).read_text(encoding="utf-8"))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
