"""The address of the land under a map: GeoJSON of the division of a day, kept by the browser."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from minga.territory.models import Territory
from tests.conftest import SCRIBE, Cast
from tests.territory.shapes import THREE, box, draw

DAY = date(2007, 11, 30)


def ask(client: Client, key: str = "region-tarapaca", query: str = "", **headers: str) -> Any:
    public_id = Territory.objects.get(key=key).public_id
    return client.get(f"/territorio/{public_id}/contornos.geojson{query}", headers=headers)


def names(answer: Any) -> list[str]:
    return [feature["properties"]["name"] for feature in answer.json()["features"]]


def test_it_gives_the_communes_of_the_division_of_the_day(cast: Cast) -> None:
    client = cast.pia.client()

    before, after = ask(client, query="?al=2007-10-07"), ask(client, query="?al=2007-10-08")

    assert (len(names(before)), len(names(after))) == (11, 7)
    assert before["Content-Type"] == "application/geo+json"


def test_of_a_commune_it_gives_those_of_its_region_or_itself_alone(cast: Cast) -> None:
    client = cast.ana.client()

    assert len(names(ask(client, "pica"))) == 7
    assert names(ask(client, "pica", "?cerca=1")) == ["Pica"]


def test_coordinates_have_five_decimals_and_no_more(cast: Cast) -> None:
    draw({"iquique": box(-70.123456789, -20.5, -70.1, -20.000000123)}, by=SCRIBE, on=DAY)

    text = ask(cast.ana.client(), "iquique", "?cerca=1").content.decode()

    assert "-70.12346" in text
    assert max(len(tail) for tail in re.findall(r"-?\d+\.(\d+)", text)) <= 5


def test_the_browser_asks_again_and_is_told_that_nothing_changed(cast: Cast) -> None:
    client = cast.ana.client()
    mark = ask(client)["ETag"]

    again = ask(client, **{"If-None-Match": mark})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == mark
    assert "private" in again["Cache-Control"]


def test_a_new_boundary_gives_another_mark(cast: Cast) -> None:
    client = cast.ana.client()
    mark = ask(client)["ETag"]

    draw(THREE, by=SCRIBE, on=DAY)

    assert ask(client, **{"If-None-Match": mark}).status_code == 200
    assert ask(client)["ETag"] != mark


@pytest.mark.parametrize("query", ["?al=ayer", "?al=", "?al=2007-13-40"])
def test_a_day_that_is_none_is_the_day_of_the_page(cast: Cast, query: str) -> None:
    assert len(names(ask(cast.ana.client(), query=query))) == 7
