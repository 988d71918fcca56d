"""What every form shares: a refusal in its place, the answer's status, a conflict."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from minga.core.errors import DomainError, StaleForm
from minga.core.forms import DateInput, MingaForm, RevisionForm, UploadField
from minga.people.models import Organisation


class Named(RevisionForm):
    name = forms.CharField(label="Nombre")


class OfName(DomainError):
    field = "name"


TYPED = QueryDict("name=Dos&revision=3")


def test_a_refusal_stands_beside_its_field_or_on_top() -> None:
    form = Named(TYPED)
    form.is_valid()

    form.refuse(OfName("Ese nombre no."))
    form.refuse(DomainError("Hoy no."))

    assert form.errors["name"] == ["Ese nombre no."]
    assert form.non_field_errors() == ["Hoy no."]


def test_what_is_missing_is_named() -> None:
    form = Named(QueryDict("name=&revision=3"))

    assert form.errors["name"] == ["Complete «Nombre»."]


def test_a_refusal_of_a_field_that_the_form_has_not_goes_on_top() -> None:
    form = MingaForm({})
    form.is_valid()

    form.refuse(OfName("Ese nombre no."))

    assert form.non_field_errors() == ["Ese nombre no."]


def test_the_status_tells_a_form_to_fill_from_a_refused_one_and_a_conflict() -> None:
    good, bad, stale = Named(TYPED), Named(QueryDict("")), Named(TYPED)
    stale.is_valid()
    stale.refuse(StaleForm("B. Díaz", {}))

    statuses = [form.http_status for form in (Named(), good, bad, stale)]

    assert statuses == [200, 200, 422, 409]


def test_a_conflict_says_who_and_keeps_both_texts() -> None:
    error = StaleForm("B. Díaz", {"Nombre": ("Uno", "Dos")})

    assert str(error).startswith("B. Díaz guardó cambios aquí mientras usted escribía.")
    assert error.differences == {"Nombre": ("Uno", "Dos")}


def test_after_a_conflict_what_was_typed_stays_and_saving_again_is_a_decision() -> None:
    form = Named(TYPED)

    form.show_again(7)

    assert form.data["name"] == "Dos"
    assert form.data["revision"] == "7"
    assert TYPED["revision"] == "3"


def test_the_date_field_of_the_browser_speaks_iso() -> None:
    assert 'type="date"' in DateInput().render("day", None)
    assert 'value="2007-11-30"' in DateInput().render("day", date(2007, 11, 30))


def test_an_empty_file_reaches_who_says_it_in_our_words() -> None:
    empty = SimpleUploadedFile("vacío.pdf", b"")

    assert UploadField().clean(empty) is empty
    assert UploadField(required=False).clean(None) is None


class Dated(MingaForm):
    day = forms.DateField()


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ("0001-01-01", False),
        ("1499-12-31", False),
        ("1500-01-01", True),
        ("2199-12-31", True),
        ("2200-01-01", False),
        ("9999-12-31", False),
    ],
)
def test_a_day_at_the_end_of_the_calendar_is_a_slip_of_the_keyboard(
    typed: str, is_taken: bool
) -> None:
    form = Dated({"day": typed})

    assert form.is_valid() is is_taken
    assert is_taken or form.errors["day"] == ["Revise el año: va de 1500 a 2199."]


class Chosen(MingaForm):
    body = forms.ModelChoiceField(Organisation.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["9" * 30, "-" + "9" * 30, "9", "x"])
def test_a_number_that_no_row_can_have_is_not_among_the_choices(typed: str) -> None:
    errors = Chosen({"body": typed}).errors["body"]

    assert errors == ["Escoja una opción válida. Esa opción no está entre las disponibles."]
