"""A search shows what a person may see, and as much of it as fits."""

import pytest

from minga.core.search import find
from minga.core.search.face import Candidate
from minga.core.search.words import terms_of
from minga.strategy.actions import approve_definitions, propose_definitions
from tests.conftest import Cast
from tests.workplan import factories

OTHERS = {"carla": "other", "pia": "stranger"}


def test_it_never_reveals_what_is_of_others(cast: Cast) -> None:
    factories.approved(cast, title="Salvar el pirquén")

    for name, somebody in cast.everybody().items():
        found = find.search(somebody.access, "pirquén")
        assert bool(found) == (name not in OTHERS), name


def test_the_page_is_full_although_the_best_ones_are_of_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "BATCH", 3)
    factories.approved(cast, ((10,) * 10,), title="Pirquén")
    olga = factories.member(cast.other, factories.Role.UNIT_OFFICER)
    omar = factories.member(cast.other, factories.Role.INSTITUTION_HEAD)
    factories.approved(
        cast,
        ((50, 50),),
        service=cast.other,
        preparer=olga,
        head=omar,
        title="Cuidar el lejano Pirquén de los otros",
    )

    own = find.search(cast.ana.access, "pirquén", 5)
    others = find.search(cast.carla.access, "pirquén", 5)

    assert [len(own), len(others)] == [5, 2]
    assert all("lejano" in result.label for result in others)
    assert not any("lejano" in result.label for result in own)


def test_a_mission_is_found_once_it_rules(cast: Cast) -> None:
    version = propose_definitions(
        cast.serviu,
        mission="Habitar el desierto",
        objectives=[("Agua", "Que alcance para todos")],
        by=cast.ana.access,
    )
    assert find.search(cast.ana.access, "habitar desierto") == []

    approve_definitions(version, by=cast.diana.access)

    assert [r.kind for r in find.search(cast.ana.access, "habitar desierto")] == [
        "Definiciones estratégicas"
    ]
    assert [r.label for r in find.search(cast.bruno.access, "alcance")] == ["1. Agua"]
    assert find.search(cast.carla.access, "habitar desierto") == []


def test_places_are_found_as_they_are_called_today(cast: Cast) -> None:
    found = find.search(cast.pia.access, "pozo almonte")

    assert [(r.kind, r.label) for r in found] == [("Territorio", "Pozo Almonte")]
    assert find.search(cast.pia.access, found[0].note.rpartition(" ")[2])[0].label == "Pozo Almonte"


def test_the_pages_of_the_menu_are_found_too(cast: Cast) -> None:
    found = find.search(cast.ana.access, "indicador")

    assert ("Página", "Indicadores") in [(r.kind, r.label) for r in found]


def test_a_title_with_the_code_comes_before_one_with_the_other_words() -> None:
    def of(title: str) -> Candidate:
        return Candidate("tests.thing", 1, title, "", "/")

    terms = terms_of("2.1 mesas")
    found = [of("Mesas de barrio"), of("Nada"), of("2.1 Mesas"), of("2.1 Otra cosa")]

    assert [c.title for c in sorted(found, key=lambda c: find._order(c, terms))] == [
        "2.1 Mesas",
        "2.1 Otra cosa",
        "Mesas de barrio",
        "Nada",
    ]


def test_an_exact_code_comes_first(cast: Cast) -> None:
    factories.approved(cast, ((50,), (50,)))

    assert find.search(cast.ana.access, "2.1")[0].label == "2.1 Actualizar los planes"
