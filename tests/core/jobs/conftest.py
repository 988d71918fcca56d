"""Kinds of work that exist only while a test runs, and who asks for them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from minga.core.access import Access, Grant
from minga.core.jobs import registry, reports, schedule
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.permissions import Reach

Declare = Callable[..., str]


def person(number: int, label: str, role: str = "unit_officer") -> Access:
    """Somebody with one function; nobody of the database."""
    grant = Grant(role, role, 1, "SERVIU", Reach.INSTITUTION)
    return Access(number, label, (grant,))


ANA, BRUNO = person(7, "A. Rojas"), person(8, "B. Soto")
NORA = person(9, "N. Castro", "administrator")


@pytest.fixture
def declare() -> Iterator[Declare]:
    """`declare(function)` makes it a kind of work, by the name it answers."""
    kinds: list[str] = []

    def make(function: Any, **options: Any) -> str:
        kind = f"test-{len(kinds)}"
        options.setdefault("label", "Trabajo de prueba")
        registry.job(kind, **options)(function)
        kinds.append(kind)
        return kind

    yield make
    for kind in kinds:
        registry.forget(kind)
        schedule.forget(kind)


@pytest.fixture
def asked(db: None, declare: Declare) -> Callable[..., Job]:
    """A job of Ana's that runs a function."""

    def make(function: Any, params: dict[str, Any] | None = None, **options: Any) -> Job:
        return ask(declare(function, **options), params, by=ANA)

    return make


@pytest.fixture
def report() -> Iterator[Callable[..., str]]:
    """Register a report for one test."""
    keys: list[str] = []

    def make(content: Any, visible: Any = lambda params, access: True, **more: Any) -> str:
        key = f"test-{len(keys)}"
        reports.register_report(key, "Informe de prueba", content, visible, **more)
        keys.append(key)
        return key

    yield make
    for key in keys:
        reports.forget(key)


def again(row: Job) -> Job:
    """As the database has it now."""
    return Job.objects.get(pk=row.pk)
