"""`minga serve`: web and worker as one process tree, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from minga.core.console import Refused, Subparsers, say

GRACE = 10.0  # seconds that a child has to end by itself
PAUSE = 0.2
# A child that dies sooner than this is not simply started again at once.
SHORT_LIFE = 5.0


def add_to(commands: Subparsers) -> None:
    command = commands.add_parser(
        "serve", help="sirve Minga en este equipo: sitio y trabajos de fondo"
    )
    command.add_argument(
        "--port", type=_port, default=8000, metavar="PUERTO", help="8000 si no se dice"
    )
    command.add_argument(
        "--host", default="127.0.0.1", metavar="DIRECCIÓN", help="127.0.0.1 si no se dice"
    )
    command.add_argument(
        "--workers", type=int, default=2, metavar="N", help="procesos que atienden el sitio"
    )
    command.add_argument(
        "--jobs",
        type=int,
        default=2,
        metavar="N",
        help="trabajos de fondo a la vez; 2 si no se dice",
    )
    command.set_defaults(run=run)


def _port(text: str) -> int:
    if not 0 < (port := int(text)) < 65_536:
        raise argparse.ArgumentTypeError("elija un puerto entre 1 y 65535")
    return port


@dataclass
class Child:
    """One process of the tree and when it began."""

    name: str
    arguments: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    not_before: float = field(default=0.0)

    def start(self, watched: int) -> None:
        # In a session of its own, so that Ctrl-C reaches only the parent; it watches the pipe to
        # see it die.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "minga.cli.child", self.name, str(watched), *self.arguments],
            pass_fds=(watched,),
            start_new_session=True,
        )
        self.started = time.monotonic()

    def has_died(self) -> bool:
        return self.process is None or self.process.poll() is not None


def run(options: argparse.Namespace) -> int:
    from minga.cli import assets, migrate
    from minga.core import lock

    if lock.take() is None:
        raise Refused(
            "Minga ya está en marcha sobre esta carpeta de datos. Use esa, o nombre otra con "
            "MINGA_DATA."
        )
    if not _is_free(options.host, options.port):
        raise Refused(
            f"El puerto {options.port} está ocupado por otro programa. Pruebe: minga serve "
            "--port 8001"
        )
    assets.prepare()
    migrate.prepare()
    children = [
        Child("web", [f"{options.host}:{options.port}", str(options.workers)]),
        *(Child("worker", []) for _ in range(options.jobs)),
    ]
    _greet(options)
    return _keep_alive(children)


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _greet(options: argparse.Namespace) -> None:
    """The address, by name (a second factor refuses a numeric one), and whom one may enter as."""
    from minga.core.clock import day_of
    from minga.core.demonstration import PASSWORD
    from minga.core.models import Chain, User
    from minga.people.models import Membership

    # Listening on every address is the caller's choice; it is shown as this machine's own name.
    everywhere = ("127.0.0.1", "0.0.0.0")  # noqa: S104
    host = "localhost" if options.host in everywhere else options.host
    say(f"\nMinga en http://{host}:{options.port}")
    chain = Chain.objects.get()
    if chain.is_demonstration:
        say(
            f"Demostración de Tarapacá 2007, día {day_of(chain):%d-%m-%Y}. "
            f"Contraseña de todas las cuentas: {PASSWORD}"
        )
        for membership in Membership.objects.on(day_of(chain)).for_accounts():
            say(f"  {membership.person.username:<12} {membership}")
    elif not User.objects.exists():
        say("La instalación está vacía. Para ver la demostración: minga demo")
    say("Ctrl-C para terminar.\n")


def _keep_alive(children: list[Child]) -> int:
    """Start again what dies; end everything on Ctrl-C or TERM."""
    stopping = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, lambda signum, frame: stopping.set())
    watched, alive = os.pipe()
    os.set_inheritable(alive, False)
    for child in children:
        child.start(watched)
    while not stopping.wait(PAUSE):
        for child in children:
            if child.has_died():
                _start_again(child, watched)
    _end(children)
    os.close(alive)
    return 0


def _start_again(child: Child, watched: int) -> None:
    now = time.monotonic()
    if not child.not_before:
        lived = now - child.started
        child.not_before = now if lived > SHORT_LIFE else now + SHORT_LIFE
        say(f"El proceso «{child.name}» terminó de improviso; se inicia de nuevo.")
    if now >= child.not_before:
        child.not_before = 0.0
        child.start(watched)


def _end(children: list[Child]) -> None:
    """Ask first; after the grace, force the whole session of each child."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    say("Minga terminó.")
