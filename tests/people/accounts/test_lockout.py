"""Too many failures: by name and by address, for as long as the sentence says."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from minga.core.models import Event
from minga.people.accounts import throttle
from minga.people.accounts.models import SignIn, Throttle
from minga.people.accounts.throttle import LIMITS, Scope
from tests.conftest import Cast, nothing_recorded
from tests.people.accounts.browser import enter, is_inside, page, words

WRONG = "El usuario o la contraseña no corresponden."
LOCKED = "Hubo demasiados intentos con este usuario. Espere 15 minutos, hasta las "
MOST = LIMITS[Scope.NAME].most


def fail(username: str, times: int, **meta: Any) -> Any:
    for _ in range(times):
        _, answer = enter(username, "equivocada", **meta)
    return answer


def test_the_fifth_failure_closes_the_name_and_says_for_how_long(cast: Cast) -> None:
    assert WRONG in words(fail("ana", MOST - 1))

    closed = fail("ana", 1)

    assert closed.status_code == 422
    assert LOCKED in words(closed)
    client, answer = enter("ana")
    assert LOCKED in words(answer)
    assert not is_inside(client)


def test_the_fourth_failure_closes_nothing(cast: Cast) -> None:
    fail("ana", MOST - 1)

    assert is_inside(enter("ana")[0])


def test_it_opens_again_by_itself(cast: Cast) -> None:
    fail("ana", MOST)
    later = timezone.now() + LIMITS[Scope.NAME].lock + timedelta(seconds=1)

    with time_machine.travel(later, tick=True):
        assert is_inside(enter("ana")[0])


def test_while_it_is_closed_more_failures_do_not_prolong_it(cast: Cast) -> None:
    fail("ana", MOST)
    until = Throttle.objects.get(scope="name").locked_until

    fail("ana", 3)

    assert Throttle.objects.get(scope="name").locked_until == until


def test_old_failures_are_forgotten_and_a_right_one_begins_anew(cast: Cast) -> None:
    fail("ana", MOST - 1)
    enter("ana")
    fail("ana", MOST - 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        assert WRONG in words(fail("ana", MOST - 1))


def test_a_name_that_nobody_has_answers_the_same(cast: Cast) -> None:
    known = [words(fail("ana", 1)) for _ in range(MOST + 1)]
    unknown = [words(fail("nadie", 1)) for _ in range(MOST + 1)]

    assert known == unknown


def test_capitals_and_spaces_are_the_same_name(cast: Cast) -> None:
    fail("ana", MOST - 1)

    assert LOCKED in words(fail(" ANA ", 1))


def test_an_address_that_tries_many_names_is_closed(cast: Cast) -> None:
    here = {"REMOTE_ADDR": "203.0.113.7"}
    for number in range(LIMITS[Scope.ORIGIN].most - 1):
        fail(f"nadie{number}", 1, **here)

    assert "desde esta conexión. Espere 15 minutos" in words(fail("otro", 1, **here))
    assert "desde esta conexión" in words(enter("ana", **here)[1])
    assert is_inside(enter("ana", REMOTE_ADDR="203.0.113.8")[0])


def test_those_who_enter_rightly_do_not_close_their_office(cast: Cast) -> None:
    for _ in range(LIMITS[Scope.ORIGIN].most + 1):
        assert is_inside(enter("ana", REMOTE_ADDR="203.0.113.7")[0])


def test_behind_a_proxy_the_address_is_the_last_one_it_wrote(cast: Cast, settings: Any) -> None:
    settings.HTTPS = True
    enter("ana", "no", HTTP_X_FORWARDED_FOR="10.0.0.1, 203.0.113.9", REMOTE_ADDR="127.0.0.1")
    enter("ana", "no", REMOTE_ADDR="127.0.0.1")

    assert [s.origin for s in SignIn.objects.order_by("pk")] == ["203.0.113.9", None]
    assert Throttle.objects.filter(scope="origin").count() == 1


def test_attempts_that_arrive_together_count_before_they_are_judged(cast: Cast) -> None:
    allowed = [throttle.take(Scope.NAME, "ana") for _ in range(MOST)]

    assert allowed == [None] * MOST
    assert throttle.take(Scope.NAME, "ana") is not None


def test_closing_an_account_is_an_event_without_name_or_address(cast: Cast) -> None:
    with nothing_recorded():
        fail("ana", MOST - 1, REMOTE_ADDR="203.0.113.7")
    fail("ana", 3, REMOTE_ADDR="203.0.113.7")

    event = Event.objects.get(kind="accounts.locked")
    assert event.subject_id == cast.ana.pk
    assert "203.0.113" not in str(vars(event))
    assert "ana" not in str(event.data)
    with nothing_recorded():
        fail("nadie", MOST)


def test_neither_the_log_nor_the_throttle_keep_what_was_typed(cast: Cast) -> None:
    enter("mi contraseña secreta", "x")

    assert "secreta" not in str([*SignIn.objects.values(), *Throttle.objects.values()])


def test_an_administrator_opens_it_with_a_reason(cast: Cast) -> None:
    fail("ana", MOST)
    nora, url = cast.nora.client(), page("unlock", cast.ana.person.public_id)
    assert "bloqueada" in words(nora.get(page("account", cast.ana.person.public_id)))
    with nothing_recorded():
        assert nora.post(url, {"reason": "  "}).status_code == 422

    assert nora.post(url, {"reason": "Llamó por teléfono."}).status_code == 302

    assert is_inside(enter("ana")[0])
    assert Event.objects.get(kind="accounts.unlocked").reason == "Llamó por teléfono."
    with nothing_recorded():
        assert nora.post(url, {"reason": "Otra vez."}).status_code == 409


def test_nobody_else_opens_it(cast: Cast) -> None:
    fail("carla", MOST)
    url = page("unlock", cast.carla.person.public_id)

    assert cast.nora.client().post(url, {"reason": "x"}).status_code == 404
    assert cast.ana.client().post(url, {"reason": "x"}).status_code == 403
    assert throttle.locked_until(cast.carla.person.user_id or 0)


@pytest.mark.parametrize("username", ["ana", "nadie"])
def test_every_attempt_is_in_the_log(cast: Cast, username: str) -> None:
    fail(username, MOST + 1)

    results = list(SignIn.objects.order_by("pk").values_list("result", flat=True))
    assert results == ["wrong"] * MOST + ["locked"]
    assert (SignIn.objects.first().user is not None) is (username == "ana")
