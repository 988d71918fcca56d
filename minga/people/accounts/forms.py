"""Entering, passwords, keys, and what an administrator writes of an account."""

from typing import Any

from django import forms

from minga.core.approvals.forms import CodeForm
from minga.core.forms import DateInput, MingaForm
from minga.people.accounts.passwords import HELP, LONGEST
from minga.people.models import Organisation, Person

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


def _password(label: str, autocomplete: str, missing: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        # Longer than the longest: what is too long is said by the rule.
        max_length=8 * LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        help_text=help_text,
        error_messages={"required": missing, "max_length": "Es demasiado larga."},
    )


def _text(label: str, missing: str, most: int, *, rows: int = 0, help_text: str = "") -> Any:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    errors = {"required": missing, "max_length": f"Use hasta {most} letras."}
    return forms.CharField(
        label=label, max_length=most, widget=widget, help_text=help_text, error_messages=errors
    )


class SignInForm(MingaForm):
    """Name and password; whether they are right is not for a form to say."""

    username = forms.CharField(
        label="Usuario",
        max_length=254,
        widget=forms.TextInput(attrs=NAME | {"autofocus": True}),
        error_messages={"required": "Escriba su usuario.", "max_length": "Es demasiado largo."},
    )
    password = _password("Contraseña", "current-password", "Escriba su contraseña.")


class StepForm(CodeForm):
    """The second step: a code, or what a key signed."""


class SignedForm(MingaForm):
    """What a security key signed, as the browser packs it."""

    signed = forms.CharField(
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={
            "required": "La llave no respondió. Intente de nuevo.",
            "max_length": "La llave no respondió bien. Intente de nuevo.",
        },
    )


class NewKeyForm(SignedForm):
    name = _text("Nombre de la llave", "Escriba cómo la llamará.", 40)
    field_order = ["name", "signed"]


class ForgotForm(MingaForm):
    name = forms.CharField(
        label="Usuario o correo",
        max_length=254,
        widget=forms.TextInput(attrs=NAME),
        error_messages={
            "required": "Escriba su usuario o su correo.",
            "max_length": "Es demasiado largo.",
        },
    )


class NewPasswordForm(MingaForm):
    """Twice, because nobody sees what is typed."""

    password = _password("Contraseña nueva", "new-password", "Escriba la contraseña nueva.", HELP)
    again = _password("Repítala", "new-password", "Repita la contraseña nueva.")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("again") and said.get("password") and said["again"] != said["password"]:
            self.add_error("again", "No es igual a la de arriba.")
        return said


class ChangePasswordForm(NewPasswordForm):
    old = _password("Contraseña actual", "current-password", "Escriba su contraseña actual.")
    field_order = ["old", "password", "again"]


class ReasonForm(MingaForm):
    """Why; it stays on record."""

    reason = _text("Motivo", "Escriba el motivo: queda en el registro.", 500, rows=2)


class EmailForm(ReasonForm):
    email = forms.CharField(
        label="Correo",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Escriba el correo.", "max_length": "Es demasiado largo."},
    )
    field_order = ["email", "reason"]


class InviteForm(MingaForm):
    """Somebody known without an account, or somebody new by their RUN."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Persona con funciones y sin cuenta",
        required=False,
        empty_label="Otra persona",
        help_text="Si no está en la lista, complete nombres, apellidos y RUN.",
        error_messages={"invalid_choice": "Elija una persona de la lista."},
    )
    given_names = _text("Nombres", "Escriba los nombres.", 80)
    family_names = _text("Apellidos", "Escriba los apellidos.", 80)
    rut = forms.CharField(
        label="RUN",
        max_length=20,
        error_messages={"required": "Escriba el RUN.", "max_length": "Es demasiado largo."},
        help_text="Con él entra también con ClaveÚnica, donde esté disponible.",
    )
    username = _text("Usuario", "Escriba el usuario con que entrará.", 60)
    email = forms.CharField(
        label="Correo",
        max_length=254,
        required=False,
        help_text="Recibe ahí un enlace para elegir su contraseña. Sin correo, Minga le muestra a "
        "usted una provisoria.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    service = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Servicio que responde por la cuenta",
        empty_label=None,
        error_messages={
            "required": "Elija el servicio.",
            "invalid_choice": "Elija un servicio de la lista.",
        },
    )

    # The browser can't know that a person who was chosen needs no name.
    use_required_attribute = False

    def offer(self, people: Any, services: Any) -> None:
        """Who has no account; where everybody has one, nothing is asked about it."""
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        if not people.exists():
            del self.fields["person"]
        for name in ("given_names", "family_names", "rut"):
            self.fields[name].required = not self.data.get("person")

    def clean_username(self) -> str:
        said = str(self.cleaned_data["username"]).strip().lower()
        if not said.isascii() or not said.replace(".", "").replace("-", "").isalnum():
            raise forms.ValidationError("Use letras sin acento, cifras, puntos y guiones.")
        return said


class FactorRuleForm(ReasonForm):
    required = forms.TypedChoiceField(
        label="Segundo factor",
        choices=[("si", "obligatorio"), ("no", "opcional")],
        coerce=lambda value: value == "si",
        widget=forms.RadioSelect,
        error_messages={"required": "Elija si es obligatorio."},
    )
    valid_from = forms.DateField(
        label="Rige desde",
        widget=DateInput(),
        error_messages={
            "required": "Escriba desde qué día rige.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 01-01-2008.",
        },
    )
    source = _text(
        "Acto o norma",
        "Escriba el acto o la norma que lo dispone.",
        160,
        help_text="Por ejemplo, Res. Ex. 120 de 2007.",
    )
    field_order = ["required", "valid_from", "source", "reason"]
