"""The pages of the UF: a month, the IPC, loading a file, correcting a value."""

from datetime import date
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from minga.core.models import Event
from minga.core.uf.actions import load
from minga.core.uf.models import UFDay
from minga.core.uf.values import uf_on
from tests.conftest import Cast, nothing_recorded
from tests.core.uf.paying import LAST, LAST_VALUE, PUBLISHER, pay, published

FILE = "Día;Valor\n31-12-2007;19.700,00\n01-03-2010;21.000,00\n"
CORRECT = "/uf/corregir/2007-12-31/"


@pytest.fixture
def ana(cast: Cast) -> Client:
    return cast.ana.client()


@pytest.fixture
def nora(cast: Cast) -> Client:
    return cast.nora.client()


def said(response: Any) -> str:
    main = html.document_fromstring(response.content.decode()).xpath("//main")[0]
    return " ".join(main.text_content().split())


def send(client: Client, text: str = FILE, source: str = PUBLISHER) -> Any:
    file = SimpleUploadedFile("uf.csv", text.encode(), "text/csv")
    return client.post("/uf/cargar/", {"file": file, "source": source})


def to_apply(response: Any) -> dict[str, str]:
    """The hidden fields of the preview."""
    (form,) = html.document_fromstring(response.content.decode()).xpath(
        "//form[contains(@action, 'aplicar')]"
    )
    return {field.get("name"): field.get("value") for field in form.xpath(".//input")}


def test_the_page_opens_on_the_day_with_its_month(ana: Client) -> None:
    response = ana.get("/uf/")

    assert response.status_code == 200
    assert "El 30-11-2007 una UF vale $ 19.494,48." in said(response)
    assert "Días de noviembre de 2007" in said(response)
    assert "09-11-2007: $ 19.453,65" in said(response)
    assert "de octubre de 2007: 0,3 %" in said(response)


@pytest.mark.parametrize("day", ["2007-12-31", "31-12-2007", "31 de diciembre de 2007"])
def test_a_day_is_asked_for_in_any_form_with_an_amount(ana: Client, day: str) -> None:
    response = ana.get("/uf/", {"dia": day, "monto": "205"})

    assert "El 31-12-2007 una UF vale $ 19.622,66: UF 205,00 son $ 4.022.645." in said(response)


def test_a_month_is_asked_for_and_leads_to_its_neighbours(ana: Client) -> None:
    response = ana.get("/uf/", {"mes": "2007-12"})

    assert "El 01-12-2007 una UF vale" in said(response)
    assert b'href="?mes=2007-11"' in response.content
    assert b'href="?mes=2008-01"' in response.content


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"dia": "31-02-2007"}, "febrero no tiene día 31"),
        ({"dia": "12-31-2007"}, "pone el mes primero. Escriba «31-12-2007»."),
        ({"dia": "ayer"}, "Se esperaba una fecha dd-mm-aaaa"),
        ({"dia": "31-12-2007", "monto": "1234.5"}, "Escriba «1.234,5» o «12.345»."),
        ({"mes": "2007-13"}, "no es un mes del calendario"),
        ({"mes": "9999-12"}, "fuera de los años en que hay UF"),
        ({"dia": "01-01-1900"}, "fuera de los años en que hay UF"),
    ],
)
def test_a_day_that_is_none_is_said(ana: Client, asked: dict[str, str], says: str) -> None:
    response = ana.get("/uf/", asked)

    assert response.status_code == 422
    assert says in said(response)


def test_a_day_without_uf_says_what_to_load(ana: Client) -> None:
    response = ana.get("/uf/", {"dia": "2010-02-10"})

    assert response.status_code == 200
    assert "No hay UF para el 10-02-2010: falta el IPC de enero de 2010." in said(response)
    assert said(response).count("sin valor") == 19


def test_each_value_says_where_it_comes_from(ana: Client, cast: Cast) -> None:
    load(published((LAST, 19_700_00)), source=PUBLISHER, by=cast.nora.access)
    pay(LAST)
    pay(date(2007, 12, 30))

    text = said(ana.get("/uf/", {"dia": "31-12-2007"}))

    assert "31-12-2007 19.700,00 publicada, ya usada Banco Central de Chile" in text
    assert "30-12-2007 19.617,62 calculada, ya usada" in text


def test_a_published_day_stands_on_who_published_it_and_not_on_the_formula(
    ana: Client, cast: Cast
) -> None:
    load(published((LAST, 19_700_00)), source=PUBLISHER, by=cast.nora.access)

    text = said(ana.get("/uf/", {"dia": "31-12-2007"}))

    assert "Origen publicada Según Banco Central de Chile" in text
    assert "Con el IPC la fórmula da $ 19.622,66" in text
    assert "Parte del" not in text
    assert "Parte del" in said(ana.get("/uf/", {"dia": "30-12-2007"}))


def test_a_corrected_day_stands_on_the_reason(ana: Client, nora: Client) -> None:
    correction = {"value": "19.700,00", "reason": "Error de digitación", "seen": LAST_VALUE}
    assert nora.post(CORRECT, correction).status_code == 302

    text = said(ana.get("/uf/", {"dia": "31-12-2007"}))

    assert "Origen corregida Motivo Error de digitación" in text


def test_the_ipc_of_a_year(ana: Client) -> None:
    response = ana.get("/uf/ipc/", {"anio": "2007"})

    assert "Las doce variaciones acumulan 7,8 %." in said(response)
    assert "noviembre de 2007 0,8 10-12-2007 al 09-01-2008 INE" in said(response)
    assert ana.get("/uf/ipc/").status_code == 200


@pytest.mark.parametrize("year", ["1999", "x", "99999999999999999999"])
def test_a_year_without_ipc_is_not_there(ana: Client, year: str) -> None:
    assert ana.get("/uf/ipc/", {"anio": year}).status_code == (200 if year == "x" else 404)


@pytest.mark.parametrize("address", ["/uf/cargar/", CORRECT])
def test_who_may_not_change_values_is_told_so(ana: Client, address: str) -> None:
    assert ana.get(address).status_code == ana.post(address).status_code == 403
    assert b"/uf/cargar/" not in ana.get("/uf/").content


def test_a_file_is_seen_before_it_is_applied(nora: Client) -> None:
    with nothing_recorded():
        response = send(nora)

    assert response.status_code == 200
    assert "Traería la UF de 2 días; 1 día cambia de valor." in said(response)
    assert "31-12-2007 19.622,66 19.700,00 cambia" in said(response)
    assert "01-03-2010 – 21.000,00 se agrega" in said(response)

    response = nora.post("/uf/cargar/aplicar/", to_apply(response), follow=True)

    assert "Valores cargados de Banco Central de Chile." in response.content.decode()
    assert uf_on(LAST) == 19_700_00
    assert "cargó la UF de 2 días" in said(nora.get("/uf/cargar/"))


def test_the_same_file_again_has_nothing_to_apply(nora: Client) -> None:
    nora.post("/uf/cargar/aplicar/", to_apply(send(nora)))

    response = send(nora)

    assert "No hay nada que cargar: sus valores ya están como en el archivo." in said(response)
    assert b"Aplicar carga" not in response.content


def test_a_file_that_is_wrong_shows_every_line(nora: Client) -> None:
    response = send(nora, "31-02-2026;1\n01-01-2010;20943.5\n")

    assert response.status_code == 422
    assert "El archivo tiene 2 líneas por corregir; no se cargó nada." in said(response)
    assert "febrero no tiene día 31" in said(response)
    assert "«20.943,5» o «209.435»" in said(response)


def test_a_form_without_file_is_said(nora: Client) -> None:
    response = nora.post("/uf/cargar/", {"source": ""})

    assert response.status_code == 422
    assert "Elija el archivo." in said(response)
    assert "Escriba de dónde viene el archivo." in said(response)


def test_used_values_that_would_change_bar_the_file_and_are_shown(nora: Client) -> None:
    pay(LAST)

    response = send(nora)

    assert "Nada se puede cargar" in said(response)
    assert "31-12-2007 19.622,66 19.700,00 Corregir" in said(response)
    assert b"Aplicar carga" not in response.content


def test_what_changed_meanwhile_is_shown_again(nora: Client) -> None:
    seen = to_apply(send(nora))
    pay(LAST)

    with nothing_recorded():
        response = nora.post("/uf/cargar/aplicar/", seen)

    assert response.status_code == 422
    assert "31-12-2007: se usó 19.622,66 y ahora sería 19.700,00" in said(response)


def test_a_preview_that_another_load_passed_by_is_a_conflict(nora: Client, cast: Cast) -> None:
    seen = to_apply(send(nora))
    load(published((LAST, 19_650_00)), source=PUBLISHER, by=cast.nora.access)

    with nothing_recorded():
        response = nora.post("/uf/cargar/aplicar/", seen)

    assert response.status_code == 409
    assert "ya no es lo que usted vio" in said(response)
    assert to_apply(response)["seen"] != seen["seen"]


@pytest.mark.parametrize(
    "content",
    ["", "rubbish", signing.dumps({"uf": {}}, salt="another")],
    ids=["empty", "rubbish", "of another form"],
)
def test_figures_that_we_did_not_sign_are_not_taken(nora: Client, content: str) -> None:
    with nothing_recorded():
        response = nora.post("/uf/cargar/aplicar/", {"content": content, "seen": "x"}, follow=True)

    assert "La revisión no llegó completa." in response.content.decode()
    assert not UFDay.objects.exists()


def test_a_value_is_corrected_with_its_reason(nora: Client) -> None:
    pay(LAST)
    assert "ya se usó" in said(nora.get(CORRECT))

    form = {"value": "19.700,00", "reason": "Rectificación.", "seen": LAST_VALUE}
    response = nora.post(CORRECT, form, follow=True)

    assert "UF del 31-12-2007 corregida." in response.content.decode()
    assert "31-12-2007 19.700,00 corregida, ya usada Rectificación." in said(response)
    assert Event.objects.latest("sequence").reason == "Rectificación."


@pytest.mark.parametrize(
    ("form", "code", "says"),
    [
        ({}, 422, "Escriba el valor de la UF."),
        ({"value": "19700.5", "reason": "x", "seen": LAST_VALUE}, 422, "«19.700,5»"),
        ({"value": "0", "reason": "x", "seen": LAST_VALUE}, 422, "mayor que cero"),
        ({"value": "19.622,66", "reason": "x", "seen": LAST_VALUE}, 422, "ya vale 19.622,66"),
        ({"value": "19.700,0", "reason": "x", "seen": 1}, 409, "ahora vale 19.622,66"),
    ],
)
def test_a_correction_refused_keeps_what_was_typed(
    nora: Client, form: dict[str, Any], code: int, says: str
) -> None:
    with nothing_recorded():
        response = nora.post(CORRECT, form)

    assert response.status_code == code
    assert says in said(response)
    assert form.get("value", "") in response.content.decode()


def test_after_a_conflict_saving_again_is_a_decision(nora: Client) -> None:
    response = nora.post(CORRECT, {"value": "19.700,0", "reason": "Sí.", "seen": 1})
    (seen,) = html.document_fromstring(response.content.decode()).xpath("//input[@name='seen']")

    nora.post(CORRECT, {"value": "19.700,0", "reason": "Sí.", "seen": seen.get("value")})

    assert uf_on(LAST) == 19_700_00


@pytest.mark.parametrize("day", ["2030-01-01", "2007-02-31", "ayer", "0001-01-01", "9999-12-31"])
def test_there_is_nothing_to_correct_on_a_day_without_uf(nora: Client, day: str) -> None:
    assert nora.get(f"/uf/corregir/{day}/").status_code == 404
