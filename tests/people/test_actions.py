"""Adding people and organisations: RUT, account, function."""

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password

from minga.core.errors import NotAllowed
from minga.core.models import DigestKey, Event, User
from minga.people.actions import (
    NameMissing,
    PasswordTooWeak,
    RutNotValid,
    add_membership,
    add_organisation,
    add_person,
    clean_rut,
)
from minga.people.models import Organisation, Party, Person
from minga.people.roles import Role
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded

# The vectors of the domain facts, section 8.
VALID = [
    "11111111-1", "12345678-5", "44444444-4", "76543210-3", "7654321-6",
    "1000005-K", "10000013-K", "10000004-0", "10000018-0",
]  # fmt: skip


@pytest.mark.parametrize("rut", VALID)
def test_a_valid_rut_is_kept_without_dots(rut: str) -> None:
    number, digit = rut.split("-")
    dotted = f"{int(number):,}".replace(",", ".") + f"-{digit}"

    for typed in (rut, dotted, number + digit, rut.lower(), f" {dotted} "):
        assert clean_rut(typed) == rut


@pytest.mark.parametrize("rut", VALID)
def test_any_other_check_digit_is_refused(rut: str) -> None:
    number, right = rut.split("-")

    for digit in "0123456789K".replace(right, ""):
        with pytest.raises(RutNotValid):
            clean_rut(f"{number}-{digit}")


@pytest.mark.parametrize("typed", ["12345678", "abc", "12.345.678-Z", "-", "123456789-2", "1-9-9"])
def test_what_is_no_rut_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(RutNotValid, match="no es válido: revise sus números") as refusal:
        clean_rut(typed)

    assert f"El RUT «{typed}»" in str(refusal.value)


@pytest.mark.parametrize("typed", ["", None])
def test_a_party_may_have_no_rut(typed: str | None) -> None:
    assert clean_rut(typed) is None


def test_a_person_with_an_account_may_sign_in(db: None) -> None:
    person = add_person(
        given_names="Eva", family_names="Paz Soto", username="EPaz",
        password="una clave larga", rut="12.345.678-5", by=SCRIBE,
    )  # fmt: skip

    user = User.objects.get()
    assert (person.label, person.party.rut) == ("E. Paz", "12345678-5")
    assert (user.username, person.user) == ("epaz", user)
    assert check_password("una clave larga", user.password)
    assert Event.objects.get().data == {"account": True}


def test_a_person_without_an_account_is_a_person(db: None) -> None:
    add_person(given_names="Eva", family_names="Paz", by=SCRIBE)

    assert not User.objects.exists()
    assert Event.objects.get().data == {"account": False}


@pytest.mark.parametrize(
    ("given", "family", "field"),
    [("", "Paz", "given_names"), ("Eva", " ", "family_names"), (" ", "", "given_names")],
)
def test_a_person_has_a_name(db: None, given: str, family: str, field: str) -> None:
    with nothing_recorded(), pytest.raises(NameMissing, match="los nombres y los") as refusal:
        add_person(given_names=given, family_names=family, by=SCRIBE)

    assert refusal.value.field == field
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("given", "family", "label"),
    [("Eva", "Paz Soto", "E. Paz"), ("", "Paz", "Paz"), ("Eva", " ", "E."), ("", "", "sin nombre")],
)
def test_a_person_is_called_somehow_whatever_the_row_holds(
    given: str, family: str, label: str
) -> None:
    assert Person(given_names=given, family_names=family).label == label


@pytest.mark.parametrize("who", ["ana", "diana", "emilio", "marta", "aldo", "pia"])
def test_only_who_administers_adds_people_bodies_and_functions(cast: Cast, who: str) -> None:
    by = cast.everybody()[who].access

    with nothing_recorded(), pytest.raises(NotAllowed, match="Solo quien administra"):
        add_person(given_names="Eva", family_names="Paz", by=by)
    with nothing_recorded(), pytest.raises(NotAllowed):
        add_organisation(
            key="x", name="X", short_name="X", kind="agency", valid_from=TODAY, by=by
        )  # fmt: skip
    with nothing_recorded(), pytest.raises(NotAllowed):
        add_membership(
            cast.pia.person, role=Role.AUDITOR, organisation=cast.unit, valid_from=TODAY, by=by
        )


def test_who_administers_gives_functions_of_the_own_institution_only(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        add_membership(
            cast.pia.person, role=Role.INSTITUTION_HEAD, organisation=cast.other,
            valid_from=TODAY, by=cast.nora.access,
        )  # fmt: skip


@pytest.mark.parametrize("password", ["corta", "1234567890", "", "epaz-epaz-epaz", None])
def test_a_weak_password_adds_nobody(db: None, password: str | None) -> None:
    with nothing_recorded(), pytest.raises(PasswordTooWeak, match=r"^Elija otra contraseña\. ."):
        add_person(
            given_names="Eva", family_names="Paz", username="epaz-epaz", password=password,
            by=SCRIBE,
        )  # fmt: skip

    assert not Person.objects.exists()
    assert not Party.objects.exists()
    assert not DigestKey.objects.exists()


def test_a_wrong_rut_adds_no_organisation(db: None) -> None:
    with nothing_recorded(), pytest.raises(RutNotValid):
        add_organisation(
            key="x", name="X", short_name="X", kind="agency", valid_from=TODAY, rut="1-1",
            by=SCRIBE,
        )  # fmt: skip

    assert not Organisation.objects.exists()


def test_a_unit_of_a_unit_is_of_the_same_institution(cast: Cast) -> None:
    desk = add_organisation(
        key="mesa", name="Mesa", short_name="Mesa", kind="unit", valid_from=TODAY,
        parent=cast.unit, by=SCRIBE,
    )  # fmt: skip

    assert desk.institution_pk == cast.serviu.pk == cast.unit.institution_pk
    assert cast.serviu.institution_pk == cast.serviu.pk
    assert desk.belongs_to() == {"service": desk.public_id}


def test_a_function_is_recorded_about_the_person_without_the_name(cast: Cast) -> None:
    membership = add_membership(
        cast.pia.person, role=Role.AUDITOR, organisation=cast.unit, valid_from=date(2007, 6, 1),
        is_substitute=True, act_reference="Res. 12", by=cast.nora.access,
    )  # fmt: skip

    event = Event.objects.latest("sequence")
    assert (event.subject_model, event.subject_id) == ("people.person", cast.pia.pk)
    assert event.data == {"role": "auditoría", "organisation": "Control de Gestión"}
    assert (membership.is_substitute, membership.act_reference) == (True, "Res. 12")
    assert str(membership) == "P. Nuñez: auditoría (subrogante) en Control de Gestión"
