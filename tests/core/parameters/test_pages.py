"""What a person reads and types to correct a parameter."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from minga.core.approvals.rounds import open_of, seen_of
from minga.core.parameters import actions
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.words import slug_of
from tests.conftest import Cast, Somebody
from tests.core.parameters.making import approved, bands, proposed, returned, said, shape

SLUG = slug_of(shape())


def at(name: str, *args: object) -> str:
    return reverse(f"parameters:{name}", args=args)


def text(who: Somebody, url: str) -> str:
    answer = who.client().get(url)
    assert answer.status_code == 200
    main = html.document_fromstring(answer.content.decode()).xpath("//main")[0]
    return " ".join(main.text_content().split())


def sent(cast: Cast, **more: str) -> dict[str, str]:
    told = {
        "since": "2007-06-01", "bands-0-from": "90", "bands-0-part": "100", "bands-1-from": "80",
        "bands-1-part": "40", "bands-2-from": "", "bands-2-part": "", "source": "Ley 19.553",
        "reason": "Así dice.", "seen": actions.mark(shape(), cast.serviu.pk),
    }  # fmt: skip
    return told | more


def post(cast: Cast, **more: str) -> Any:
    return cast.nora.client().post(at("propose", SLUG), sent(cast, **more))


def test_from_the_page_it_is_proposed_and_approved_by_another(cast: Cast) -> None:
    assert "6 de 6 parámetros sin verificar" in text(cast.nora, at("parameters"))
    answer = post(cast, verified="on", read_in="Diario Oficial")
    row = ParameterCorrection.objects.get()
    assert (answer.status_code, row.status, row.verified) == (302, "sent", True)
    assert row.values == bands((90, 100), (80, 40))
    assert "1 corrección pendiente" in text(cast.nora, at("parameters"))
    page = text(cast.diana, at("correction", row.public_id))
    assert "desde 80" not in page
    assert "80 puntos" in page
    assert "sin verificar" in page  # what ruled until then

    submission = open_of(row)
    assert submission is not None
    address = reverse("approvals:pass", args=[submission.public_id])
    own = cast.nora.client().post(address, {"seen": seen_of(row)})
    assert own.status_code == 403
    assert cast.diana.client().post(address, {"seen": seen_of(row)}).status_code == 302

    told = text(cast.ana, at("parameter", SLUG))
    assert "rige hoy" in told
    assert "rigió antes" in told
    assert "La aprobó D. Pérez" in told
    assert "corregido en su servicio" in text(cast.ana, at("parameters"))
    assert "corregido también en" in text(cast.carla, at("parameters"))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"bands-0-part": "2,5"}, "tiene decimales"),
        ({"bands-0-from": "-1"}, "Escriba 0 o más."),
        ({"bands-0-from": "101"}, "Escriba 100 o menos."),
        ({"bands-1-from": "95"}, "va de mayor a menor"),
        ({"bands-1-from": ""}, "Complete «Desde»"),
        ({"bands-0-from": "noventa"}, "Se esperaba un número entero"),
        (
            dict.fromkeys(("bands-0-from", "bands-0-part", "bands-1-from", "bands-1-part"), ""),
            "Escriba al menos una fila.",
        ),
        ({"since": "2003-12-31"}, "La norma rige desde el 01-01-2004"),
        ({"since": "31-02-2007"}, "Escriba la fecha como dd-mm-aaaa"),
        ({"since": ""}, "Escriba desde qué día rige."),
        ({"source": " "}, "Escriba la norma o el acto"),
        ({"reason": ""}, "Escriba el motivo"),
        ({"verified": "on"}, "Escriba dónde leyó"),
        ({"read_in": "Diario Oficial"}, "marque que lo comparó"),
    ],
)
def test_what_is_typed_badly_is_told_and_stays(cast: Cast, more: dict[str, str], says: str) -> None:
    answer = post(cast, **more)

    assert answer.status_code == 422
    assert says in html.document_fromstring(answer.content.decode()).text_content()
    assert "Así dice." in answer.content.decode() or "reason" in more
    assert not ParameterCorrection.objects.exists()


def test_who_comes_second_sees_both_texts(cast: Cast) -> None:
    typed = sent(cast)
    proposed(cast, said((97, 90)))

    answer = cast.emilio.client().post(at("propose", SLUG), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Usted escribió" in page
    assert "97" in page
    again = html.document_fromstring(page).xpath("//input[@name='seen']/@value")[0]
    assert (
        cast.emilio.client().post(at("propose", SLUG), typed | {"seen": again}).status_code == 302
    )


def test_the_same_day_twice_is_told_beside_the_date(cast: Cast) -> None:
    row = approved(cast, said(since=date(2007, 6, 1)))
    answer = post(cast, **{"bands-0-from": "95"})
    assert answer.status_code == 422
    assert "ya rige una corrección de N. Castro" in answer.content.decode()

    address = at("replace", row.public_id)
    assert cast.nora.client().post(address, sent(cast, **{"bands-0-from": "95"})).status_code == 302
    assert "Hay una propuesta para reemplazarla" in text(cast.nora, at("correction", row.public_id))


def test_what_came_back_is_written_again_or_left(cast: Cast) -> None:
    row = returned(cast, proposed(cast))
    page = text(cast.nora, at("correction", row.public_id))
    assert "Falta el artículo." in page
    assert "Escribir de nuevo" in page
    address = at("discard", row.public_id)
    assert cast.nora.client().post(address, {"reason": ""}).status_code == 422
    assert cast.nora.client().post(address, {"reason": "No va."}).status_code == 302
    assert cast.nora.client().get(at("rewrite", row.public_id)).status_code == 302


def test_the_pages_do_not_ask_more_because_there_is_more(cast: Cast) -> None:
    client = cast.nora.client()

    def asked(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    urls = (at("parameters"), at("parameter", SLUG))
    before = [asked(url) for url in urls]
    for month in range(1, 5):
        approved(cast, said((95 - month, 90), since=date(2006, month, 1)))

    assert [asked(url) for url in urls] == before
