"""The page of a place: one address to share, and what each area tells of it."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.territory import briefs, sections
from minga.territory.briefs import Question, Section, Told, register_brief
from minga.territory.frames import frame_on
from minga.territory.models import Facility, Territory, units
from minga.territory.peopled import Count, count_in, with_sums
from tests.conftest import SCRIBE, Cast, _body
from tests.territory.test_look import choose

DAY = date(2007, 11, 30)


def place(client: Client, key: str, query: str = "") -> str:
    public_id = Territory.objects.get(key=key).public_id
    answer = client.get(f"/territorio/{public_id}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def told(client: Client, key: str, section: str, query: str = "") -> Any:
    public_id = Territory.objects.get(key=key).public_id
    address = f"/territorio/{public_id}/que-pasa/{section}/{query}"
    return client.get(address, HTTP_HX_REQUEST="true")


def panels(page: str) -> list[str]:
    return re.findall(r'hx-get="(/(?:territorio|programas)/[^"]+)"', page)


@action("tests.served", says="instaló equipamiento")
def serve(*names: str, key: str = "pica", by: Access = SCRIBE, on: date | None = None) -> None:
    commune = Territory.objects.get(key=key)
    current_act().about(commune)
    for name in names:
        Facility(
            kind=Facility.Kind.SCHOOL,
            code=name,
            name=name,
            territory=commune,
            longitude=units(-69.33),
            latitude=units(-20.49),
            valid_from=on,
            source="pruebas",
        ).save()


def test_an_address_with_a_day_shows_the_same_to_another(cast: Cast) -> None:
    ana, pia = cast.ana.client(), cast.pia.client()
    choose(pia, place="pica", frame="2007-10-08")

    pages = [place(client, "region-tarapaca", "?al=2007-10-07") for client in (ana, pia)]

    assert all("<b>11 comunas</b>" in page for page in pages)
    assert all("Putre" in page for page in pages)


def test_the_page_gives_the_address_to_share(cast: Cast) -> None:
    page = place(cast.ana.client(), "pica")

    public_id = Territory.objects.get(key="pica").public_id
    assert f'value="http://testserver/territorio/{public_id}/?al=2007-11-30"' in page


def test_the_day_of_an_address_goes_on_to_all_that_it_links_to(cast: Cast) -> None:
    page = place(cast.ana.client(), "region-tarapaca", "?al=2007-10-07")

    asked = panels(page)
    assert len(asked) >= 4
    assert all(address.endswith("?al=2007-10-07") for address in asked)
    assert re.search(r"minuta\.pdf\?al=2007-10-07", page)
    assert not any("?al=" in address for address in panels(place(cast.ana.client(), "pica")))


def test_choosing_on_top_goes_before_the_day_of_an_address(cast: Cast) -> None:
    client, region = cast.ana.client(), cast.region.public_id
    form = {
        "place": region,
        "year": 2007,
        "frame": "",
        "next": f"/territorio/{region}/?al=2007-10-07",
    }

    answer = client.post("/territorio/mirar/", form)

    assert answer["Location"] == f"/territorio/{region}/"


def test_the_state_of_a_past_day_is_told_and_never_that_of_a_day_to_come(cast: Cast) -> None:
    client = cast.ana.client()

    past = told(client, "region-tarapaca", "hechos", "?al=2007-06-01").content.decode()
    future = told(client, "region-tarapaca", "hechos", "?al=2030-01-01").content.decode()

    assert "no se ha registrado nada" in past
    assert "30-11-2007" in future


def test_what_an_area_shows_by_a_panel_of_its_own_is_not_shown_twice(cast: Cast) -> None:
    page = place(cast.ana.client(), "pica")

    titles = re.findall(r"<h3>(.*?)</h3>", page)
    assert len(titles) == len(set(titles))
    assert "Equipamiento" not in titles
    assert "no hay nada" in told(cast.ana.client(), "pica", "programas").content.decode()


def test_a_section_is_a_page_for_who_has_no_script(cast: Cast) -> None:
    page = cast.ana.client().get(f"/territorio/{cast.region.public_id}/que-pasa/hechos/")

    assert "<h1>Últimos hechos: Región de Tarapacá</h1>" in page.content.decode()
    assert "<html" not in told(cast.ana.client(), "pica", "hechos").content.decode()


def test_a_section_that_fails_says_so_in_its_place(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefs, "_registered", [])

    def fail(question: object) -> Told:
        raise RuntimeError("no")

    register_brief(Section("roto", "Roto", 1, fail, "Nada."))

    answer = told(cast.ana.client(), "pica", "roto")

    assert answer.status_code == 200
    assert "no pudo mostrarse" in answer.content.decode().lower()


def test_a_section_for_others_is_not_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "_registered", [])
    register_brief(
        Section("s", "Secreto", 1, lambda _: Told("Sí."), "No.", permission="core.audit")
    )

    assert "Secreto" not in place(cast.ana.client(), "pica")
    assert "Sí." not in told(cast.ana.client(), "pica", "s").content.decode()
    assert "Sí." in told(cast.aldo.client(), "pica", "s").content.decode()


def test_a_commune_shows_what_serves_it_as_points_and_counts_them(cast: Cast) -> None:
    serve("Escuela Uno", "Escuela Dos", by=SCRIBE, on=DAY)
    client = cast.ana.client()

    page = place(client, "pica")
    question = Question(Territory.objects.get(key="pica"), frame_on(DAY), DAY, cast.ana.access)
    section = sections.facilities(question)

    assert page.count('data-point="-69.33000,-20.49000"') == 2
    assert section.sentence == "2 equipamientos en el registro."
    assert section.table is not None
    assert section.table.groups[0].rows == (("Establecimiento educacional", 2),)
    assert "Escuela Uno" not in place(client, "huara")


def test_before_it_was_there_nothing_serves_it(cast: Cast) -> None:
    serve("Escuela Uno", by=SCRIBE, on=DAY)

    assert "data-point" not in place(cast.ana.client(), "pica", "?al=2007-11-29")


def test_a_section_asks_the_database_no_more_with_more_rows(cast: Cast) -> None:
    client = cast.ana.client()

    def asks(section: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            told(client, "region-tarapaca", section)
        return len(queries)

    asks("contactos")  # What a process asks once, whoever comes first.
    before = asks("contactos")
    for number in range(5):
        _body(f"servicio-{number}", f"Servicio {number}", "agency", territory=cast.region)

    assert asks("contactos") == before <= 12
    assert "8 organizaciones" in told(client, "region-tarapaca", "contactos").content.decode()


def count(year: int, value: int = 10, kind: str = "census") -> Count:
    return Count(value, year, kind, "INE", True)


def test_the_count_of_a_year_is_the_last_one_before_it_else_the_first_after_it() -> None:
    counts = [count(2017), count(2002)]

    assert [count_in(counts, year).year for year in (2001, 2002, 2010, 2017, 2020)] == [
        2002,
        2002,
        2002,
        2017,
        2017,
    ]  # type: ignore[union-attr]
    assert count_in([], 2007) is None


def test_a_region_has_the_sum_of_its_communes_only_if_all_were_counted(cast: Cast) -> None:
    frame, region = frame_on(DAY), cast.region.pk
    communes = [version.territory_id for version in frame.communes_in(region)]
    all_of_them = {pk: [count(2002, 10)] for pk in communes}
    one_less = dict(list(all_of_them.items())[:-1])

    assert [c.value for c in with_sums(all_of_them, frame, region)[region]] == [70]
    assert region not in with_sums(one_less, frame, region)
