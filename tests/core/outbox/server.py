"""A mail server of a few lines: it takes what it is told to take, and keeps it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """What arrived, and what it answers to `RCPT` and to the end of the data."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    to_recipient: str = "250 ok"
    to_data: str = "250 ok"
    # Takes the message and hangs up before it says so.
    dies: bool = False


class Handler(socketserver.StreamRequestHandler):
    """One conversation."""

    @property
    def state(self) -> MailServer:
        return self.server.state  # type: ignore[attr-defined]

    def handle(self) -> None:
        self._say("220 pruebas")
        while line := self.rfile.readline().decode().strip():
            self.state.said.append(line)
            if not self._answer(line.partition(" ")[0].upper()):
                return

    def _answer(self, word: str) -> bool:
        if word == "DATA":
            return self._take()
        answers = {"EHLO": "250 pruebas", "RCPT": self.state.to_recipient, "QUIT": "221 fin"}
        self._say(answers.get(word, "250 ok"))
        return word != "QUIT"

    def _take(self) -> bool:
        self._say("354 siga")
        lines = []
        while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
            lines.append(line)
        self.state.taken.append(b"\n".join(lines))
        if not self.state.dies:
            self._say(self.state.to_data)
        return not self.state.dies

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    state = MailServer()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.state = state  # type: ignore[attr-defined]
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        server.shutdown()
        thread.join()
