"""`minga serve`: web and worker as one process tree, until Ctrl-C."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from minga.demo.cast import CHARACTERS
from tests.cli.process import answers, copied, minga, run, until
from tests.cli.serving import Serving, descendants, free_port, is_alive, serving

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("built")]

ASK = """
import sys, django
django.setup()
from minga.core.access import operator
from minga.core.jobs.actions import ask
from minga.core.models import Verification
if len(sys.argv) == 1:
    asked = Verification.objects.create()
    ask("verification", {"verification": asked.public_id}, by=operator())
    print(asked.public_id)
else:
    print(Verification.objects.get(public_id=sys.argv[1]).status)
"""


@pytest.fixture(scope="module")
def shown(
    built: None, demo_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    """The demonstration, served for those who leave it as they find it."""
    folder = tmp_path_factory.mktemp("serve")
    with serving(copied(demo_data, folder / "data"), folder / "log") as running:
        yield running


@pytest.fixture
def own(built: None, demo_data: Path, tmp_path: Path) -> Iterator[Serving]:
    """For who ends it."""
    with serving(copied(demo_data, tmp_path / "served"), tmp_path / "log") as running:
        yield running


def test_it_says_the_address_the_day_and_as_whom_one_may_enter(shown: Serving) -> None:
    said = shown.said

    assert f"Minga en http://localhost:{shown.port}" in said
    assert "Demostración de Tarapacá 2007, día 30-11-2007." in said
    assert "Contraseña de todas las cuentas: minga-2007" in said
    for character in CHARACTERS:
        assert f"  {character.username:<12} {character.given_names[0]}. " in said
    assert "Ctrl-C para terminar." in said


def test_it_answers_and_has_a_web_server_and_two_workers(shown: Serving) -> None:
    assert shown.answers()
    assert len(shown.children("web")) >= 1
    assert len(shown.children("worker")) == 2


def test_a_second_one_on_the_same_folder_is_refused(shown: Serving) -> None:
    done = minga(shown.data, "serve", "--port", str(free_port()))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Minga ya está en marcha sobre esta carpeta de datos. Use esa, o nombre otra con "
        "MINGA_DATA.\n"
    )
    assert shown.answers()


def test_its_demonstration_is_not_replaced_while_it_runs(shown: Serving) -> None:
    done = minga(shown.data, "demo", "--replace")

    assert done.returncode == 1
    assert "deténgala con Ctrl-C y repita la orden" in done.stderr
    assert shown.answers()


def test_commands_answer_while_it_runs(shown: Serving) -> None:
    score, verified = answers(
        shown.data, ["workplan", "score", "--year", "2007"], ["audit", "verify"]
    )

    assert score["earned"] == 50
    assert verified["clean"]


def test_its_worker_does_what_is_left_to_it(shown: Serving) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings"}

    def ask(*arguments: str) -> str:
        return run([sys.executable, "-c", ASK, *arguments], shown.data, **settings).stdout.strip()

    asked = ask()

    assert until(lambda: ask(asked) not in ("waiting", "running"), "the worker did nothing")
    assert ask(asked) == "clean"


def test_a_web_server_that_dies_is_started_again(own: Serving) -> None:
    (web,) = [pid for pid in own.children("web") if pid in _direct(own)]

    os.kill(web, signal.SIGKILL)

    until(lambda: _direct(own, "web") not in ([], [web]), "it was not started again")
    until(own.answers, "it does not answer again")
    assert "El proceso «web» terminó de improviso; se inicia de nuevo." in own.said
    assert own.process.poll() is None


def _direct(running: Serving, name: str = "") -> list[int]:
    """Of a child and the processes that it made itself, only the child: it leads its session."""
    return [pid for pid in running.children(name) if os.getsid(pid) == pid]


def test_ctrl_c_ends_everything_and_frees_folder_and_port(own: Serving) -> None:
    under = descendants(own.process.pid)

    status = own.end(signal.SIGINT)

    assert status == 0
    assert own.said.endswith("Minga terminó.\n")
    assert "Traceback" not in own.said
    until(lambda: not any(map(is_alive, under)), "somebody stayed")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", own.port))
    assert len(under) >= 3
    assert _is_free(own.data)


def _is_free(data: Path) -> bool:
    program = "import fcntl, sys; fcntl.flock(open(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    return run([sys.executable, "-c", program, str(data / "serve.lock")], data).returncode == 0


def test_when_it_is_killed_its_children_do_not_stay(own: Serving) -> None:
    under = descendants(own.process.pid)

    own.end(signal.SIGKILL)

    until(lambda: not any(map(is_alive, under)), "somebody stayed")
    assert _is_free(own.data)


def test_a_child_that_does_not_end_when_it_is_asked_to_is_forced(tmp_path: Path) -> None:
    """Deaf to TERM, as in a long call of a library; its parent is gone."""
    program = (
        "import os, signal, threading, time\n"
        "from minga.cli import child\n"
        "child.GRACE = 0.2\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pipe, other = os.pipe()\n"
        "threading.Thread(target=child._watch, args=(pipe,), daemon=True).start()\n"
        "os.close(other)\n"
        "time.sleep(60)\n"
    )

    assert run([sys.executable, "-c", program], tmp_path).returncode == -signal.SIGKILL


def test_a_busy_port_is_refused_with_another_one_to_try(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = minga(tmp_path / "empty", "serve", "--port", str(port))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"El puerto {port} está ocupado por otro programa. Pruebe: minga serve --port 8001\n"
    )


def test_an_empty_installation_says_how_to_see_the_demonstration(tmp_path: Path) -> None:
    with serving(tmp_path / "empty", tmp_path / "log") as running:
        assert running.answers()
        said = running.said

    assert "La instalación está vacía. Para ver la demostración: minga demo" in said
    assert "minga-2007" not in said
