"""A neighbourhood drawn by hand: what can be typed, where it may lie, what follows what."""

import json
from datetime import date
from typing import Any

import pytest
import shapely
from django.http import HttpResponse
from django.urls import reverse
from lxml import html

from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.territory.boundaries.drawing import (
    DrawnMeanwhile,
    Elsewhere,
    NameTaken,
    NotAPolygon,
    SameShape,
    draw_neighbourhood,
    may_draw,
    outline_of,
    read_shape,
    redraw,
    written,
)
from minga.territory.models import Kind, Outline, Territory
from minga.territory.shapes import shapes_on
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.territory.shapes import SINCE, THREE, box, draw

SQUARE = box(-70.15, -20.30, -70.14, -20.29)
LINES = "-70,15; -20,30\n-70,14; -20,30\n-70,14; -20,29\n-70,15; -20,29"
LATER = date(2007, 6, 1)


@pytest.fixture
def iquique(cast: Cast) -> Territory:
    draw(THREE, by=SCRIBE, on=SINCE)
    return Territory.objects.get(key="iquique")


@pytest.fixture
def morro(cast: Cast, iquique: Territory) -> Territory:
    return draw_neighbourhood(iquique, name="El Morro", shape=SQUARE, by=cast.ana.access, on=SINCE)


# -- What is typed. --


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        LINES + "\n-70,15; -20,30",
        LINES.replace(",", "."),
        "-70.15, -20.30\n-70.14, -20.30\n\n-70.14, -20.29\n-70.15, -20.29\n",
        "-70.15,-20.30\n-70.14,-20.30\n-70.14,-20.29\n-70.15,-20.29",
        "-70.15 -20.30\n-70.14 -20.30\n-70.14 -20.29\n-70.15 -20.29",
        "\n".join(LINES.split("\n")[::-1]),
        shapely.to_geojson(SQUARE),
        f'{{"type": "Feature", "properties": {{}}, "geometry": {shapely.to_geojson(SQUARE)}}}',
    ],
)
def test_a_polygon_in_any_of_its_ways(text: str) -> None:
    assert read_shape(text).equals(SQUARE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-70,15; -20,30\nhola", "Línea 2: «hola» no es un vértice"),
        ("-70,15; -20,30\n-70,14; -20,30", "al menos tres vértices"),
        ("-20,30; -70,15\n-20,30; -70,14\n-20,29; -70,14", "la latitud donde va la longitud"),
        ("70,15; 20,30\n70,14; 20,30\n70,14; 20,29", "signo menos"),
        ("-70,15; -20,30\n-70,14; -20,29\n-70,14; -20,30\n-70,15; -20,29", "se cruza a sí mismo"),
        ("-70,15; -20,30\n-70,14; -20,30\n-70,13; -20,30", "no encierra"),
        ('{"type": "Polygon"', "cortado o mal escrito"),
        ('{"type": "Point", "coordinates": [-70.1, -20.3]}', "un polígono y solo uno"),
        ('{"type": "Polygon", "coordinates": [["a"]]}', "un polígono y solo uno"),
        ('{"a": 1}', "cortado o mal escrito"),
    ],
)
def test_what_is_no_polygon_is_told(text: str, says: str) -> None:
    with pytest.raises(NotAPolygon, match=says):
        read_shape(text)


def test_what_holds_can_be_typed_again() -> None:
    ring = box(-70.145, -20.297, -70.142, -20.294)
    for shape in (SQUARE, SQUARE.difference(ring)):
        assert read_shape(written(shape)).equals(shape)


# -- Keeping it. --


def test_a_neighbourhood_is_drawn_with_its_record(cast: Cast, iquique: Territory) -> None:
    place = draw_neighbourhood(iquique, name="El Morro", shape=SQUARE, by=cast.ana.access, on=LATER)

    assert [pk for pk, _ in shapes_on(LATER, Kind.NEIGHBOURHOOD)] == [place.pk]
    assert shapes_on(date(2007, 5, 31), Kind.NEIGHBOURHOOD) == []
    assert place.versions.get().parent == iquique
    assert Event.objects.latest("sequence").data["name"] == "El Morro"


def test_another_outline_holds_from_its_day(cast: Cast, morro: Territory) -> None:
    wider = box(-70.16, -20.30, -70.14, -20.29)

    redraw(morro, shape=wider, by=cast.ana.access, on=LATER)

    assert [s.bounds[0] for _, s in shapes_on(date(2007, 5, 31), morro.kind)] == [-70.15]
    assert [s.bounds[0] for _, s in shapes_on(LATER, morro.kind)] == [-70.16]


def test_each_refusal_leaves_nothing(cast: Cast, iquique: Territory, morro: Territory) -> None:
    by = cast.ana.access
    abroad, at_sea = box(-70.08, -20.30, -70.07, -20.29), box(-70.5, -20.3, -70.4, -20.2)

    with nothing_recorded():
        with pytest.raises(NameTaken):
            draw_neighbourhood(iquique, name="el morro", shape=SQUARE, by=by, on=LATER)
        with pytest.raises(Elsewhere, match="está en Alto Hospicio, no en Iquique"):
            draw_neighbourhood(iquique, name="Otro", shape=abroad, by=by, on=LATER)
        with pytest.raises(Elsewhere, match="el mar o fuera"):
            redraw(morro, shape=at_sea, by=by, on=LATER)
        with pytest.raises(SameShape):
            redraw(morro, shape=shapely.reverse(SQUARE), by=by, on=LATER)
        with pytest.raises(DrawnMeanwhile):
            redraw(morro, shape=SQUARE.buffer(0.001), seen="otro", by=by, on=LATER)
        with pytest.raises(Elsewhere, match="no existía el 31-12-2006"):
            redraw(morro, shape=SQUARE, by=by, on=date(2006, 12, 31))
        for who in (cast.diana, cast.gaby, cast.pia):
            with pytest.raises(NotAllowed):
                redraw(morro, shape=SQUARE, by=who.access, on=LATER)


def test_nobody_draws_outside_of_the_place_that_her_institution_answers_for(cast: Cast) -> None:
    """Carla's service answers for Arica; Bruno's unit, for what its institution does."""
    iquique, arica = (Territory.objects.get(key=key) for key in ("iquique", "arica"))

    with nothing_recorded(), pytest.raises(NotAllowed, match="no es de la región"):
        draw_neighbourhood(iquique, name="Uno", shape=SQUARE, by=cast.carla.access, on=LATER)

    assert may_draw(arica, by=cast.carla.access, on=TODAY)
    assert not may_draw(arica, by=cast.ana.access, on=TODAY)
    # In June of 2007 Arica was of the region that Ana's service answers for.
    assert may_draw(arica, by=cast.ana.access, on=LATER)
    assert may_draw(iquique, by=cast.bruno.access, on=LATER)
    assert not may_draw(iquique, by=cast.diana.access, on=LATER)


def test_a_schematic_does_not_decide_where_it_lies(cast: Cast) -> None:
    draw(THREE, schematic=True, by=SCRIBE, on=SINCE)
    commune = Territory.objects.get(key="iquique")

    draw_neighbourhood(
        commune,
        name="Otro",
        shape=box(-70.08, -20.30, -70.07, -20.29),
        by=cast.ana.access,
        on=LATER,
    )

    assert Outline.objects.filter(source_kind="boundary").count() == 1


# -- The page. --


def page(place: Territory) -> str:
    return reverse("territory:draw", args=[place.public_id])


def typed(**more: Any) -> dict[str, Any]:
    return {"name": "El Boro", "on": TODAY.isoformat(), "shape": LINES} | more


def text_of(answer: HttpResponse) -> str:
    return " ".join(html.document_fromstring(answer.content).text_content().split())


def test_it_is_drawn_on_a_plain_form(cast: Cast, iquique: Territory) -> None:
    answer = cast.ana.client().post(page(iquique), typed())

    place = Territory.objects.get(kind=Kind.NEIGHBOURHOOD)
    assert answer.headers["Location"] == page(place)
    shown = cast.ana.client().get(page(place))
    assert "-70,150000; -20,300000" in shown.content.decode()
    assert "Contorno de El Boro" in text_of(shown)
    assert "El Boro" in text_of(cast.ana.client().get(page(iquique)))


def test_the_map_opens_where_the_neighbourhoods_are(cast: Cast, morro: Territory) -> None:
    for place in (Territory.objects.get(key="iquique"), morro):
        shown = html.document_fromstring(cast.ana.client().get(page(place)).content)
        (south, west), (north, east) = json.loads(shown.xpath("//textarea/@data-frame")[0])
        assert [west, south, east, north] == [round(edge, 4) for edge in SQUARE.bounds]


def test_what_was_typed_is_never_lost(cast: Cast, iquique: Territory) -> None:
    answer = cast.ana.client().post(page(iquique), typed(shape="-70,15; -20,3\nhola"))

    assert answer.status_code == 422
    assert "Línea 2: «hola» no es un vértice" in text_of(answer)
    assert "El Boro" in answer.content.decode()
    assert "hola" in html.document_fromstring(answer.content).xpath("//textarea/text()")[0]


def test_somebody_who_was_first_is_told(cast: Cast, morro: Territory) -> None:
    seen = outline_of(morro, TODAY)
    assert seen is not None
    redraw(morro, shape=SQUARE.buffer(0.001), by=cast.bruno.access, on=LATER)

    answer = cast.ana.client().post(page(morro), typed(seen=seen.digest))
    again = html.document_fromstring(answer.content).xpath("//input[@name='seen']/@value")[0]

    assert answer.status_code == 409
    assert "Otra persona cambió este contorno" in text_of(answer)
    assert cast.ana.client().post(page(morro), typed(seen=again)).status_code == 302


def test_only_communes_and_neighbourhoods_are_drawn_on(cast: Cast, iquique: Territory) -> None:
    assert cast.ana.client().get(page(cast.region)).status_code == 404
    assert cast.gaby.client().get(page(iquique)).status_code == 403
    assert cast.gaby.client().post(page(iquique), typed()).status_code == 403
