"""`minga jobs`, and the jobs of a `minga serve` whose worker is killed."""

import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.process import answers, copied, minga, run, until
from tests.cli.serving import is_alive, serving

pytestmark = pytest.mark.slow

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}
# Of the tests, with a kind of work that the product does not have.
PATIENT = {
    "DJANGO_SETTINGS_MODULE": "tests.core.jobs.patient_settings",
    "PYTHONPATH": str(Path(__file__).parents[2]),
}
ASK = """
import django
django.setup()
from minga.core.access import operator
from minga.core.jobs.actions import ask
ask("patient", by=operator())
"""


def told(data: Path) -> tuple[str, int, int, int]:
    """State, progress and attempt of the job, and how many times its step was done."""
    address = f"file:{data / 'minga.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        row = database.execute("SELECT status, done, attempt FROM jobs_job WHERE kind = 'patient'")
        kind = "'patient effect'"
        done = database.execute(f"SELECT count(*) FROM jobs_scheduledrun WHERE kind = {kind}")
        return (*row.fetchone(), *done.fetchone())


def test_when_the_worker_of_a_server_is_killed_its_job_is_taken_up_and_finishes_once(
    built: None, demo_data: Path, tmp_path: Path
) -> None:
    data = copied(demo_data, tmp_path / "served")

    with serving(data, tmp_path / "log", **PATIENT) as running:
        assert run([sys.executable, "-c", ASK], data, **PATIENT).returncode == 0
        until(lambda: told(data) == ("running", 1, 1, 1), "it did not begin")
        workers = running.children("worker")

        for worker in workers:
            os.kill(worker, signal.SIGKILL)

        until(lambda: not any(map(is_alive, workers)), "somebody is not dead")
        (data / "go on").touch()
        until(lambda: told(data)[0] == "done", "it was not taken up")
        assert told(data) == ("done", 2, 2, 1)
        assert "El proceso «worker» terminó de improviso" in running.said


def test_a_server_without_worker_does_its_jobs_by_hand(demo_data: Path, tmp_path: Path) -> None:
    data = copied(demo_data, tmp_path / "by-hand")
    program = (
        "import django; django.setup()\n"
        "from minga.core.access import operator\n"
        "from minga.core.jobs.actions import ask\n"
        "ask('verification', by=operator())"
    )
    assert run([sys.executable, "-c", program], data, **SETTINGS).returncode == 0

    waiting, done, rest, everything = answers(
        data, ["jobs", "list"], ["jobs", "run"], ["jobs", "run"], ["jobs", "list", "--all"]
    )

    assert [row["status"] for row in waiting] == ["waiting"]
    assert [(row["status"], row["result"]["status"]) for row in done] == [("done", "clean")]
    assert rest == []
    # The demonstration did others.
    assert [row for row in everything if row["kind"] == "verification"] == done
    assert {row["status"] for row in everything} == {"done"}
    assert minga(data, "jobs", "list").stdout == "No hay trabajos en curso.\n"


def test_who_serves_no_address_still_knows_the_lists(tmp_path: Path) -> None:
    """The worker is such a one: it writes the long exports and the lists that leave by e-mail."""
    program = (
        "import django; django.setup()\n"
        "from minga.core.lists.spec import all_specs, spec_of\n"
        "print(spec_of('eventos').title, *(spec.key for spec in all_specs()))"
    )

    done = run([sys.executable, "-c", program], tmp_path / "empty", **SETTINGS)

    assert done.returncode == 0, done.stderr
    assert {"Eventos", "eventos", "programas"} <= set(done.stdout.split())
