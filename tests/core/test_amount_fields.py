"""Columns and form fields of money, months and RUT: es-CL in, es-CL out, what was typed is kept."""

from datetime import date, datetime
from typing import Any

import pytest
from django import forms
from django.db import models

from minga.core.money import (
    PesosField,
    PesosInput,
    UFDayField,
    UFDayInput,
    UFField,
    UFInput,
    pesos,
    pesos_of,
    thousands,
    uf,
    uf_day,
)
from minga.core.months import Month, MonthField, MonthInput, month_is_first_day
from minga.core.rut import RutField, RutInput
from minga.core.templatetags import minga as words
from minga.core.uf.actions import load
from minga.core.uf.files import Content
from minga.core.uf.models import IpcMonth
from tests.core.database import refused, sql
from tests.core.uf.paying import ADMINISTRATOR


class Sheet(forms.Form):
    amount = PesosInput(required=False, min_value=0, max_value=10_000_000)
    price = UFInput(required=False)
    value = UFDayInput(required=False)
    month = MonthInput(required=False)
    rut = RutInput(required=False)


GOOD = {
    "amount": "$ 1.234.567",
    "price": "1.234,5",
    "value": "19.622,66",
    "month": "octubre 2007",
    "rut": "12345678-5",
}


def test_what_is_typed_is_read() -> None:
    form = Sheet(GOOD)

    assert form.is_valid()
    assert form.cleaned_data == {
        "amount": 1_234_567,
        "price": 12_345_000,
        "value": 19_622_66,
        "month": Month(2007, 10),
        "rut": "12345678-5",
    }


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("amount", "1234.5", "aquí van sin decimales, y el punto separa miles"),
        ("amount", "-1", "Escriba 0 o más."),
        ("amount", "10.000.001", "Escriba 10.000.000 o menos."),
        ("price", "1.234", "puede ser 1.234 o 1,234"),
        ("value", "19622.66", "Escriba «19.622,66» o «1.962.266»."),
        ("month", "13-2007", "no es un mes"),
        ("rut", "12345678-4", "es 5, no 4"),
    ],
)
def test_what_is_not_sure_is_said_and_kept_as_typed(name: str, typed: str, says: str) -> None:
    form = Sheet(GOOD | {name: typed})

    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert says in form.errors[name][0]
    assert form[name].value() == typed


def test_a_stored_value_is_shown_as_it_is_typed() -> None:
    initial: dict[str, Any] = {
        "amount": -1_234_567,
        "price": 12_345_600,
        "value": 19_622_66,
        "month": Month(2007, 10),
        "rut": "12345678-5",
    }
    form = Sheet(initial=initial)

    assert {name: form[name].value() for name in initial} == {
        "amount": "-1.234.567",
        "price": "1.234,56",
        "value": "19.622,66",
        "month": "2007-10",
        "rut": "12.345.678-5",
    }
    assert 'inputmode="decimal"' in str(form["price"])
    assert 'inputmode="numeric"' in str(form["amount"])
    assert 'type="month"' in str(form["month"])
    assert 'value="2007-10"' in str(form["month"])


def test_empty_fields_are_nothing() -> None:
    form = Sheet(dict.fromkeys(GOOD, ""))

    assert form.is_valid()
    assert form.cleaned_data == dict.fromkeys(GOOD) | {"rut": ""}


@pytest.mark.parametrize(
    ("column", "field"),
    [
        (PesosField(), PesosInput),
        (UFField(), UFInput),
        (UFDayField(), UFDayInput),
        (MonthField(), MonthInput),
        (RutField(), RutInput),
    ],
)
def test_each_column_has_its_form_field(column: Any, field: type[forms.Field]) -> None:
    assert isinstance(column.formfield(), field)


def test_money_is_kept_in_whole_numbers() -> None:
    for column in (PesosField, UFField, UFDayField):
        assert issubclass(column, models.BigIntegerField)


def test_a_month_is_kept_as_its_first_day() -> None:
    column = MonthField()

    assert column.get_prep_value(Month(2007, 10)) == Month(2007, 10).first
    assert column.get_prep_value("octubre 2007") == Month(2007, 10).first
    assert column.get_prep_value(date(2007, 10, 2)) == date(2007, 10, 2)
    assert column.get_prep_value(datetime(2007, 10, 1)) == date(2007, 10, 1)
    assert column.get_prep_value(None) is None
    assert column.from_db_value(Month(2007, 10).first) == Month(2007, 10)
    assert column.from_db_value(None) is None
    assert column.to_python("2007-10") == Month(2007, 10)


def test_months_are_asked_for_by_value_and_by_range(db: None) -> None:
    for number in (1, 2, 3):
        file = Content(ipc={Month(2010, number): number})
        load(file, source="INE", by=ADMINISTRATOR)
    months = IpcMonth.objects.order_by("month")

    assert [row.month for row in months] == [Month(2010, number) for number in (1, 2, 3)]
    assert months.get(month=Month(2010, 2)).change == 2
    assert months.filter(month__range=(Month(2010, 2), Month(2010, 3))).count() == 2
    assert months.filter(month__gt=Month(2010, 1).first).count() == 2
    assert months.filter(month__in=[Month(2010, 1), date(2010, 3, 1)]).count() == 2
    assert months.filter(month__lt=Month(2010, 1)).count() == 0


def test_the_database_refuses_another_day_as_a_month(db: None) -> None:
    constraint = month_is_first_day("ipcmonth", "month")

    assert constraint.name == "ipcmonth_month_is_a_month"
    with refused("ipcmonth_month_is_a_month"):
        sql(
            "INSERT INTO uf_ipcmonth (month, change, event_id, load_id) "
            "VALUES ('2007-10-02', 1, 1, 1)"
        )


def test_205_uf_of_the_last_day_of_2007_are_4_022_645_pesos() -> None:
    assert pesos_of(205 * 10_000, 19_622_66) == 4_022_645
    assert pesos_of(1, 1) == 0
    assert pesos_of(1, 500_000) == 1  # half a peso goes up
    assert pesos_of(1, 499_999) == 0


def test_amounts_are_shown_as_in_chile() -> None:
    assert (pesos(1_234_567), pesos(-5)) == ("$ 1.234.567", "−$ 5")
    assert (uf(12_345_600), uf(12_345_678), uf(10_000)) == (
        "UF 1.234,56",
        "UF 1.234,5678",
        "UF 1,00",
    )
    assert uf(-5000) == "−UF 0,50"
    assert uf_day(19_622_66) == "19.622,66"
    assert (thousands(1_234_500), thousands(1_234_499), thousands(-400)) == (
        "M$ 1.235",
        "M$ 1.234",
        "M$ 0",
    )


def test_the_filters_of_a_page_say_the_same() -> None:
    filters = words.register.filters

    assert filters["pesos"](1_234_567) == "$ 1.234.567"
    assert filters["uf"](12_345_600) == "UF 1.234,56"
    assert filters["uf_day"](19_622_66) == "19.622,66"
    assert filters["rut"]("12345678-5") == "12.345.678-5"
    assert filters["number"](-2, 1) == "−0,2"
    assert filters["month"](Month(2007, 10)) == "octubre de 2007"
    assert filters["month"](None) == "–"
