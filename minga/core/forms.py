"""What every form shares: Spanish messages, the stored revision, the two texts of a conflict."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minga.core.errors import DomainError, StaleForm

_REQUIRED = forms.Field.default_error_messages["required"]
# A day at either end of the calendar has no eve or no morrow: the page of its record would fail.
EARLIEST_YEAR, LATEST_YEAR = 1500, 2199


def within_reach(day: date) -> None:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValidationError(f"Revise el año: va de {EARLIEST_YEAR} a {LATEST_YEAR}.")


def _of_a_row(field: forms.Field) -> Callable[[Any], Any]:
    """A number larger than SQLite counts is one more that is not among the choices."""
    read = field.to_python

    def to_python(value: Any) -> Any:
        try:
            return read(value)
        except OverflowError as error:
            said = field.error_messages["invalid_choice"]
            raise ValidationError(said, "invalid_choice", {"value": value}) from error

    return to_python


class MingaForm(forms.Form):
    """Plain form: `refuse(error)` puts a refusal beside its field or on top."""

    conflict: StaleForm | None = None
    refused_with = 422

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == _REQUIRED:
                field.error_messages["required"] = f"Complete «{field.label or name}»."
            if isinstance(field, forms.DateField):
                field.validators.append(within_reach)
            if isinstance(field, forms.ModelChoiceField):
                field.to_python = _of_a_row(field)  # type: ignore[method-assign,assignment]

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, StaleForm):
            self.conflict = error
        self.refused_with = error.status
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def put(self, **values: Any) -> None:
        """After a refusal what was typed stays; these, which nobody types, are as they are now."""
        data: Mapping[str, Any] = self.data
        self.data = data.copy() if hasattr(data, "copy") else dict(data)
        for name, value in values.items():
            self.data[self.add_prefix(name)] = str(value)

    @property
    def http_status(self) -> int:
        """Of the answer that shows the form again: 409 when somebody was first, else 422."""
        return self.refused_with if self.is_bound and self.errors else 200


class RevisionForm(MingaForm):
    """A form over a row that others may edit: it carries the revision it was opened with."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def show_again(self, revision: int) -> None:
        """After a conflict what was typed stays; saving again is a decision, so the revision is the
        new one."""
        self.put(revision=revision)


class DayForm(MingaForm):
    """The day of the demonstration; empty goes back to the one it opened with."""

    day = forms.DateField(required=False)


class DateInput(forms.DateInput):
    """The browser's own date field: it wants ISO and shows the user's format."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class UploadField(forms.FileField):
    """A file that has not been read yet: size, type and name are judged by `documents`."""

    def to_python(self, data: Any) -> Any:
        # Django refuses an empty file here with its own words; ours are said by the action.
        if data in self.empty_values:
            return None
        return data
