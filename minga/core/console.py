"""How commands speak: sentences for a person, JSON for a program."""

import argparse
import json
from datetime import date
from typing import Any

from minga.core.errors import DomainError

Subparsers = Any  # argparse keeps the type of its sub-parsers private


class Refused(DomainError):
    """A command cannot go on: its sentence goes to the error output, and the exit status is 1."""


def say(text: str = "") -> None:
    print(text, flush=True)  # noqa: T201


def say_json(value: Any) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def day(text: str) -> date:
    """A date typed as aaaa-mm-dd."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» no es una fecha aaaa-mm-dd") from error


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="responde en JSON, para otro programa")
