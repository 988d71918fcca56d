"""Money is whole: pesos, UF of 1/10.000, and the UF of a day in 1/100 peso (decision 0006)."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from minga.core.errors import Unreadable
from minga.core.numbers import MINUS, Unit, decimal, read_decimal, whole

UF_PLACES = 4
UF_DAY_PLACES = 2
PESOS_UNIT = Unit("un monto en pesos", ("$", "clp", "pesos"), "$ 1.234.567")
UF_UNIT = Unit("un monto en UF", ("uf", "u.f."), "1.234,56")
UF_DAY_UNIT = Unit("el valor de la UF en pesos", ("$",), "19.622,66")


def pesos(amount: int) -> str:
    """«$ 1.234.567»."""
    return f"{MINUS if amount < 0 else ''}$ {whole(abs(amount))}"


def uf(amount: int) -> str:
    """«UF 1.234,56» from 1/10.000: two decimals, or as many as it has."""
    return f"{MINUS if amount < 0 else ''}UF {uf_figure(abs(amount))}"


def uf_figure(amount: int) -> str:
    """«1.234,56»: the same without its mark, for a column that says UF in its header."""
    return decimal(amount, UF_PLACES, least=2)


def uf_day(value: int) -> str:
    """«19.622,66» from 1/100 peso: what one UF is worth on a day."""
    return decimal(value, UF_DAY_PLACES, least=2)


def thousands(amount: int) -> str:
    """«M$ 1.235»: thousands of pesos, half up, for the views of the budget only."""
    rounded = (abs(amount) + 500) // 1000
    return f"{MINUS if amount < 0 and rounded else ''}M$ {whole(rounded)}"


def thousands_figure(amount: int) -> str:
    """«1.235»: the same without its mark, for a column that says M$ in its header."""
    return thousands(amount).replace("M$ ", "")


def pesos_of(amount: int, uf_of_the_day: int) -> int:
    """Pesos of an amount of UF (1/10.000) with the UF of a day (1/100 peso): half up, once."""
    return (amount * uf_of_the_day + 500_000) // 1_000_000


def read_pesos(value: object) -> int | None:
    """Whole pesos. «M$» and other currencies are told apart, not read."""
    _other_currency(value)
    return read_decimal(value, 0, PESOS_UNIT)


def read_uf(value: object) -> int | None:
    """UF of 1/10.000."""
    return read_decimal(value, UF_PLACES, UF_UNIT)


def read_uf_day(value: object) -> int | None:
    """The value of the UF on a day, in 1/100 peso."""
    return read_decimal(value, UF_DAY_PLACES, UF_DAY_UNIT)


def _other_currency(value: object) -> None:
    mark = value.strip().upper().partition("$")[0] if isinstance(value, str) else ""
    if mark in ("M", "MM"):
        word = "miles" if mark == "M" else "millones"
        raise Unreadable(f"«{mark}$» son {word} de pesos: aquí van los pesos enteros.")
    if mark in ("US", "U$", "USD"):
        raise Unreadable("El monto viene en dólares: aquí van pesos.")


class AmountInput(forms.CharField):
    """Form field of an amount: reads es-CL, shows es-CL, and keeps what was typed on an error."""

    default_error_messages = {"required": "Escriba el monto."}
    places = 0
    unit = PESOS_UNIT

    def __init__(
        self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any
    ) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal" if self.places else "numeric")

    def read(self, value: str) -> int | None:
        return read_decimal(value, self.places, self.unit)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            number = self.read(str(value))
        except Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error
        self._within(number)
        return number

    def _within(self, number: int | None) -> None:
        if number is None:
            return
        if self.min_value is not None and number < self.min_value:
            raise ValidationError(f"Escriba {self.figure(self.min_value)} o más.", code="min_value")
        if self.max_value is not None and number > self.max_value:
            raise ValidationError(
                f"Escriba {self.figure(self.max_value)} o menos.", code="max_value"
            )

    def figure(self, number: int) -> str:
        return decimal(number, self.places, least=min(self.places, 2))

    def prepare_value(self, value: Any) -> Any:
        number = isinstance(value, int) and not isinstance(value, bool)
        return self.figure(value).replace(MINUS, "-") if number else value


class PesosInput(AmountInput):
    def read(self, value: str) -> int | None:
        return read_pesos(value)


class UFInput(AmountInput):
    places = UF_PLACES
    unit = UF_UNIT


class UFDayInput(AmountInput):
    places = UF_DAY_PLACES
    unit = UF_DAY_UNIT
    default_error_messages = {"required": "Escriba el valor de la UF."}


if TYPE_CHECKING:
    _Whole = models.BigIntegerField[int, int]
else:
    _Whole = models.BigIntegerField


class _AmountField(_Whole):
    form_field: type[AmountInput]

    def formfield(
        self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any
    ) -> forms.Field | None:
        # Not IntegerField's own form field: it would read «1.234» its way.
        form_class = form_class or self.form_field
        return models.Field.formfield(self, form_class, choices_form_class, **kwargs)


class PesosField(_AmountField):
    """Column of whole pesos."""

    description = "pesos"
    form_field = PesosInput


class UFField(_AmountField):
    """Column of UF, in 1/10.000."""

    description = "UF de 1/10.000"
    form_field = UFInput


class UFDayField(_AmountField):
    """Column of the UF of a day, in 1/100 peso."""

    description = "UF del día de 1/100 de peso"
    form_field = UFDayInput
