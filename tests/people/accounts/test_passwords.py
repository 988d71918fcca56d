"""What a password must be, in sentences."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from minga.core.demonstration import PASSWORD as PUBLIC
from minga.core.demonstration import open_demonstration
from minga.core.models import User
from minga.people.accounts.actions import set_email
from minga.people.actions import PasswordTooWeak, add_person
from tests.conftest import SCRIBE, TODAY, Cast

FIRST = "Esa contraseña es de las primeras que alguien probaría: use otras palabras."
OWN = "No use su nombre, su usuario ni su correo como contraseña."


def said(password: str, user: User | None = None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("corta y ya", "Use al menos 12 caracteres: faltan 2."),
        ("abcdefghijk", "Use al menos 12 caracteres: falta 1."),
        ("a" * 60 + "bcdef" * 14, "Use a lo más 128 caracteres."),
        ("contraseña12345", FIRST),
        ("Serviu_2026_2026", FIRST),
        ("1234567891011", FIRST),
        ("aaaaaaaaaaaaaa", FIRST),
        ("supernatural", FIRST),
        ("123456789012", FIRST),
        ("210987654321", FIRST),
        ("33.333.301-5 1960", FIRST),
        ("Qwertyuiopas", FIRST),
        ("abcdefghijkl", FIRST),
    ],
)
def test_what_is_wrong_is_said(password: str, sentence: str) -> None:
    assert sentence in said(password)


@pytest.mark.parametrize(
    "password",
    [
        "pozo almonte de noche",
        "aaaaaaaaaabcde",
        "ñandú azul 7",
        "a" * 60 + "bcdefgh" * 9 + "1",
        "стол и пустыня",
        "qwerty sobre el mar",
    ],
)
def test_length_is_enough_without_kinds_of_letters(password: str) -> None:
    assert said(password) == []


@pytest.mark.parametrize(
    "password", ["diana.perez.2026", "Pérez-Pérez-123", "control.gestion1", "d.i.a.n.a 123456"]
)
def test_ones_own_name_is_no_password(cast: Cast, password: str) -> None:
    email = "control.gestion@serviu.cl"
    set_email(cast.diana.person, email=email, reason="Es nueva.", by=SCRIBE)

    assert said(password, User.objects.get(username="diana")) == [OWN]


def test_a_name_inside_a_long_one_does_not_hurt(cast: Cast) -> None:
    assert said("diana cazadora de guanacos", cast.diana.person.user) == []


def test_the_public_password_serves_only_in_a_demonstration(cast: Cast) -> None:
    more = {"given_names": "Rosa", "family_names": "Lara", "password": PUBLIC, "by": SCRIBE}
    with pytest.raises(PasswordTooWeak):
        add_person(username="rosa", **more)

    open_demonstration(TODAY, by=SCRIBE)

    assert add_person(username="rosa", **more).user
