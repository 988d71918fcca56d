"""What full text finds; the same tests on both databases, which must find the same."""

import pytest
from django.db import connection

from minga.core.search import engine as engines
from minga.core.search.engine import engine, install
from minga.core.search.face import TABLE
from minga.core.search.models import IndexEntry
from minga.core.search.words import Text, terms_of
from tests.core.search.lines import titles, written

pytestmark = pytest.mark.django_db

PAVING = "Pavimentación avenida Las Camanchacas"


@pytest.fixture(autouse=True)
def some_lines() -> None:
    written(
        (PAVING, "Obra de arrastre, resolución 123/2007, contratista 12.345.678-5"),
        ("2.1 Actualizar los planes", "plan de la región"),
        ("2.10 Mesas técnicas de barrio", "actas de la mesa"),
        ("Plaza El Tamarugo", "pavimentaciones y luminarias; ver 2.1"),
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("pavimentacion", [PAVING, "Plaza El Tamarugo"]),
        ("PAVIMENTACIÓN camanchacas", [PAVING]),
        ("pavim", [PAVING, "Plaza El Tamarugo"]),
        ("obras arrastres", [PAVING]),
        ("técnica", ["2.10 Mesas técnicas de barrio"]),
        ("camanchacas tamarugo", []),
        ('"avenida las camanchacas"', [PAVING]),
        ('"camanchacas avenida"', []),
        ('"tamarugo pavimentaciones"', []),
        ("2.1", ["2.1 Actualizar los planes", "Plaza El Tamarugo"]),
        ("2.10", ["2.10 Mesas técnicas de barrio"]),
        ("123/2007", [PAVING]),
        ("12345678-5", [PAVING]),
        ("12.345.678-5", [PAVING]),
        ("200", []),
        ("nada", []),
    ],
)
def test_it_finds(asked: str, found: list[str]) -> None:
    assert titles(asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        '"', '""', "' OR 1=1 --", "a* AND (b OR", "NEAR(x y)", "title:plan", "^plan", "{a b}:c",
        "plan & !", "plan <-> x", "\\", "%_%", "…—«»", "\x00plan", "plan\ud7ff", "-", "a-b-", "ﷺ",
        "١٢٣",
        "x" * 5000, '"' * 300, "a b " * 800, "🏠 plan",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_can_fail(asked: str) -> None:
    if terms_of(asked):
        assert isinstance(titles(asked), list)


def test_a_line_written_again_is_found_by_its_new_words_only() -> None:
    entry = IndexEntry.objects.get(title=PAVING)
    engine().write([(entry.pk, Text.of("Otra cosa", ""))])

    assert titles("camanchacas") == []
    assert titles("otra") == [PAVING]
    assert engine().count() == 4


def test_a_line_erased_is_found_no_more() -> None:
    engine().erase(list(IndexEntry.objects.values_list("pk", flat=True)))

    assert titles("pavimentacion") == []
    assert engine().count() == 0


def test_they_come_in_pages() -> None:
    found = [engine().find(terms_of("2.1"), start=start, size=1) for start in (0, 1, 2)]

    assert [len(page) for page in found] == [1, 1, 0]


def test_the_table_stands_as_it_is_defined_and_is_made_when_it_does_not() -> None:
    assert engine().stands()
    assert install() is False
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")

    assert not engine().stands()
    assert engines.install() is True
    assert engine().stands()
