"""A month as a value: `Month(2007, 10)`, kept as its first day."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, overload

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func

from minga.core.errors import Unreadable
from minga.core.numbers import plain

NAMES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})")
MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2})[-/](?P<year>[0-9]{4})")
NAMED = re.compile(r"(?P<name>[a-z]+)\.?(?: de | del |[ /-]| de-)(?P<year>[0-9]{4}|[0-9]{2})")
TOGETHER = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>0[1-9]|1[0-2])")
EXAMPLE = "como «2007-10» u «octubre 2007»"


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; ordered, counted in whole months."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            msg = f"No existe el mes {self.number} de {self.year}."
            raise ValueError(msg)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """«2007-10» and nothing else: what addresses carry."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if not found:
            msg = f"«{text}» no es un mes aaaa-mm."
            raise ValueError(msg)
        return cls(int(found[1]), int(found[2]))

    @property
    def index(self) -> int:
        """Months since the year 0: the difference of two months is that of their indices."""
        return self.year * 12 + self.number - 1

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        if self == type(self)(9999, 12):
            return date.max
        return (self + 1).first - timedelta(days=1)

    @property
    def name(self) -> str:
        """«octubre de 2007»."""
        return f"{NAMES[self.number - 1]} de {self.year}"

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.last.day))

    def until(self, last: Self) -> Iterator[Self]:
        """This month and the following ones, `last` included."""
        return (self + n for n in range(last - self + 1))

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def __add__(self, months: int) -> Self:
        year, month = divmod(self.index + months, 12)
        return type(self)(year, month + 1)

    @overload
    def __sub__(self, other: int) -> Self: ...
    @overload
    def __sub__(self, other: "Month") -> int: ...
    def __sub__(self, other: "int | Month") -> "Self | int":
        return self.index - other.index if isinstance(other, Month) else self + -other

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def read_month(value: object) -> Month | None:
    """A month typed or in a cell; nothing for an empty one."""
    if value is None or isinstance(value, Month):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _from_day(value)
    if isinstance(value, int | float):
        value = f"{value:.0f}"
        if not TOGETHER.fullmatch(value):
            raise Unreadable(f"Se esperaba un mes, {EXAMPLE}, y viene un número.")
    if not isinstance(value, str):
        raise Unreadable(f"Se esperaba un mes, {EXAMPLE}.")
    text = plain(value)
    return _from_text(text) if text else None


def _from_day(day: date) -> Month:
    if day.day != 1:
        raise Unreadable(f"Se esperaba un mes y viene el día {day:%d-%m-%Y}.", f"«{Month.of(day)}»")
    return Month.of(day)


def _from_text(text: str) -> Month:
    small = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    found = ISO.fullmatch(small) or MONTH_FIRST.fullmatch(small)
    if found:
        return _valid(int(found["year"]), int(found["month"]), text)
    together = TOGETHER.fullmatch(small)
    if together:
        raise Unreadable(f"«{text}» es un número.", f"«{together['year']}-{together['month']}»")
    named = NAMED.fullmatch(small)
    number = month_named(named["name"]) if named else None
    if named is None or number is None:
        raise Unreadable(f"Se esperaba un mes, {EXAMPLE}, y dice «{text[:40]}».")
    return _valid(_year(named["year"], named["name"]), number, text)


def month_named(name: str) -> int | None:
    """1 to 12 by its name or its first three letters («set» too)."""
    if name in ("setiembre", "set", "sept"):
        return 9
    return next((n for n, full in enumerate(NAMES, 1) if name in (full, full[:3])), None)


def _year(text: str, name: str) -> int:
    """Two digits are of this century until 79, as spreadsheets do; above, nobody guesses."""
    if len(text) == 4:
        return int(text)
    if int(text) >= 80:
        raise Unreadable(
            f"«{text}» puede ser 19{text} o 20{text}.", f"«{name} 19{text}» o «{name} 20{text}»"
        )
    return 2000 + int(text)


def _valid(year: int, number: int, text: str) -> Month:
    if not 1 <= number <= 12 or year < 1900:
        raise Unreadable(f"«{text[:40]}» no es un mes del calendario.")
    return Month(year, number)


class MonthInput(forms.CharField):
    """Form field of a month: «2007-10» in the browser's own picker, or typed."""

    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
    default_error_messages = {"required": "Escriba el mes."}

    def to_python(self, value: Any) -> Any:
        try:
            return read_month(value)
        except Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Month) else value


if TYPE_CHECKING:
    _Day = models.DateField["Month | date", "Month"]
else:
    _Day = models.DateField


class MonthField(_Day):
    """Column of a month: its first day. `month_is_first_day` is its CHECK."""

    description = "mes"

    def from_db_value(self, value: date | None, *args: Any) -> Month | None:
        return Month.of(value) if value else None

    def to_python(self, value: Any) -> Month | None:
        if value is None or isinstance(value, Month):
            return value
        try:
            return read_month(value)
        except Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> date | None:
        # A day that is not the first goes as it is: the database says no.
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        month = self.to_python(value)
        return month.first if month else None

    def value_from_object(self, obj: models.Model) -> Any:
        """The stored date: what forms of a row start with and what the chain vouches for."""
        value: object = super().value_from_object(obj)
        return value.first if isinstance(value, Month) else value

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else value.isoformat()

    def formfield(
        self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any
    ) -> forms.Field | None:
        form_class = form_class or MonthInput
        return models.Field.formfield(self, form_class, choices_form_class, **kwargs)


class IsFirstDay(Func):
    """Whether a date is the first of its month, in words that a bare connection understands too."""

    output_field = models.BooleanField()
    template = "EXTRACT(DAY FROM %(expressions)s) = 1"
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="substr(%(expressions)s, 9) = '01'", **extra
        )


def month_is_first_day(model: str, field: str) -> models.CheckConstraint:
    """`{model}_{field}_is_a_month`: the day of the month is 1."""
    return models.CheckConstraint(
        name=f"{model}_{field}_is_a_month",
        condition=IsFirstDay(field),
        violation_error_message="Un mes se guarda con su primer día.",
    )
