"""Security keys: added after another proof, used to enter and to prove before an approval."""

import copy
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minga.core.approvals.models import Decision, Submission
from minga.core.approvals.session import KEY as PROOF
from minga.core.models import Event
from minga.people.accounts.models import SecurityKey, SecurityKeyUse, SignIn
from minga.workplan.actions import submit_version
from tests.conftest import Cast, Somebody, nothing_recorded
from tests.core.approvals.codes import code_of, enrolled, wrong
from tests.people.accounts.browser import enter, is_inside, page, words
from tests.people.accounts.soft_key import SoftKey
from tests.workplan import factories

STEP = "/entrar/segundo-factor/"
NEW = "/mi-cuenta/llaves/nueva/"


def asked(client: Client, path: str = STEP) -> str:
    return str(client.get(path).context["options"])


def with_key(who: Somebody, key: SoftKey | None = None) -> tuple[Client, SoftKey]:
    """Added by the pages, as a person does."""
    key = key or SoftKey()
    factor, _ = enrolled(who)
    client = who.client()
    client.post(NEW, {"code": code_of(factor)})
    said = {"name": "Azul", "signed": key.make(asked(client, NEW))}
    assert client.post(NEW, said)["Location"] == "/mi-cuenta/"
    return client, key


def by_key(client: Client, signed: str) -> Any:
    return client.post(page("key_step"), {"signed": signed})


def test_a_key_is_added_after_a_code_and_enters_in_its_place(cast: Cast) -> None:
    _, key = with_key(cast.ana)
    client, _ = enter("ana")

    answer = by_key(client, key.sign(asked(client)))

    assert answer["Location"] == "/"
    assert is_inside(client)
    assert SignIn.objects.latest("pk").how == "key"
    use = SecurityKeyUse.objects.get()
    assert (use.counter, use.used_at is not None) == (1, True)
    event = Event.objects.get(kind="accounts.key_added")
    assert "Azul" not in json.dumps(event.data)


def test_without_a_code_no_key_is_added(cast: Cast) -> None:
    factor, _ = enrolled(cast.ana)
    client = cast.ana.client()

    assert client.post(NEW, {"code": wrong(factor)}).status_code == 422
    assert client.post(NEW, {"name": "Azul", "signed": "{}"}).status_code == 422
    assert not SecurityKey.objects.exists()


def test_without_a_telephone_no_key_is_added(cast: Cast) -> None:
    answer = cast.ana.client().get(NEW)

    assert answer["Location"] == "/aprobaciones/segundo-factor/"


def test_an_answer_serves_once(cast: Cast) -> None:
    _, key = with_key(cast.ana, SoftKey(counts=False))
    client, _ = enter("ana")
    signed = key.sign(asked(client))
    by_key(client, signed)

    other, _ = enter("ana")
    asked(other)

    assert by_key(other, signed).status_code == 422
    assert not is_inside(other)


def test_the_question_is_used_up_by_a_wrong_answer(cast: Cast) -> None:
    _, key = with_key(cast.ana)
    client, _ = enter("ana")
    signed = key.sign(asked(client))
    by_key(client, "{}")

    assert by_key(client, signed).status_code == 422


@pytest.mark.parametrize(
    "site", ["http://malo.example", "https://testserver", "http://testserver:1"]
)
def test_what_was_signed_for_another_site_is_refused(cast: Cast, site: str) -> None:
    _, key = with_key(cast.ana)
    client, _ = enter("ana")

    answer = by_key(client, key.sign(asked(client), site))

    assert "La llave de seguridad no se pudo comprobar." in words(answer)
    assert not is_inside(client)
    assert SignIn.objects.filter(how="key", result="wrong").exists()


def test_the_key_of_somebody_else_is_refused(cast: Cast) -> None:
    with_key(cast.ana)
    _, bruno_key = with_key(cast.bruno)
    client, _ = enter("ana")

    assert by_key(client, bruno_key.sign(asked(client))).status_code == 422


def test_another_secret_under_the_same_name_is_refused(cast: Cast) -> None:
    _, key = with_key(cast.ana)
    client, _ = enter("ana")
    false = SoftKey(identifier=key.identifier)

    assert by_key(client, false.sign(asked(client))).status_code == 422
    assert not is_inside(client)


def test_a_copy_of_a_key_is_noticed_by_its_counter(cast: Cast) -> None:
    _, key = with_key(cast.ana)
    stolen = copy.copy(key)
    client, _ = enter("ana")
    by_key(client, key.sign(asked(client)))

    other, _ = enter("ana")

    assert by_key(other, stolen.sign(asked(other))).status_code == 422


def test_a_key_that_never_counts_enters_again(cast: Cast) -> None:
    _, key = with_key(cast.ana, SoftKey(counts=False))
    for _ in range(2):
        client, _ = enter("ana")
        assert by_key(client, key.sign(asked(client)))["Location"] == "/"


@pytest.mark.parametrize("signed", ["", "{}", "[]", "x", '{"id": 1}', "null"])
def test_nonsense_is_refused_in_a_sentence(cast: Cast, signed: str) -> None:
    client, _ = with_key(cast.ana)
    half, _ = enter("ana")
    asked(half)

    assert by_key(half, signed).status_code == 422
    asked(client, NEW)
    assert client.post(NEW, {"name": "Otra", "signed": signed}).status_code == 422


def test_the_code_still_serves_beside_the_key(cast: Cast) -> None:
    factor, codes = enrolled(cast.ana)
    client = cast.ana.client()
    client.post(NEW, {"code": codes[0]})
    client.post(NEW, {"name": "Azul", "signed": SoftKey().make(asked(client, NEW))})

    half, _ = enter("ana")

    assert half.post(STEP, {"code": code_of(factor)})["Location"] == "/"


def test_a_removed_key_does_not_enter(cast: Cast) -> None:
    client, key = with_key(cast.ana)
    row = SecurityKey.objects.get()
    half, _ = enter("ana")
    signed = key.sign(asked(half))

    client.post(page("remove_key", row.public_id))

    assert by_key(half, signed).status_code == 422
    assert client.post(page("remove_key", row.public_id)).status_code == 404


def test_nobody_removes_the_key_of_somebody_else(cast: Cast) -> None:
    with_key(cast.ana)
    row = SecurityKey.objects.get()

    assert cast.bruno.client().post(page("remove_key", row.public_id)).status_code == 404
    assert SecurityKey.objects.standing().exists()


def test_the_same_key_is_not_added_twice(cast: Cast) -> None:
    client, key = with_key(cast.ana)
    with nothing_recorded():
        said = {"name": "Otra", "signed": key.make(asked(client, NEW))}
        answer = client.post(NEW, said)

    assert "Esa llave ya está agregada." in words(answer)


def test_a_key_proves_before_an_approval_and_goes_back(cast: Cast) -> None:
    client, key = with_key(cast.diana)
    session = client.session
    session.pop(PROOF)
    session.save()
    prove = "/mi-cuenta/llaves/comprobar/"

    signed = key.sign(asked(client, f"{prove}?next=/aprobaciones/"))
    answer = client.post(prove, {"signed": signed, "next": "/aprobaciones/"})

    assert answer["Location"] == "/aprobaciones/"
    assert client.session[PROOF][1] == cast.diana.person.user_id


def test_a_step_that_asks_for_a_code_takes_the_key_too(cast: Cast) -> None:
    client, key = with_key(cast.diana)
    session = client.session
    session.pop(PROOF)
    session.save()
    typed = {"second_factor": "on", "valid_from": "2007-11-30", "source": "Res.", "reason": "x"}
    cast.nora.client().post("/aprobaciones/reglas/workplan/director/", typed)
    version = factories.draft(cast, ((10, 10),) * 5, year=2005)
    submit_version(version, by=cast.ana.access)
    sent = Submission.objects.open().get()
    path = reverse("workplan:draft", args=[version.plan.public_id])
    way = f"/mi-cuenta/llaves/comprobar/?next={path}"
    assert way in client.get(path).content.decode()
    approve = reverse("workplan:approve", args=[version.plan.public_id])
    assert client.post(approve, {"seen": sent.event_id}).status_code == 422

    client.post(way, {"signed": key.sign(asked(client, way)), "next": path})

    assert client.post(approve, {"seen": sent.event_id}).status_code == 302
    assert Decision.objects.get().with_second_factor


def test_where_the_site_is_a_number_no_key_is_offered(cast: Cast) -> None:
    client, _ = with_key(cast.ana)
    half, _ = enter("ana")

    answer = half.get(STEP, HTTP_HOST="127.0.0.1:8000")

    assert answer.context["options"] == ""
    assert "abra Minga por su nombre" in words(client.get("/mi-cuenta/", HTTP_HOST="127.0.0.1"))


def test_who_lost_everything_is_helped_by_an_administrator(cast: Cast) -> None:
    client, _ = with_key(cast.ana)
    nora, url = cast.nora.client(), page("remove_factors", cast.ana.person.public_id)

    nora.post(url, {"reason": "Perdió el bolso."})

    assert not SecurityKey.objects.standing().exists()
    assert not is_inside(client)
    assert is_inside(enter("ana")[0])
    with nothing_recorded():
        assert nora.post(url, {"reason": "Otra vez."}).status_code == 409
