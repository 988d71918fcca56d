"""«Mi segundo factor»: from nothing to activated, changing telephones, the demonstration."""

import re

import pyotp
from lxml import html

from minga.core.approvals import factors
from minga.core.approvals.models import SecondFactor
from minga.core.demonstration import open_demonstration
from tests.conftest import SCRIBE, TODAY, _somebody, nothing_recorded
from tests.core.approvals.codes import code_of, enrolled, wrong
from tests.core.approvals.conftest import Office
from tests.core.approvals.test_pages import words

PAGE = "/aprobaciones/segundo-factor/"
QR, BEGIN, CONFIRM = f"{PAGE}qr.svg", f"{PAGE}activar/", f"{PAGE}confirmar/"
CHANGE, DEMONSTRATE = f"{PAGE}cambiar/", f"{PAGE}demostracion/"


def shown_key(answer: object) -> str:
    tree = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    (key,) = tree.xpath('//p[@class="key"]')
    return key.text_content().replace(" ", "").strip()


def test_it_is_activated_with_the_key_shown_and_gives_recovery_codes_once(office: Office) -> None:
    client = office.emilio.client()
    assert "Su cuenta aún no lo tiene." in words(client.get(PAGE))
    client.post(BEGIN)

    key = shown_key(client.get(PAGE))
    answer = client.post(CONFIRM, {"code": pyotp.TOTP(key).now()})

    codes = html.fromstring(answer.content.decode()).xpath('//ul[@class="codes"]/li/text()')
    assert len(set(codes)) == 10
    assert "no se muestran otra vez" in words(answer)
    after = client.get(PAGE)
    assert "Le quedan 10 códigos de recuperación." in words(after)
    assert not any(code in after.content.decode() for code in codes)
    assert key not in after.content.decode()


def test_the_drawing_is_no_page_to_keep_and_goes_when_confirmed(office: Office) -> None:
    client = office.emilio.client()
    assert client.get(QR).status_code == 404
    client.post(BEGIN)

    drawing = client.get(QR)

    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in drawing.headers["Cache-Control"]
    assert "no-store" in client.get(PAGE).headers["Cache-Control"]
    assert b"<svg" in drawing.content
    assert not re.search(rb"script|style=|href", drawing.content)
    assert office.diana.client().get(QR).status_code == 404
    factor = SecondFactor.objects.get()
    client.post(CONFIRM, {"code": code_of(factor)})
    assert client.get(QR).status_code == 404


def test_a_wrong_first_code_activates_nothing(office: Office) -> None:
    client = office.emilio.client()
    client.post(BEGIN)
    factor = SecondFactor.objects.get()

    for code, says in ((wrong(factor), "El código no corresponde."), ("", "Escriba el código")):
        with nothing_recorded():
            answer = client.post(CONFIRM, {"code": code})
        assert answer.status_code == 422
        assert says in words(answer)

    assert factors.confirmed(factor.user_id) is None
    assert shown_key(answer)


def test_confirming_what_was_not_begun_says_so(office: Office) -> None:
    with nothing_recorded():
        answer = office.emilio.client().post(CONFIRM, {"code": "123456"})

    assert answer.status_code == 422
    assert "Comience de nuevo" in words(answer)


def test_changing_telephones_needs_a_code_of_the_present_one(office: Office) -> None:
    factor, codes = enrolled(office.emilio)
    client = office.emilio.client()
    with nothing_recorded():
        assert client.post(CHANGE, {"code": wrong(factor)}).status_code == 422
    with nothing_recorded():
        assert "ya tiene un segundo factor" in words(client.post(BEGIN, follow=True))

    client.post(CHANGE, {"code": codes[0]})

    factor.refresh_from_db()
    assert factor.ended_on == TODAY
    assert "Falta un paso" in words(client.get(PAGE))


def test_in_a_demonstration_one_click_is_enough_and_the_code_is_shown(office: Office) -> None:
    client = office.emilio.client()
    assert "Probar sin teléfono" not in words(client.get(PAGE))
    with nothing_recorded():
        assert "Solo en una demostración" in words(client.post(DEMONSTRATE, follow=True))
    open_demonstration(TODAY, by=SCRIBE)
    assert "Probar sin teléfono" in words(client.get(PAGE))

    client.post(DEMONSTRATE)

    factor = SecondFactor.objects.get()
    page = words(client.get(PAGE))
    assert f"Su teléfono mostraría {code_of(factor)} datos de demostración" in page


def test_who_has_no_function_activates_none(office: Office) -> None:
    client = _somebody("pia", ("Pía", "Nuñez"), None, None).client()

    assert client.get(PAGE).status_code == 200
    with nothing_recorded():
        assert client.post(BEGIN).status_code == 403
