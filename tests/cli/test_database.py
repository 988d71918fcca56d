"""A database that does not answer is told in a sentence, by any command."""

from pathlib import Path

import pytest

from tests.cli.process import minga

NOWHERE = "postgres://nobody@127.0.0.1:1/none"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["serve", "migrate", "demo", "doctor", "audit verify"])
def test_a_database_that_does_not_answer_is_told_in_a_sentence(
    tmp_path: Path, command: str
) -> None:
    done = minga(tmp_path, *command.split(), DATABASE_URL=NOWHERE)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("No se pudo usar la base de datos (connection")


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("DATABASE_URL", "mi-base", "DATABASE_URL no se entiende"),
        ("DATABASE_URL", "postgres://equipo", "postgres://usuario"),
        ("MINGA_TODAY", "30-11-2007", "se escribe como aaaa-mm-dd"),
        ("MINGA_TILES", "http://mapas/{z}.png", "https://servidor/{z}/{x}/{y}.png"),
    ],
)
def test_a_setting_that_is_not_understood_is_told_in_a_sentence(
    tmp_path: Path, setting: str, value: str, said: str
) -> None:
    answer = minga(tmp_path, "doctor", **{setting: value})

    assert (answer.returncode, answer.stdout) == (1, "")
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
