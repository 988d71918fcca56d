"""The command line explains itself in Spanish, and refuses a wrong call in Spanish with a 2."""

import json
import sys
from pathlib import Path

import pytest

from minga.cli.main import COMMANDS, main
from tests.cli.process import SEVERAL, minga, run

EVERY = [
    [], ["serve"], ["demo"], ["migrate"], ["assets"], ["workplan"], ["workplan", "score"],
    ["audit"], ["audit", "verify"], ["audit", "head"], ["doctor"], ["bench"], ["uf"], ["search"],
    ["search", "rebuild"], ["territory"], ["territory", "frame"], ["territory", "load"],
    ["jobs"], ["jobs", "list"], ["jobs", "run"], ["files"], ["files", "sample"],
]  # fmt: skip
ENGLISH = ["usage", "options:", "show this", "positional", "required", "arguments:", "default"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    written = capsys.readouterr()
    return ended.value.code, written.out, written.err


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_order_explains_itself_in_spanish(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    status, text, _ = said(capsys, *command, "--help")

    assert status == 0
    assert text.startswith(f"uso: {' '.join(['minga', *command])}")
    assert "muestra esta ayuda y termina" in text
    assert [word for word in ENGLISH if word in text.lower()] == []


def test_the_first_help_lists_every_order(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = said(capsys, "--help")

    orders = (
        "serve",
        "demo",
        "migrate",
        "assets",
        "workplan",
        "uf",
        "audit",
        "search",
        "jobs",
        "files",
    )
    for order in (*orders, "doctor", "bench"):
        assert f"\n    {order} " in text
    assert len(COMMANDS) == 14
    for variable in ("MINGA_DATA", "DATABASE_URL", "MINGA_TODAY"):
        assert variable in text


WRONG = {
    "": "falta indicar: ORDEN",
    "nada": "elija entre 'serve', 'demo'",
    "doctor --nada": "no se entiende: --nada",
    "workplan score": "falta indicar: --year",
    "workplan score --year": "--year: falta su valor",
    "workplan score --year mil": "--year: el valor 'mil' no sirve aquí",
    "workplan score --year 2007 --on 30-11-2007": "«30-11-2007» no es una fecha aaaa-mm-dd",
    "workplan score --year 2007 --on 2007-02-30": "«2007-02-30» no es una fecha aaaa-mm-dd",
    "demo --replace --if-empty": "--if-empty: no va junto con --replace",
    "audit": "falta indicar: ORDEN",
    "serve --port mil": "--port: el valor 'mil' no sirve aquí",
    "serve --port 65536": "--port: elija un puerto entre 1 y 65535",
    "serve --port 0": "--port: elija un puerto entre 1 y 65535",
    "bench --rows x": "--rows: el valor 'x' no sirve aquí",
}


@pytest.mark.parametrize("call", WRONG, ids=WRONG)
def test_a_wrong_call_is_refused_in_spanish(capsys: pytest.CaptureFixture[str], call: str) -> None:
    status, out, error = said(capsys, *call.split())

    assert (status, out) == (2, "")
    assert error.startswith("uso: minga")
    assert WRONG[call] in error


def test_help_needs_no_data_folder(tmp_path: Path) -> None:
    done = minga(tmp_path / "none", "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "none").exists()


def test_a_wrong_call_of_the_program_ends_with_a_two(tmp_path: Path) -> None:
    done = minga(tmp_path / "none", "audit", "verify", "--nada")

    assert done.returncode == 2
    assert "no se entiende: --nada" in done.stderr
    assert not (tmp_path / "none").exists()


def test_before_there_are_tables_a_sentence_says_how_to_make_them(tmp_path: Path) -> None:
    calls = [["audit", "verify"], ["audit", "head"], ["workplan", "score", "--year", "2007"]]

    done = run([sys.executable, "-c", SEVERAL, json.dumps(calls)], tmp_path / "data")

    assert done.stdout == ""
    assert done.stderr == 3 * (
        "Esta instalación todavía no tiene tablas. Créelas con «minga migrate», o cargue la "
        "demostración con «minga demo».\n"
    )
