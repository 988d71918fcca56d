"""Accounts for who administers them: invited, closed, reopened, with another e-mail."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from minga.core.models import Event, User
from minga.core.outbox.models import Message
from minga.people.accounts import actions, throttle
from minga.people.accounts.models import AccountDetails, AccountLink
from minga.people.accounts.scope import manageable
from minga.people.actions import add_membership, add_person
from minga.people.models import Party, Person
from minga.people.roles import Role
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.approvals.codes import enrolled
from tests.core.database import sql
from tests.people.accounts.browser import enter, is_inside, page, words

INVITE = "/cuentas/invitar/"
NEW = "otra quebrada, otra pampa"
WHY = {"reason": "Lo pidió su jefatura."}


def form(cast: Cast, **more: str) -> dict[str, Any]:
    return {
        "given_names": "Rosa",
        "family_names": "Lara",
        "rut": "44.444.444-4",
        "username": "rlara",
        "email": "rlara@serviu.cl",
        "service": cast.serviu.pk,
    } | more


def invited(cast: Cast, **more: str) -> Any:
    return cast.nora.client().post(INVITE, form(cast, **more), follow=True)


def link() -> str:
    found = re.search(r"http://testserver(/entrar/enlace/\S+)", Message.objects.latest("pk").text)
    assert found
    return found[1]


def test_a_person_is_invited_chooses_a_password_and_enters(cast: Cast) -> None:
    answer = invited(cast)

    assert "Invitación para R. Lara" in words(answer)
    assert "por entrar" in words(answer)
    assert Message.objects.get().to == "rlara@serviu.cl"
    path = link()
    client = Client()
    assert "Su usuario en Minga es rlara" in words(client.get(path))
    client.post(path, {"password": NEW, "again": NEW})
    assert is_inside(enter("rlara", NEW)[0])
    assert Party.objects.filter(rut="44444444-4").count() == 1
    assert "Lara" not in str([e.data for e in Event.objects.filter(kind="accounts.invited")])


def test_before_choosing_a_password_nobody_enters(cast: Cast) -> None:
    invited(cast)

    for password in ("", "!", PASSWORD, User.objects.get(username="rlara").password):
        assert not is_inside(enter("rlara", password)[0])


def test_without_mail_a_provisional_password_is_shown_once(cast: Cast) -> None:
    answer = invited(cast, email="")

    found = re.search(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", words(answer))
    assert found
    assert "no-store" in answer["Cache-Control"]
    client, _ = enter("rlara", found[0])
    assert client.get("/programas/")["Location"] == "/mi-cuenta/contrasena/"
    assert found[0] not in str(list(Event.objects.values()))
    said = {"old": found[0], "password": NEW, "again": NEW}
    client.post("/mi-cuenta/contrasena/", said)
    assert client.get("/programas/").status_code == 200


def test_a_known_run_is_not_a_second_person(cast: Cast) -> None:
    sql("INSERT INTO people_party (public_id, kind, rut, event_id) "
        "SELECT 'prueba000000', 'person', '44444444-4', event_id FROM people_party "
        f"WHERE id = {cast.pia.pk}")  # fmt: skip
    party = Party.objects.get(rut="44444444-4")
    sql("INSERT INTO people_person (party_id, given_names, family_names, event_id) "
        f"SELECT {party.pk}, 'Rosa', 'Lara', event_id FROM people_party "
        f"WHERE id = {party.pk}")  # fmt: skip

    invited(cast)

    assert User.objects.get(username="rlara").person.pk == party.pk
    assert "ya tiene una cuenta" in words(invited(cast, username="otra", email="o@serviu.cl"))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"rut": "44.444.444-5"}, "no es válido: revise sus números"),
        ({"username": "ANA"}, "El usuario «ana» ya existe: elija otro."),
        ({"username": "rosa lara"}, "Use letras sin acento, cifras, puntos y guiones."),
        ({"email": "no es"}, "no es una dirección de correo"),
        ({"rut": ""}, "Escriba el RUN."),
        ({"given_names": " "}, "Escriba los nombres."),
        ({"service": "999999"}, "Elija un servicio de la lista."),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(
    cast: Cast, more: dict[str, str], sentence: str
) -> None:
    with nothing_recorded():
        answer = invited(cast, **more)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Message.objects.exists()


def test_somebody_with_functions_and_no_account_is_chosen_from_the_list(cast: Cast) -> None:
    sql(f"UPDATE people_person SET user_id = NULL WHERE party_id = {cast.ana.pk}")
    nora = cast.nora.client()
    assert "Persona con funciones y sin cuenta" in words(nora.get(INVITE))
    said = {"person": cast.ana.pk, "username": "asoto", "email": "asoto@serviu.cl"}

    nora.post(INVITE, said | {"service": cast.serviu.pk})

    assert Person.objects.get(pk=cast.ana.pk).username == "asoto"
    assert "Persona con funciones y sin cuenta" not in words(nora.get(INVITE))


def test_two_accounts_never_share_an_email(cast: Cast) -> None:
    invited(cast)

    again = {"rut": "11.111.111-1", "username": "otra", "email": "RLARA@serviu.cl"}
    assert "Otra cuenta ya usa ese correo." in words(invited(cast, **again))


def test_nobody_invites_into_another_service(cast: Cast) -> None:
    more = {"service": str(cast.other.pk)}

    assert "Elija un servicio de la lista." in words(invited(cast, **more))
    assert cast.ana.client().post(INVITE, form(cast)).status_code == 403


def test_the_invited_are_in_the_list_before_they_have_a_function(cast: Cast) -> None:
    invited(cast)

    text = words(cast.nora.client().get("/cuentas/"))

    assert "Lara, Rosa" in text
    assert "Rojas, Carla" not in text


def test_the_list_is_of_the_service_and_of_those_who_left_it(cast: Cast) -> None:
    left = [cast.ana.pk, cast.bruno.pk]
    sql(f"UPDATE people_membership SET valid_until = '2001-01-01' WHERE person_id IN {tuple(left)}")
    add_membership(
        cast.bruno.person,
        role=Role.UNIT_OFFICER,
        organisation=cast.other,
        valid_from=date(2002, 1, 1),
        by=SCRIBE,
    )

    mine = {person.username for person in manageable(cast.nora.access, TODAY)}

    assert "ana" in mine  # whose last function was here
    assert "bruno" not in mine  # who now works elsewhere
    assert mine.isdisjoint({"carla", "sofia", "marta", "pia"})


def test_closing_ends_everything_at_once_and_reopening_gives_it_back(cast: Cast) -> None:
    client, _ = enter("ana")
    nora, person = cast.nora.client(), cast.ana.person.public_id

    nora.post(page("close", person), WHY)

    assert not is_inside(client)
    assert not is_inside(enter("ana")[0])
    assert nora.post(page("close", person), WHY).status_code == 409
    nora.post(page("reopen", person), WHY)
    assert is_inside(enter("ana")[0])
    kinds = list(Event.objects.order_by("-sequence").values_list("kind", flat=True)[:2])
    assert kinds == ["accounts.reopened", "accounts.closed"]


@pytest.mark.parametrize("name", ["close", "give_password", "remove_factors"])
def test_nobody_does_it_to_the_own_account(cast: Cast, name: str) -> None:
    enrolled(cast.nora)
    nora = cast.nora.client()

    with nothing_recorded():
        answer = nora.post(page(name, cast.nora.person.public_id), WHY)

    assert answer.status_code == 422
    assert is_inside(nora)


def test_only_what_can_be_done_is_offered(cast: Cast) -> None:
    nora = cast.nora.client()
    seen = words(nora.get(page("account", cast.ana.person.public_id)))
    assert "Cerrar cuenta" in seen
    for barred in ("Reabrir", "Desbloquear", "Anular enlace", "Quitar segundo factor", "Enviar"):
        assert barred not in seen

    actions.set_email(cast.ana.person, email="a@serviu.cl", reason="x", by=SCRIBE)
    actions.send_link(cast.ana.person, address=str, reason="x", by=SCRIBE)
    enrolled(cast.ana)
    seen = words(nora.get(page("account", cast.ana.person.public_id)))
    assert all(word in seen for word in ("Anular enlace", "Quitar segundo factor", "Enviar enlace"))


def test_a_revoked_link_does_not_serve(cast: Cast) -> None:
    invited(cast)
    path = link()
    person = Person.objects.get(user__username="rlara")

    cast.nora.client().post(page("revoke_link", person.public_id), WHY)

    assert Client().get(path).status_code == 404
    assert AccountLink.objects.get().revoked_at
    assert cast.nora.client().post(page("revoke_link", person.public_id), WHY).status_code == 409


def test_sending_again_replaces_the_link(cast: Cast) -> None:
    invited(cast)
    first = link()
    person = Person.objects.get(user__username="rlara")

    cast.nora.client().post(page("send_link", person.public_id), WHY)

    assert Client().get(first).status_code == 404
    assert Client().get(link()).status_code == 200


def test_an_account_without_mail_gets_no_link(cast: Cast) -> None:
    with nothing_recorded():
        answer = cast.nora.client().post(page("send_link", cast.ana.person.public_id), WHY)

    assert answer.status_code == 422
    assert "La cuenta no tiene correo" in words(answer)


def test_an_office_sends_not_more_than_sixty_invitations_an_hour(cast: Cast) -> None:
    nora = cast.nora.client()
    url = page("send_link", cast.ana.person.public_id)
    actions.set_email(cast.ana.person, email="a@serviu.cl", reason="x", by=SCRIBE)
    for _ in range(60):
        throttle.take(throttle.Scope.INVITE, str(cast.nora.person.user_id))

    assert "Envió muchas invitaciones seguidas." in words(nora.post(url, WHY))


def test_a_provisional_password_ends_sessions_and_has_to_be_changed(cast: Cast) -> None:
    client, _ = enter("ana")

    answer = cast.nora.client().post(page("give_password", cast.ana.person.public_id), WHY)

    found = re.search(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", words(answer))
    assert found
    assert not is_inside(client)
    assert not is_inside(enter("ana")[0])
    assert AccountDetails.objects.get().must_change_password
    other, _ = enter("ana", found[0])
    assert other.post("/programas/nuevo/", {"year": 2008})["Location"] == "/mi-cuenta/contrasena/"
    assert other.post("/salir/")["Location"] == "/entrar/"


def test_the_list_says_state_factor_and_last_entry(cast: Cast) -> None:
    enrolled(cast.diana)
    enter("ana")
    actions.close_account(cast.bruno.person, reason="x", by=SCRIBE)
    for _ in range(5):
        enter("emilio", "no")

    nora = cast.nora.client()
    text = words(nora.get("/cuentas/"))

    assert "7 cuentas" in text
    assert re.search(r"Soto, Ana ana abierta no lo tiene \d\d-\d\d-\d{4} \d\d:\d\d", text)
    assert "Díaz, Bruno bruno cerrada no lo tiene nunca" in text
    assert "Vera, Emilio emilio bloqueada" in text
    assert "Pérez, Diana diana abierta teléfono" in text
    assert "1 cuenta" in words(nora.get("/cuentas/?estado=bloqueada"))


def also_elsewhere(cast: Cast) -> None:
    """Ana directs the other service too."""
    since, head = date(2002, 1, 1), Role.INSTITUTION_HEAD
    add_membership(cast.ana.person, role=head, organisation=cast.other, valid_from=since, by=SCRIBE)


@pytest.mark.parametrize("name", ["give_password", "remove_factors", "set_email"])
def test_nobody_gets_into_another_service_through_a_person_of_both(cast: Cast, name: str) -> None:
    also_elsewhere(cast)
    enrolled(cast.ana)
    nora, person = cast.nora.client(), cast.ana.person.public_id

    with nothing_recorded():
        answer = nora.post(page(name, person), WHY | {"email": "nora@serviu.cl"})

    assert answer.status_code == 403
    assert "Dar contraseña provisoria" not in words(nora.get(page("account", person)))
    assert nora.post(page("close", person), WHY).status_code == 302


def test_who_was_invited_here_and_works_elsewhere_now_is_not_administered_here(cast: Cast) -> None:
    invited(cast)
    rosa = Person.objects.get(user__username="rlara")
    assert rosa in manageable(cast.nora.access, TODAY)

    add_membership(
        rosa, role=Role.UNIT_OFFICER, organisation=cast.other, valid_from=TODAY, by=SCRIBE
    )

    assert rosa not in manageable(cast.nora.access, TODAY)


def test_an_account_for_somebody_of_another_service_is_not_made_here(cast: Cast) -> None:
    run = {"rut": "44.444.444-4"}
    head = add_person(given_names="Rosa", family_names="Lara", by=SCRIBE, **run)
    role = Role.INSTITUTION_HEAD
    add_membership(head, role=role, organisation=cast.other, valid_from=TODAY, by=SCRIBE)

    with nothing_recorded():
        answer = invited(cast, **run)

    assert answer.status_code == 403
    assert not User.objects.filter(username="rlara").exists()
