"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password; one sentence for whatever is wrong, so that it tells nobody which accounts
    exist."""

    error_messages = {
        "invalid_login": "El usuario o la contraseña no corresponden. Revise mayúsculas e "
        "intente de nuevo.",
        "inactive": "Esta cuenta está deshabilitada. Pida que la habiliten en su servicio.",
    }
