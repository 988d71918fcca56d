"""«Mi trabajo»: what awaits a person, from every area, in the order of its days."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core import registries
from minga.core.access import Access
from minga.core.registries import Awaiting
from minga.home.work import Item, gather
from tests.conftest import TODAY, Cast
from tests.workplan import factories


def due(days: int | None, label: str = "Asunto", kind: str = "") -> Awaiting:
    on = None if days is None else TODAY + timedelta(days=days)
    return Awaiting(label, "Nota.", "Pica", "Hacer", "/programas/", on, kind)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[Awaiting]:
    """What one invented area says, and no other."""
    said: list[Awaiting] = []

    def find(access: Access, day: date) -> Iterator[Awaiting]:
        yield from said

    find.__module__ = "minga.workplan.awaiting"
    monkeypatch.setattr(registries, "awaiting", [find])
    return said


def shown(cast: Cast, path: str = "/") -> str:
    return " ".join(cast.ana.client().get(path).content.decode().split())


@pytest.mark.parametrize(
    ("days", "group", "when"),
    [
        (-18, "Atrasados", "hace 18 días"),
        (-1, "Atrasados", "ayer"),
        (0, "Vencen hoy", "hoy"),
        (1, "Próximos 15 días", "mañana"),
        (15, "Próximos 15 días", "en 15 días"),
        (16, "Más adelante", "en 16 días"),
        (None, "Sin plazo", ""),
    ],
)
def test_each_thing_has_its_group(days: int | None, group: str, when: str) -> None:
    item = Item(due(days), "x", TODAY)

    assert (item.group, item.when, item.is_late) == (group, when, group == "Atrasados")


def test_the_first_sentence_counts_them(cast: Cast, only: list[Awaiting]) -> None:
    only += [due(-2), due(0), due(0), due(5)]

    page = shown(cast)

    assert "Le esperan <b>4 asuntos</b>: <b>1</b> está atrasado y <b>2</b> vencen hoy." in page


def test_they_come_late_first_and_without_day_last(cast: Cast, only: list[Awaiting]) -> None:
    only += [due(None, "e"), due(40, "d"), due(3, "c"), due(-9, "a"), due(0, "b")]

    work = gather(cast.ana.access, TODAY)

    assert [label for label, _ in work.groups()] == [
        "Atrasados",
        "Vencen hoy",
        "Próximos 15 días",
        "Más adelante",
        "Sin plazo",
    ]
    assert [item.awaiting.label for item in work.items] == ["a", "b", "c", "d", "e"]


def test_one_kind_is_shown_alone(cast: Cast, only: list[Awaiting]) -> None:
    only += [due(1, "Obra uno", "Obras"), due(2, "Programa uno")]

    page = shown(cast)
    works = shown(cast, "/?tipo=Obras")

    assert "Todos 2" in page
    assert "Programas de trabajo 1" in page
    assert "Obra uno" in works
    assert "Programa uno" not in works
    assert "Le esperan <b>2 asuntos</b>" in works
    assert "Programa uno" in shown(cast, "/?tipo=nada")


def test_of_a_single_kind_there_is_nothing_to_choose(cast: Cast, only: list[Awaiting]) -> None:
    only += [due(1), due(2)]

    assert 'class="chip"' not in shown(cast)


def test_an_area_that_fails_is_said_and_the_others_are_shown(
    cast: Cast, only: list[Awaiting], caplog: pytest.LogCaptureFixture
) -> None:
    only.append(due(1, "Lo demás"))

    def broken(access: Access, day: date) -> list[Awaiting]:
        raise ZeroDivisionError

    broken.__module__ = "minga.strategy.views"
    registries.awaiting.append(broken)

    page = shown(cast)

    assert "No se pudo revisar qué le espera en Definiciones estratégicas." in page
    assert "Lo demás" in page
    assert "could not be read" in caplog.text


def test_nothing_awaits_and_the_page_says_what_would(cast: Cast, only: list[Awaiting]) -> None:
    assert "No le espera nada hoy." in shown(cast)
    assert "Aquí verá lo que espera de usted" in shown(cast)


def test_it_asks_the_database_the_same_times_with_more_to_do(cast: Cast) -> None:
    client = cast.ana.client()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    plan = factories.approved(cast, ((10,) * 10,))
    factories.uploaded(factories.line(plan, 0), cast.sofia)
    few = asked()
    for position in range(1, 9):
        factories.uploaded(factories.line(plan, position), cast.sofia)

    assert asked() == few
