"""RUT and RUN: read in any usual form, kept as «12345678-5», shown as «12.345.678-5»."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from stdnum.cl.rut import calc_check_digit

from minga.core.errors import Unreadable
from minga.core.numbers import plain, whole

CANONICAL = re.compile(r"[1-9][0-9]{0,7}-[0-9K]")
USUAL = re.compile(r"([1-9][0-9]?\.?[0-9]{3}\.?[0-9]{3})-([0-9K])")
SEPARATED = re.compile(r"0*([0-9.,]+?) ?- ?([0-9K])", re.ASCII)
TOGETHER = re.compile(r"0*([0-9]{8})([0-9K])|0*([0-9]{1,8})(K)")
GROUPED = re.compile(r"0*[0-9]{1,3}([.,][0-9]{3})*|[0-9]+")


def check_digit(number: int) -> str:
    """«0» to «9» or «K»."""
    return str(calc_check_digit(str(number)))


def show_rut(canonical: str) -> str:
    number, _, digit = canonical.partition("-")
    return f"{whole(int(number))}-{digit}"


def read_rut(value: object) -> str | None:
    """The canonical form; nothing for an empty cell. A wrong check digit is told with the right
    one."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unreadable("Se esperaba un RUT, como «12.345.678-5».")
    if isinstance(value, float):
        if not value.is_integer():
            raise Unreadable("Se esperaba un RUT, como «12.345.678-5», y viene un decimal.")
        value = int(value)
    text = plain(str(value)).upper()
    usual = USUAL.fullmatch(text)
    if usual:
        return _checked(usual[1].replace(".", ""), usual[2])
    text = re.sub(r"^(RUT|RUN|R\.U\.T\.|R\.U\.N\.)[ .:]*", "", text)
    return _from_text(text) if text else None


def _from_text(text: str) -> str:
    found = SEPARATED.fullmatch(text)
    if found and GROUPED.fullmatch(found[1]):
        return _checked(re.sub("[.,]", "", found[1]), found[2])
    together = TOGETHER.fullmatch(text.replace(".", ""))
    if together:
        return _checked(together[1] or together[3], together[2] or together[4])
    if re.fullmatch(r"[0-9.]+", text):
        raise _without_digit(text)
    raise Unreadable(f"Se esperaba un RUT, como «12.345.678-5», y dice «{text[:40]}».")


def _checked(number: str, digit: str) -> str:
    body = int(number)
    if not 0 < body < 100_000_000:
        raise Unreadable(f"«{number}-{digit}» no es un RUT: su número no está en uso.")
    expected = check_digit(body)
    if digit != expected:
        raise Unreadable(
            f"El dígito verificador de {whole(body)} es {expected}, no {digit}: revise si el "
            "error está en el número.",
            f"«{whole(body)}-{expected}», si el número es correcto",
        )
    return f"{body}-{digit}"


def _without_digit(text: str) -> Unreadable:
    """Eight digits or fewer may be a number without its check digit, or with it and no dash."""
    digits = text.replace(".", "").lstrip("0")
    if not 1 <= len(digits) <= 8:
        return Unreadable(f"«{text[:40]}» no tiene las cifras de un RUT, como «12.345.678-5».")
    readings = [f"«{whole(int(digits))}-{check_digit(int(digits))}»"]
    if len(digits) > 1 and check_digit(int(digits[:-1])) == digits[-1]:
        readings.append(f"«{whole(int(digits[:-1]))}-{digits[-1]}»")
    return Unreadable(
        f"«{text}» no dice cuál es su dígito verificador.",
        " o ".join(readings),
    )


class RutInput(forms.CharField):
    """Form field: any usual form in, the canonical one out; shown with its points."""

    default_error_messages = {"required": "Escriba el RUT."}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return read_rut(text) or ""
        except Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Points for what is a RUT; what was typed wrong stays as it was typed."""
        if not isinstance(value, str) or not CANONICAL.fullmatch(value):
            return value
        number, _, digit = value.partition("-")
        return show_rut(value) if digit == check_digit(int(number)) else value


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class RutField(_Text):
    """Column of a canonical RUT. What the database checks is `rut_is_canonical`."""

    description = "RUT"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)

    def formfield(
        self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any
    ) -> forms.Field | None:
        # Before the canonical form there may be points, spaces and «RUT».
        form_class = form_class or RutInput
        return models.Field.formfield(
            self, form_class, choices_form_class, **{"max_length": 30, **kwargs}
        )
