"""A point that a person typed: its commune, or a sentence."""

from datetime import date

import pytest

from minga.territory.models import Territory
from minga.territory.where import InAnother, InTheSea, NotInChile, place_of, require_in
from tests.conftest import SCRIBE, Cast
from tests.territory.shapes import SINCE, THREE, draw

ON = date(2007, 11, 30)


@pytest.fixture
def ids(cast: Cast) -> dict[str, int]:
    draw(THREE, by=SCRIBE, on=SINCE)
    return dict(Territory.objects.values_list("key", "pk"))


def test_a_point_has_its_commune(ids: dict[str, int]) -> None:
    assert place_of(-70.15, -20.3, ON) == ids["iquique"]
    require_in(ids["iquique"], -70.15, -20.3, ON)


def test_a_point_in_another_commune_than_declared_is_told_with_both(ids: dict[str, int]) -> None:
    with pytest.raises(InAnother) as caught:
        require_in(ids["iquique"], -70.05, -20.3, ON)

    assert str(caught.value) == (
        "Se indicó Iquique y el punto está en Alto Hospicio, a 5,2 km de Iquique. Corrija la "
        "comuna o las coordenadas."
    )


def test_a_point_in_the_sea_is_told_with_the_nearest_commune(ids: dict[str, int]) -> None:
    with pytest.raises(InTheSea, match=r"cae en el mar .* a 31,3 km de Iquique"):
        place_of(-70.5, -20.3, ON)
    with pytest.raises(InTheSea):
        require_in(ids["iquique"], -70.5, -20.3, ON)


def test_the_shore_and_an_edge_are_of_their_commune(ids: dict[str, int]) -> None:
    assert place_of(-70.203, -20.3, ON) == ids["iquique"]
    for key in ("iquique", "alto-hospicio"):
        require_in(ids[key], -70.1, -20.3, ON)


def test_a_point_abroad_or_with_its_axes_changed_is_told(ids: dict[str, int]) -> None:
    for point, says in (
        ((-20.3, -70.15), "la latitud donde va la longitud"),
        ((70.15, 20.3), "signo menos"),
        ((2.35, 48.85), "fuera de Chile"),
    ):
        with pytest.raises(NotInChile, match=says):
            place_of(*point, ON)


def test_a_schematic_refuses_nothing(cast: Cast) -> None:
    draw(THREE, schematic=True, by=SCRIBE, on=SINCE)
    iquique = Territory.objects.get(key="iquique").pk

    assert place_of(-70.5, -20.3, ON) is None
    require_in(iquique, -70.05, -20.3, ON)
    assert place_of(-70.15, -20.3, date(2000, 1, 1)) is None
