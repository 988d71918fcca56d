"""The small forms of a list: the name of a view, the reason of a bulk action."""

from collections.abc import Sequence

from django import forms

from minga.core.forms import MingaForm

NAME = "Escriba un nombre para la vista, de hasta 60 caracteres."
CHOOSE = "Elija una opción de la lista."
REASON = "Escriba el motivo: queda en el registro."


class ViewForm(MingaForm):
    """Save what the list asks now."""

    name = forms.CharField(
        label="Nombre de la vista",
        max_length=60,
        error_messages={"required": NAME, "max_length": NAME},
    )
    shared = forms.BooleanField(label="Compartir con mi institución", required=False)


class ChangeViewForm(ViewForm):
    default = forms.BooleanField(label="Abrir la lista con esta vista", required=False)


class BulkForm(MingaForm):
    """Confirm a bulk action; the reason and the choice only where the action asks for them."""

    chosen = forms.ChoiceField(
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = forms.CharField(
        label="Motivo",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": REASON},
    )

    def __init__(
        self,
        *args: object,
        asks_reason: bool = True,
        asks: tuple[str, Sequence[tuple[str, str]]] | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
        if asks is None:
            del self.fields["chosen"]
            return
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)
        field.label, options = asks
        field.choices = [("", "Elija"), *options]
