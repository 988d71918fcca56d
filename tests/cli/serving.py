"""A running `minga serve`, and the processes under it."""

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from tests.cli.process import MINGA, PATIENCE, environment, until


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> dict[int, str]:
    """Every process under one, by its command line."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    found: dict[int, str] = {}
    layer = {pid}
    while layer := {child for child, parent in parents.items() if parent in layer}:
        found |= {child: command_of(child) for child in layer}
    return found


def command_of(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass
class Serving:
    process: "subprocess.Popen[bytes]"
    data: Path
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/entrar/", timeout=5) as page:
                return bool(page.status == 200)
        except (URLError, OSError):
            return False

    def children(self, name: str = "") -> list[int]:
        """Those that `minga serve` itself started: the web server and the worker."""
        under = descendants(self.process.pid)
        return [pid for pid, line in under.items() if f"minga.cli.child {name}" in line]

    def end(self, signum: int) -> int:
        self.process.send_signal(signum)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(data: Path, log: Path, **more: str) -> Iterator[Serving]:
    """Serve a folder until the block ends; whatever is left of it then is killed."""
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [MINGA, "serve", "--port", str(port), "--workers", "1"],
            env=environment(data, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    running = Serving(process, data, port, log)
    try:
        until(lambda: running.answers() or process.poll() is not None, "nobody answers")
        yield running
    finally:
        left = [process.pid, *descendants(process.pid)]
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                for pid in filter(is_alive, left):
                    os.kill(pid, signal.SIGKILL)
                process.wait()
