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
