"""What a password must be, in sentences: long, not on the list of the common ones, not made of
one's own name or of the words that everybody here would try first (NIST SP 800-63B, 5.1.1.2: no
rules about kinds of letters, no change by calendar)."""

import re
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from minga.core.words import fold

SHORTEST, LONGEST = 12, 128
# What remains of a password without its figures and signs.
EXPECTED = {
    "contrasena", "clave", "miclave", "password", "qwerty", "asdfgh", "minga", "minvu", "serviu",
    "seremi", "gore", "vivienda", "viviendas", "urbanismo", "ministerio", "chile", "viva",
    "vivachile", "santiago", "tarapaca", "iquique", "arica", "parinacota", "colocolo",
    "udechile", "universidaddechile", "bienvenido", "bienvenida", "administrador", "admin",
    "usuario", "temporal", "cambiar", "cambiame", "invierno", "verano", "otono", "primavera",
}  # fmt: skip
# In the order in which a hand or a head goes along them.
ROWS = ("abcdefghijklmnopqrstuvwxyz", "1234567890123", "qwertyuiop", "asdfghjklñ", "zxcvbnm")
STEPS = {pair for row in ROWS for one in (row, row[::-1]) for pair in pairwise(one)}
HELP = f"Al menos {SHORTEST} caracteres. Varias palabras que solo usted asocie sirven muy bien."


class Length:
    """Long enough to be hard, short enough to be judged."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            missing = SHORTEST - len(password)
            more = "falta 1" if missing == 1 else f"faltan {missing}"
            raise ValidationError(f"Use al menos {SHORTEST} caracteres: {more}.")
        if len(password) > LONGEST:
            raise ValidationError(f"Use a lo más {LONGEST} caracteres.")

    def get_help_text(self) -> str:
        return HELP


class Common(CommonPasswordValidator):
    """Not among the twenty thousand that everybody uses, nor a word of the house with figures, nor
    figures alone (a RUN, two dates), nor a walk along the keyboard or the alphabet."""

    def validate(self, password: str, user: Any = None) -> None:
        letters = re.sub(r"[^a-z]", "", fold(password))
        repeated = len(set(password)) < 5
        common = fold(password).strip() in self.passwords or letters in EXPECTED
        figures = not any(one.isalpha() for one in password)
        if common or repeated or figures or _goes_along(password):
            raise ValidationError(
                "Esa contraseña es de las primeras que alguien probaría: use otras palabras."
            )


def _goes_along(password: str) -> bool:
    """Two in three characters are the neighbour of the one before."""
    pairs = list(pairwise(password.lower()))
    return sum(pair in STEPS for pair in pairs) * 3 >= len(pairs) * 2


class Own:
    """Not one's own name, with or without figures around it."""

    def validate(self, password: str, user: Any = None) -> None:
        said = re.sub(r"[^a-z]", "", fold(password))
        for word in _words_of(user):
            if word in said and len(said) - len(word) < 8:
                raise ValidationError("No use su nombre, su usuario ni su correo como contraseña.")

    def get_help_text(self) -> str:
        return ""


def _words_of(user: Any) -> set[str]:
    """User name, names and e-mail, in letters; those of two or three say nothing."""
    person, details = getattr(user, "person", None), getattr(user, "details", None)
    said = [getattr(user, "username", "") or ""]
    said += [person.given_names, person.family_names] if person else []
    said += [(details.email or "").partition("@")[0]] if details else []
    words = {re.sub(r"[^a-z]", "", fold(part)) for text in said for part in text.split()}
    return {word for word in words if len(word) > 3}
