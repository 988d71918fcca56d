"""The product as a person starts it: `minga demo` fills a folder, `minga serve` answers from it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

MINGA = Path(sys.executable).with_name("minga")
PATIENCE = 90.0  # seconds to begin to answer, on a machine with other work
GRACE = 20.0


@dataclass(frozen=True)
class Product:
    """A running Minga: its data folder and its address."""

    data: Path
    url: str

    def json(self, *arguments: str) -> Any:
        """What a command answers to another program, over the data of the running product."""
        return json.loads(minga(self.data, *arguments, "--json").stdout)


def minga(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command over a data folder; it must end well."""
    done = subprocess.run(
        [MINGA, *arguments], env=environment(data), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def environment(data: Path) -> dict[str, str]:
    """Of a person without settings of their own: nothing of the tests gets in."""
    ours = ("MINGA_", "PYTEST_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept.pop("DATABASE_URL", None)
    return kept | {"MINGA_DATA": str(data), "PYTHONUNBUFFERED": "1"}


@contextmanager
def serving(data: Path, more: Mapping[str, str] | None = None) -> Iterator[Product]:
    """Serve a folder until the block ends, with `more` settings; it ends as by Ctrl-C, and must end
    well."""
    port = _free_port()
    log = data.parent / f"{data.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [MINGA, "serve", "--port", str(port), "--workers", "1"],
            env=environment(data) | (more or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            product = Product(data, f"http://localhost:{port}")
            _wait_for(product, process, log)
            yield product
        finally:
            status = _end(process)
    assert status == 0, tail(log)


def tail(log: Path) -> str:
    """The end of what it said: a server that fails at every request says a lot."""
    return log.read_text("utf-8")[-3000:]


def copy_of(data: Path, target: Path) -> Path:
    """A folder of its own with the same demonstration."""
    return Path(shutil.copytree(data, target, ignore=shutil.ignore_patterns("serve.lock")))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(product: Product, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, tail(log)
        try:
            with urllib.request.urlopen(f"{product.url}/entrar/", timeout=5):
                return
        except HTTPError:
            raise
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"It does not answer: {tail(log)}")


def _end(process: "subprocess.Popen[bytes]") -> int:
    process.send_signal(signal.SIGINT)
    try:
        return process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
