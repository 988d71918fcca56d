"""Loading a file on the page: reviewed, applied; refused with everything that is wrong."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from lxml import html

from minga.core.jobs.models import Job
from minga.core.jobs.worker import run_by_hand
from minga.core.models import Event
from minga.territory.boundaries import jobs
from minga.territory.models import GeometryLoad, Outline, Territory
from tests.conftest import SCRIBE, TODAY, Cast
from tests.territory.boundaries.making import Row, geojson, three
from tests.territory.boundaries.test_facilities import school
from tests.territory.shapes import IQUIQUE, SINCE, THREE, box, draw

URL = "/territorio/limites/"
APPLY = "/territorio/limites/aplicar/"


def send(who: Any, data: bytes, **more: Any) -> HttpResponse:
    said = {"kind": "commune", "on": TODAY.isoformat(), "source": "Subdere"} | more
    file = SimpleUploadedFile("limites.geojson", data)
    answer: HttpResponse = who.client().post(URL, said | {"file": file})
    return answer


def text_of(answer: HttpResponse) -> str:
    return " ".join(html.document_fromstring(answer.content).text_content().split())


def hidden(answer: HttpResponse) -> dict[str, str]:
    tree = html.document_fromstring(answer.content)
    return {name: tree.xpath(f"//input[@name='{name}']/@value")[0] for name in ("content", "seen")}


def test_a_file_is_reviewed_and_then_applied(cast: Cast) -> None:
    seen = send(cast.nora, geojson(three()))

    assert seen.status_code == 200
    for said in ("Cargaría los límites de 3 comunas", "Alto Hospicio", "578,3 km²", "EPSG:4326"):
        assert said in text_of(seen)
    assert len(html.document_fromstring(seen.content).xpath("//svg[@class='map']/path")) == 3
    assert not Outline.objects.exists()

    done = cast.nora.client().post(APPLY, hidden(seen))
    assert done.status_code == 302
    assert Outline.objects.count() == 3
    loaded = GeometryLoad.objects.get()
    assert (loaded.file_name, loaded.source) == ("limites.geojson", "Subdere")
    assert "cargó los límites de 3 comunas" in text_of(cast.nora.client().get(URL))


def test_every_error_is_shown_and_nothing_can_be_applied(cast: Cast) -> None:
    rows: list[Row] = [*three()[:1], ({"cut": "99999"}, IQUIQUE), ({"nombre": "Nada"}, None)]

    seen = send(cast.nora, geojson(rows))

    assert seen.status_code == 422
    for said in ("3 observaciones", "2 · 99999", "3 · Nada", "No trae geometría"):
        assert said in text_of(seen)
    assert not html.document_fromstring(seen.content).xpath("//input[@name='seen']")


def test_what_is_no_file_of_boundaries_stays_on_the_form(cast: Cast) -> None:
    for data, says in ((b"<html>404</html>", "página web"), (b"\n", "está vacío")):
        answer = send(cast.nora, data)
        assert answer.status_code == 422
        assert says in text_of(answer)
    assert "Subdere" in send(cast.nora, b"<html>").content.decode()
    nothing = cast.nora.client().post(URL, {})
    assert nothing.status_code == 422
    assert "Elija el archivo" in text_of(nothing)


def test_a_file_that_is_too_large_is_told(cast: Cast, settings: Any) -> None:
    settings.MAX_FILE_BYTES = 100

    answer = send(cast.nora, geojson(three()))

    assert answer.status_code == 422
    assert "Divídalo por región" in text_of(answer)


def test_what_is_already_so_can_not_be_applied(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)

    answer = send(cast.nora, geojson(three()))

    assert "No hay nada que cargar: 3 elementos ya están" in text_of(answer)
    assert not html.document_fromstring(answer.content).xpath("//input[@name='seen']")


def test_what_changed_meanwhile_is_shown_again(cast: Cast) -> None:
    seen = hidden(send(cast.nora, geojson(three())))
    draw({"iquique": IQUIQUE}, by=SCRIBE, on=TODAY)

    answer = cast.nora.client().post(APPLY, seen)

    assert answer.status_code == 409
    assert "ya no es lo que usted vio" in text_of(answer)
    assert "los límites de 2 comunas" in text_of(answer)
    assert cast.nora.client().post(APPLY, hidden(answer)).status_code == 302


def test_a_review_that_was_touched_is_not_applied(cast: Cast) -> None:
    seen = hidden(send(cast.nora, geojson(three())))

    for broken in ({}, seen | {"content": seen["content"][:-3]}):
        answer = cast.nora.client().post(APPLY, broken)
        assert answer.status_code == 302
    assert not Outline.objects.exists()


def test_a_large_file_is_applied_by_the_worker_and_twice_is_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LARGE", 100)
    seen = hidden(send(cast.nora, geojson(three())))

    answer = cast.nora.client().post(APPLY, seen)
    row = Job.objects.get(kind=jobs.KIND)

    assert answer.headers["Location"] == reverse("jobs:job", args=[row.public_id])
    run_by_hand(row.public_id)
    row.refresh_from_db()
    assert (row.status, Outline.objects.count()) == ("done", 3)
    assert Event.objects.filter(kind="territory.geometry_loaded").get().actor == "N. Castro"


def test_facilities_are_reviewed_with_their_type(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)

    answer = send(cast.nora, geojson([school(), school("11", x=-70.05)]), kind="facility")

    for said in (
        "2 equipamientos",
        "establecimiento educacional",
        "su punto está en Alto Hospicio",
    ):
        assert said in text_of(answer)
    assert len(html.document_fromstring(answer.content).xpath("//svg//circle")) == 2


def test_others_may_not(cast: Cast) -> None:
    for who in (cast.ana, cast.diana, cast.gaby, cast.pia):
        assert who.client().get(URL).status_code == 403
        assert send(who, geojson(three())).status_code == 403


# -- What is inside of a place. --


def test_the_panel_of_a_place_tells_what_is_inside(cast: Cast) -> None:
    draw(THREE, by=SCRIBE, on=SINCE)
    rows: list[Row] = [({"nombre": "El Morro", "cut": "01101"}, box(-70.15, -20.3, -70.14, -20.29))]
    for kind, data in (("neighbourhood", geojson(rows)), ("facility", geojson([school()]))):
        cast.nora.client().post(APPLY, hidden(send(cast.nora, data, kind=kind)))
    urls = {
        key: reverse("territory:inside", args=[Territory.objects.get(key=key).public_id])
        for key in ("region-tarapaca", "iquique", "huara")
    }

    told = {key: text_of(cast.ana.client().get(url)) for key, url in urls.items()}

    assert "El Morro" in told["region-tarapaca"]
    assert "Establecimiento educacional 1" in told["iquique"]
    assert "Dibujar barrio" in told["iquique"]
    assert "Todavía no hay ninguno" in told["huara"]
    assert "Dibujar barrio" not in text_of(cast.gaby.client().get(urls["iquique"]))
    assert "Cargar límites" not in told["iquique"]
