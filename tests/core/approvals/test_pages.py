"""The tray, one submission and its trail, the rules: what they show and what they refuse."""

import pytest
from django.urls import reverse
from lxml import html

from minga.core.approvals import actions
from minga.core.approvals.models import FactorUse, StepRule
from minga.core.approvals.rounds import seen_of
from minga.core.demonstration import open_demonstration
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, _somebody, nothing_recorded
from tests.core.approvals.codes import code_of, enrolled, guarded, wrong
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import passes, returns, sent, state, submission
from tests.core.approvals.sample.models import Purchase

TRAY = "/aprobaciones/"


def words(answer: object, path: str = "//main") -> str:
    tree = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(" ".join(part.text_content() for part in tree.xpath(path)).split())


def to(name: str, purchase: Purchase) -> str:
    return reverse(f"approvals:{name}", args=[submission(purchase).public_id])


def read(purchase: Purchase, **more: object) -> dict[str, object]:
    return {"seen": seen_of(purchase)} | more


def test_the_tray_begins_with_how_many_and_since_when(office: Office) -> None:
    sent(office)

    page = words(office.emilio.client().get(TRAY))

    assert "Le espera 1 decisión." in page
    assert "Computadores" in page
    assert "12.000.000" in page
    assert "jefatura de unidad" in page


def test_an_empty_tray_says_what_will_be_here(office: Office) -> None:
    assert "No le espera ninguna decisión hoy." in words(office.diana.client().get(TRAY))
    assert "Nada de lo que usted envió espera aprobación." in words(office.ana.client().get(TRAY))
    cashier = _somebody("tere", ("Tere", "Gil"), Role.TREASURY, office.serviu)
    assert "Ninguna de sus funciones prepara ni aprueba." in words(cashier.client().get(TRAY))


def test_what_one_may_not_decide_says_why(office: Office) -> None:
    purchase = sent(office)
    returns(purchase, office.emilio)
    actions.begin(purchase, by=office.emilio.access)

    page = words(office.emilio.client().get(TRAY))

    assert "Usted lo envió a aprobación: lo decide otra persona." in page
    assert "Hay 1 que debe decidir otra persona." in page


def test_a_submission_shows_its_steps_and_what_this_person_can_do(office: Office) -> None:
    purchase = sent(office)
    passes(purchase, office.emilio)
    url = to("submission", purchase)

    page = office.aldo.client().get(url)

    assert words(page, '//p[@class="lede"]') == (
        "Espera a Jurídica, paso 2 de 3, por $ 12.000.000. Lo envió A. Soto el 30-11-2007."
    )
    assert words(page, '//ol[@class="trail"]//b') == "Preparar Enviar Revisar Visar Aprobar"
    assert words(page, '//ol[@class="trail"]/li[@class="done"]').endswith("E. Vera, 30-11-2007")
    assert words(page, '//ol[@class="trail"]/li[@class="now"]') == "VisarJurídica"
    assert words(page, "//main//button") == "Visar compra Devolver compra"
    assert words(office.ana.client().get(url), "//main//button") == ""


def test_passing_a_step_from_the_page(office: Office) -> None:
    purchase, client = sent(office, 1), office.emilio.client()

    answer = client.post(to("pass", purchase), read(purchase), follow=True)

    assert state(purchase) == "bought"
    assert "Computadores: aprobado." in words(answer)


def test_a_step_that_is_not_the_last_says_that_it_goes_on(office: Office) -> None:
    purchase = sent(office)

    answer = office.emilio.client().post(to("pass", purchase), read(purchase), follow=True)

    assert "Computadores: paso dado; ahora espera a " in words(answer)


@pytest.mark.parametrize("given", [{}, {"seen": ""}, {"seen": "0"}, {"seen": "12"}])
@pytest.mark.parametrize("name", ["pass", "return"])
def test_who_does_not_say_what_was_read_decides_nothing(
    office: Office, name: str, given: dict[str, str]
) -> None:
    purchase = sent(office)

    with nothing_recorded():
        answer = office.emilio.client().post(
            to(name, purchase), given | {"remarks": "Falta una cotización."}
        )

    assert answer.status_code == 409
    assert "cambió desde que usted abrió la página" in words(answer)
    assert state(purchase) == "sent"


def test_what_is_no_number_is_told(office: Office) -> None:
    purchase = sent(office)

    with nothing_recorded():
        answer = office.emilio.client().post(to("pass", purchase), {"seen": "x"})

    assert answer.status_code == 422


def test_returning_from_the_page(office: Office) -> None:
    purchase, client = sent(office), office.emilio.client()
    with nothing_recorded():
        empty = client.post(to("return", purchase), read(purchase, remarks=" "))
    assert empty.status_code == 422
    assert "Escriba qué debe corregirse" in words(empty)

    sent_back = read(purchase, remarks="Falta una cotización.")
    answer = client.post(to("return", purchase), sent_back, follow=True)

    assert "Computadores: devuelto con sus observaciones." in words(answer)
    page = words(office.ana.client().get(to("submission", purchase)))
    assert "Envío 1, devuelto por E. Vera, jefatura de unidad Falta una cotización." in page


def test_taking_it_back_from_the_page(office: Office) -> None:
    purchase, client = sent(office), office.ana.client()
    with nothing_recorded():
        assert client.post(to("withdraw", purchase), {}).status_code == 422

    answer = client.post(to("withdraw", purchase), {"reason": "Cambia."}, follow=True)

    assert "ya no espera aprobación y se puede corregir" in words(answer)
    assert state(purchase) == "draft"


def test_who_has_no_part_in_it_does_not_find_it(office: Office) -> None:
    purchase = sent(office)

    for name in ("submission", "pass", "return", "withdraw"):
        client = office.carla.client()
        ask = client.get if name == "submission" else client.post
        assert ask(to(name, purchase)).status_code == 404
    assert office.nora.client().get(to("submission", purchase)).status_code == 404


def test_who_has_part_in_it_but_not_the_step_is_refused(office: Office) -> None:
    purchase = sent(office)

    with nothing_recorded():
        answer = office.diana.client().post(to("pass", purchase), read(purchase))

    assert answer.status_code == 403
    assert "Este paso lo da otra función: Jefatura de unidad." in words(answer)


def test_a_step_with_second_factor_asks_for_the_code_on_its_form(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    purchase, client = guarded(office), office.emilio.client()
    page = client.get(to("submission", purchase))
    assert "Código de su teléfono" in words(page)
    assert "(opcional)" not in words(page, '//form[@class="decide"]')
    assert "datos de demostración" not in words(page, '//form[@class="decide"]')

    with nothing_recorded():
        refused = client.post(to("pass", purchase), read(purchase, code=wrong(factor)))
    assert refused.status_code == 422
    assert "El código no corresponde." in words(refused)
    assert (state(purchase), FactorUse.objects.get().failures) == ("sent", 1)
    with nothing_recorded():
        assert client.post(to("pass", purchase), read(purchase)).status_code == 422

    client.post(to("pass", purchase), read(purchase, code=code_of(factor)))
    assert state(purchase) == "bought"


def test_a_right_code_holds_for_a_while_in_its_session_only(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    first, client = guarded(office), office.emilio.client()
    client.post(to("pass", first), read(first, code=code_of(factor)))
    second = sent(office, 2)
    assert "Código de su teléfono" not in words(client.get(to("submission", second)))
    elsewhere = office.emilio.client()
    assert "Código de su teléfono" in words(elsewhere.get(to("submission", second)))

    assert elsewhere.post(to("pass", second), read(second)).status_code == 422
    assert client.post(to("pass", second), read(second)).status_code == 302
    assert state(second) == "bought"


def test_without_a_factor_the_form_leads_to_activating_one(office: Office) -> None:
    purchase, client = guarded(office), office.emilio.client()

    page = words(client.get(to("submission", purchase)))

    assert "Activar mi segundo factor" in page
    assert "su cuenta no tiene uno" in words(client.get(TRAY))


def test_in_a_demonstration_the_code_stands_beside_the_field(office: Office) -> None:
    open_demonstration(TODAY, by=SCRIBE)
    factor, _ = enrolled(office.emilio)
    purchase, client = guarded(office), office.emilio.client()

    page = words(client.get(to("submission", purchase)), '//form[@class="decide"]')

    assert f"Su teléfono mostraría {code_of(factor)} datos de demostración" in page


def test_the_rules_are_read_and_set_from_their_page(office: Office) -> None:
    client = office.nora.client()
    page = words(client.get("/aprobaciones/reglas/"))
    assert "regla inicial" in page
    assert "5.000.000" in page
    typed = {
        "above": "3.000.000",
        "second_factor": "on",
        "valid_from": "2007-12-01",
        "source": "Res. Ex. 88",
        "reason": "Lo pide Contraloría.",
    }

    answer = client.post("/aprobaciones/reglas/purchases/legal/", typed, follow=True)

    rule = StepRule.objects.get()
    assert (rule.above, rule.second_factor, rule.valid_from.day) == (3_000_000, True, 1)
    assert "Compras, Jurídica: desde $ 3.000.000, con segundo factor" in words(answer)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"above": "1234.5"}, "1234"),
        ({"above": "0"}, "Escriba 1 o más."),
        ({"valid_from": "2007-11-29"}, "Una regla rige desde hoy, 30-11-2007"),
        ({"valid_from": ""}, "Escriba desde qué día rige."),
        ({"source": ""}, "Escriba el acto o la norma"),
        ({"reason": ""}, "Escriba el motivo"),
        ({"above": "5.000.000"}, "Así está la regla ese día"),
    ],
)
def test_a_rule_that_can_not_be_is_told(office: Office, changes: dict[str, str], says: str) -> None:
    typed = {"above": "", "valid_from": "2007-11-30", "source": "Res.", "reason": "Por algo."}

    with nothing_recorded():
        answer = office.nora.client().post("/aprobaciones/reglas/purchases/legal/", typed | changes)

    assert answer.status_code == 422
    assert says in words(answer)


def test_the_rules_are_of_who_administers(office: Office) -> None:
    for who in ("ana", "emilio", "diana", "aldo"):
        client = office.everybody()[who].client()
        assert client.get("/aprobaciones/reglas/").status_code == 403
        assert client.post("/aprobaciones/reglas/purchases/legal/").status_code == 403
    client = office.nora.client()
    assert client.get("/aprobaciones/reglas/purchases/nadie/").status_code == 404
    assert client.get("/aprobaciones/reglas/nada/legal/").status_code == 404
