"""What can be set or ordered is in the documents, and what the documents name exists."""

import argparse
import re
from collections.abc import Iterator

from minga.cli.main import parser
from tests.site.templates import ROOT, python

# Read by name from the environment.
READ = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["'](\w+)["']""")
# Between backticks, or a line that begins with the command and its settings.
CODE = r"`([^`\n]+)`|^((?:\w+=\S+ )*(?:\.venv/bin/)?minga .*)$"
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PYTEST_VERSION"}


def documents() -> dict[str, str]:
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}


def settings() -> set[str]:
    read = {name for text in python().values() for name in READ.findall(text)}
    return read - NOT_SETTINGS


def commands() -> set[str]:
    """`serve`, `workplan score` … with their options: `demo --replace`."""
    return set(_walk(parser(), ""))


def _walk(command: argparse.ArgumentParser, path: str) -> Iterator[str]:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield f"{path}{name}"
                yield from _walk(below, f"{path}{name} ")


def test_every_setting_is_in_the_documents():
    text = "\n".join(documents().values())
    assert settings() >= {"MINGA_DATA", "DATABASE_URL", "MINGA_TODAY"}
    assert {name for name in settings() if f"`{name}`" not in text} == set()


def test_every_setting_of_the_documents_exists():
    named = set(re.findall(r"\bMINGA_[A-Z_]+\b", "\n".join(documents().values())))
    assert named - settings() == set()


def test_every_command_is_in_the_documents():
    text = "\n".join(documents().values())
    leaves = {name for name in commands() if not any(o.startswith(f"{name} ") for o in commands())}
    assert leaves >= {"serve", "demo", "audit verify", "workplan score"}
    assert {name for name in leaves if f"minga {name}" not in text} == set()


def test_every_command_of_the_documents_exists():
    """In code: `minga audit verify`; prose about Minga is not read."""
    code = re.findall(CODE, "\n".join(documents().values()), re.MULTILINE)
    said = "\n".join(map("".join, code))
    named = re.findall(r"(?:^|[ /])minga ([a-z][a-z ]*[a-z])", said, re.MULTILINE)
    begins = tuple(f"{name} " for name in commands())
    assert named
    assert [words for words in named if not f"{words} ".startswith(begins)] == []


def test_every_link_of_the_documents_leads_somewhere():
    broken = [
        f"{name}: {target}"
        for name, text in documents().items()
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        if not ((ROOT / name).parent / target).exists()
    ]
    assert broken == []
