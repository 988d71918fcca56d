"""Password and then the second factor, of who has one; the recovery code serves once."""

import time

import pytest
import time_machine
from django.test import Client

from minga.core.approvals.actions import begin_factor, confirm_factor
from minga.core.approvals.models import SecondFactor
from minga.core.approvals.session import KEY
from minga.core.demonstration import open_demonstration
from minga.core.models import User
from minga.people.accounts.entering import acting
from minga.people.accounts.models import SignIn
from minga.people.models import Person
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast
from tests.core.approvals.codes import code_of, enrolled, wrong
from tests.core.database import sql
from tests.people.accounts.browser import enter, is_inside, page, words

STEP = "/entrar/segundo-factor/"


def test_who_has_a_factor_is_not_inside_before_giving_it(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)

    client, answer = enter("ana")

    assert answer["Location"] == STEP
    assert not is_inside(client)
    assert client.post(STEP, {"code": code_of(factor)})["Location"] == "/"
    assert is_inside(client)
    log = list(SignIn.objects.order_by("pk").values_list("how", "result"))
    assert log == [("password", "first_step"), ("code", "entered")]


def test_a_wrong_code_leaves_one_outside_and_is_in_the_log(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    client, _ = enter("ana")

    answer = client.post(STEP, {"code": wrong(factor)})

    assert answer.status_code == 422
    assert "El código no corresponde." in words(answer)
    assert not is_inside(client)
    assert SignIn.objects.filter(how="code", result="wrong", user=cast.ana.person.user).exists()


def test_five_wrong_codes_close_the_factor(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    client, _ = enter("ana")
    for _ in range(5):
        answer = client.post(STEP, {"code": wrong(factor)})

    assert "Demasiados códigos equivocados" in words(answer)
    assert "Demasiados códigos equivocados" in words(client.post(STEP, {"code": code_of(factor)}))
    assert not is_inside(client)


def test_a_code_enters_once(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    code = code_of(factor)
    enter("ana")[0].post(STEP, {"code": code})

    other, _ = enter("ana")

    assert "ya se usó" in words(other.post(STEP, {"code": code}))
    assert not is_inside(other)


def test_a_recovery_code_enters_once(cast: Cast) -> None:
    _, codes = enrolled(cast.ana)
    client, _ = enter("ana")
    assert client.post(STEP, {"code": codes[0]}).status_code == 302
    assert is_inside(client)

    other, _ = enter("ana")
    assert other.post(STEP, {"code": codes[0]}).status_code == 422
    assert not is_inside(other)


def test_somebody_without_functions_uses_a_recovery_code_too(cast: Cast) -> None:
    pia = cast.pia.person
    _, codes = _enrol_without_functions(pia)
    client, _ = enter("pia")

    assert client.post(STEP, {"code": codes[0]}).status_code == 302
    assert is_inside(client)


def _enrol_without_functions(person: Person) -> tuple[SecondFactor, list[str]]:
    assert isinstance(person.user, User)
    by = acting(person.user, TODAY)
    factor = begin_factor(by=by)
    return factor, confirm_factor(factor, by=by)


def test_the_code_of_the_entrance_serves_for_what_comes_at_once(cast: Cast) -> None:
    factor, _ = enrolled(cast.diana)
    client, _ = enter("diana")

    client.post(STEP, {"code": code_of(factor)})

    assert client.session[KEY][0] == factor.pk


def test_the_first_proof_is_good_for_five_minutes(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    client, _ = enter("ana")

    with time_machine.travel(time.time() + 301, tick=True):
        answer = client.post(STEP, {"code": code_of(factor)}, follow=True)

    assert "Escriba de nuevo su usuario y su contraseña." in words(answer)
    assert not is_inside(client)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE core_user SET password = 'md5$x$y' WHERE username = 'ana'",
        "UPDATE core_user SET is_active = (1 = 0) WHERE username = 'ana'",
    ],
)
def test_the_first_proof_ends_with_the_password_and_with_the_account(
    cast: Cast, change: str
) -> None:
    factor, _ = enrolled(cast.ana)
    client, _ = enter("ana")
    sql(change)

    assert client.post(STEP, {"code": code_of(factor)})["Location"] == "/entrar/"
    assert not is_inside(client)


def test_without_a_password_there_is_no_second_step(cast: Cast) -> None:
    assert Client().get(STEP)["Location"] == "/entrar/"
    assert Client().post(page("key_step"), {"signed": "{}"})["Location"] == "/entrar/"


def test_the_second_step_keeps_where_one_was_going(cast: Cast) -> None:
    factor, _ = enrolled(cast.aldo)
    client = Client()
    said = {"username": "aldo", "password": PASSWORD, "next": "/registro/eventos/"}
    client.post("/entrar/", said)

    assert client.post(STEP, {"code": code_of(factor)})["Location"] == "/registro/eventos/"


def test_the_session_has_another_key_after_each_step(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    client = Client()
    client.get("/entrar/")
    keys = {client.session.session_key}
    client.post("/entrar/", {"username": "ana", "password": PASSWORD})
    keys.add(client.session.session_key)
    client.post(STEP, {"code": code_of(factor)})
    keys.add(client.session.session_key)

    assert len(keys) == 3


def test_what_is_secret_is_not_kept_by_anybody_on_the_way(cast: Cast) -> None:
    enrolled(cast.ana)
    client, _ = enter("ana")

    for path in ("/entrar/", STEP):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_a_demonstration_shows_the_code_and_a_real_one_does_not(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    client, _ = enter("ana")
    assert "Su teléfono mostraría" not in words(client.get(STEP))

    open_demonstration(TODAY, by=SCRIBE)
    assert code_of(factor) in words(client.get(STEP))
