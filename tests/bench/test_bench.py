"""`minga bench`: ratios against references of the same run."""

import argparse
import ast
import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from minga.bench import references
from minga.bench.command import _say
from minga.bench.framework import Bench, benches
from minga.bench.measure import measure, require_same, within
from minga.bench.place import scratch
from minga.bench.references.score import score_one_by_one
from minga.bench.side import peak_mb
from minga.cli.main import main
from minga.core.console import Refused

Capture = pytest.CaptureFixture[str]
FILES = sorted(Path(references.__path__[0]).glob("*.py"))


class Quick(Bench):
    """Allowed twice the time of its reference, and 100 MB."""

    name = "quick"
    says = "hacer algo"
    words = {"per_second": "Veces por segundo"}
    limit = Fraction(2)
    peak_limit_mb = 100


@pytest.fixture(autouse=True)
def other_parsers_keep_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argparse, "_", argparse._)  # type: ignore[attr-defined]


def test_what_was_measured_is_answered_in_json(capsys: Capture) -> None:
    assert main(["bench", "score", "--rows", "2000", "--repeats", "1", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["name"] == "score"
    assert answer["rows"] == 2000
    assert answer["runs"] == 1
    assert answer["reference"] == "la misma suma, fila por fila, en Python"
    assert answer["ratio"] > 0
    assert answer["seconds"] > 0
    assert answer["reference_seconds"] > 0
    assert answer["peak_mb"] > 10


def test_a_person_reads_it_in_lines(capsys: Capture) -> None:
    result = {
        "name": "x", "rows": 5, "seconds": 1.5, "reference": "otra cosa",
        "reference_seconds": 1.0, "ratio": 1.5, "peak_mb": 80, "limit": 1.0, "ok": False,
        "runs": 3, "database": "sqlite", "per_second": 12.25,
    }  # fmt: skip

    _say(Quick, result)

    assert capsys.readouterr().out.splitlines() == [
        "x: hacer algo (5 filas)  FUERA DE LÍMITE",
        "  1,5 s contra 1 s: 1,5 veces (límite 1); 80 MB como máximo",
        "  Referencia: otra cosa.",
        "  Veces por segundo: 12,25.",
    ]


def test_the_benches_are_listed_with_what_they_are_measured_against(capsys: Capture) -> None:
    assert main(["bench", "--list"]) == 0

    said = capsys.readouterr().out
    assert "score: puntaje de un plan de trabajo; contra la misma suma" in said
    assert len(said.splitlines()) == len(benches())


def test_a_bench_that_is_not_there_is_told_with_those_that_are(capsys: Capture) -> None:
    assert main(["bench", "nada"]) == 1

    assert "No hay una medición «nada». Hay: bulk, chain" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ratio", "peak", "ok"),
    [(2.0, 100, True), (2.01, 100, False), (2.0, 101, False), (0.1, 1, True)],
)
def test_a_bench_is_within_its_limits_or_not(ratio: float, peak: int, ok: bool) -> None:
    assert within(Quick, ratio, peak) is ok


def test_a_bench_without_limits_is_always_within_them() -> None:
    assert within(Bench, 100.0, 10_000)


def test_two_sides_that_did_something_else_are_not_compared() -> None:
    require_same("x", [1, "a"], [1, "a"])

    with pytest.raises(Refused, match="«x» no hicieron lo mismo: 1 y 2"):
        require_same("x", 1, 2)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="there it is a database of its own")
def test_it_works_in_a_folder_that_is_gone_afterwards(tmp_path: Path) -> None:
    with scratch() as place:
        data = Path(place.environment["MINGA_DATA"])
        assert data.is_dir()
        assert place.folder in data.parents

    assert not place.folder.exists()


def test_every_bench_says_what_it_is_and_has_a_reference_of_its_own() -> None:
    for name, bench in benches().items():
        assert name == bench.name
        assert bench.says
        assert bench.against
        assert bench.rows > 0
    assert {"bulk", "chain", "score"} <= benches().keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_references_import_nothing_of_ours(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", ""), *(alias.name for alias in node.names)]
    ]
    assert [name for name in names if (name or "").startswith(("minga", "config"))] == []


def test_the_reference_of_the_score_adds_the_weight_of_what_is_fulfilled() -> None:
    assert score_one_by_one([10, 20, 30], [True, False, True]) == 40
    assert score_one_by_one([], []) == 0
    with pytest.raises(ValueError, match="shorter"):
        score_one_by_one([10], [])


def test_the_peak_is_what_was_held_at_most() -> None:
    held = b"x" * 100_000_000
    del held

    assert peak_mb() >= 100


@pytest.mark.slow
@pytest.mark.own_database
def test_eight_writers_at_once_leave_a_whole_chain() -> None:
    """Its answer says what a verification found and whether each row has its event: the sides
    agree only when nothing was found. On PostgreSQL where the tests run there."""
    result = measure(benches()["chain"], rows=80, repeats=1)

    assert result["writers"] == 8
    assert result["database"] == ("postgresql" if "DATABASE_URL" in os.environ else "sqlite")


@pytest.mark.slow
@pytest.mark.own_database
def test_the_bulk_writes_of_both_sides_are_the_same_rows() -> None:
    result = measure(benches()["bulk"], rows=3_000, repeats=1)

    assert result["rows"] == 3_000
    assert result["peak_mb"] < 600
