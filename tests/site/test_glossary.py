"""The glossary and the code say the same, in both directions."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from tests.site.templates import ROOT, python
from tests.site.test_models import is_quiet, ours

NAMES_OF_PAGES = {"Mi trabajo"}


@dataclass(frozen=True)
class Line:
    """A row of a table of the glossary."""

    term: str
    identifiers: tuple[str, ...]
    meaning: str
    source: str


def rows() -> list[str]:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    return re.findall(r"^\|(?! Spanish term| ---).*$", text, re.MULTILINE)


def glossary() -> list[Line]:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows()]
    return [Line(term, tuple(re.findall(r"`(.+?)`", ids)), *rest) for term, ids, *rest in cells]


def choices() -> Iterator[tuple[str, str]]:
    """`Role.AUDITOR`, «auditoría»: every choice of every area."""
    for kind in models.TextChoices.__subclasses__():
        if kind.__module__.startswith("minga."):
            yield from ((f"{kind.__qualname__}.{choice.name}", choice.label) for choice in kind)


def defined() -> set[str]:
    """Every name of the code, those of a class also with its class: `Activity.weight`."""
    found: set[str] = set()
    for text in python().values():
        _collect(ast.parse(text), "", found)
    return found


def _collect(node: ast.AST, inside: str, found: set[str]) -> None:
    for child in ast.iter_child_nodes(node):
        name = _name(child)
        if name:
            found |= {name, f"{inside}{name}"}
        within = f"{inside}{name}." if isinstance(child, ast.ClassDef) else inside
        _collect(child, within, found)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return node.name
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    return node.arg if isinstance(node, ast.arg) else ""


def test_every_table_is_in_the_glossary():
    said = {(line.term, name) for line in glossary() for name in line.identifiers}
    tables = {(str(model._meta.verbose_name), model.__name__) for model in ours()}
    assert tables - said == set()


def test_every_choice_is_in_the_glossary():
    said = {(name, line.term) for line in glossary() for name in line.identifiers}
    assert set(choices()) - said == set()


def test_no_line_of_the_glossary_names_what_no_longer_exists():
    paths = [path.removesuffix(".py").split("/") for path in python()]
    # A file is named alone, or with its folder where others have the same name.
    files = {path[-1] for path in paths} | {".".join(path[-2:]) for path in paths}
    known = defined() | files
    named = [name for line in glossary() for name in line.identifiers]
    assert [name for name in named if name not in known] == []


def test_each_identifier_has_one_term():
    named = [name for line in glossary() for name in line.identifiers]
    assert sorted(named) == sorted(set(named))


def test_each_line_is_whole_and_in_lower_case():
    for line in glossary():
        assert all((line.term, line.identifiers, line.meaning, line.source)), line
        assert is_quiet(line.term) or line.term in NAMES_OF_PAGES
