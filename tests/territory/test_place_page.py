"""A place: what it is in the frame, what it was before, what it is made of."""

from minga.territory.models import Territory
from minga.territory.schematic import ALL, locator
from tests.conftest import Cast
from tests.territory.test_look import choose


def page_of(client: object, key: str) -> str:
    public_id = Territory.objects.get(key=key).public_id
    answer = client.get(f"/territorio/{public_id}/")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_area_opens_the_place_that_one_looks_at(cast: Cast) -> None:
    client = cast.ana.client()

    answer = client.get("/territorio/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/territorio/{cast.region.public_id}/"


def test_a_commune_tells_both_its_codes(cast: Cast) -> None:
    page = page_of(cast.ana.client(), "pozo-almonte")

    assert "Comuna con el código <b>01401</b>" in page
    assert "01106" in page
    assert "Ley 20.175 (D.O. 11-04-2007)" in page


def test_a_region_lists_its_communes_with_their_provinces(cast: Cast) -> None:
    page = page_of(cast.ana.client(), "region-tarapaca")

    assert "<b>7 comunas</b>" in page
    assert "Tamarugal" in page
    assert "Putre" not in page


def test_in_the_frame_of_before_the_region_has_its_eleven_communes(cast: Cast) -> None:
    client = cast.ana.client()
    choose(client, place="region-tarapaca", frame="2007-10-07")

    page = page_of(client, "region-tarapaca")

    assert "<b>11 comunas</b>" in page
    assert "Putre" in page


def test_a_region_that_did_not_exist_in_the_frame_says_so(cast: Cast) -> None:
    client = cast.ana.client()
    choose(client, place="region-tarapaca", frame="2007-10-07")

    page = page_of(client, "region-arica-y-parinacota")

    assert "No existía en la división vigente al" in page


def test_a_place_that_nobody_knows_is_not_here(cast: Cast) -> None:
    assert cast.ana.client().get("/territorio/bcdfghjkmnpq/").status_code == 404


def test_places_are_public_to_who_signs_in_even_without_functions(cast: Cast) -> None:
    assert "Pica" in page_of(cast.pia.client(), "pica")


def test_places_are_found_by_name_and_by_the_code_of_the_day(cast: Cast) -> None:
    client = cast.pia.client()

    def found(words: str) -> list[str]:
        return [result.label for result in client.get("/buscar/", {"q": words}).context["results"]]

    assert found("pozo") == ["Pozo Almonte"]
    assert found("01401") == ["Pozo Almonte"]
    assert found("01106") == []


def test_every_commune_of_the_table_is_drawn(cast: Cast) -> None:
    communes = Territory.objects.filter(kind="commune").values_list("key", flat=True)

    assert set(communes) == set(ALL)


def test_the_place_is_marked_in_its_region_and_a_whole_region_marks_nothing() -> None:
    one = locator(["pica", "iquique", "atlantis"], {"pica"})
    whole = locator(["pica", "iquique"], {"pica", "iquique"})

    assert [(shape["key"], shape["current"]) for shape in one["shapes"]] == [
        ("pica", True),
        ("iquique", False),
    ]
    assert not any(shape["current"] for shape in whole["shapes"])
    assert locator([], set())["shapes"] == []
