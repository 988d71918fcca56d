"""The selectors on top of every page."""

from django import forms

from minga.core.forms import DateInput, MingaForm
from minga.territory.actions import Part
from minga.territory.comparison import LEVELS
from minga.territory.models import Kind, TerritoryChange


class LookForm(MingaForm):
    place = forms.SlugField(max_length=12)
    year = forms.IntegerField(min_value=1974, max_value=2100)
    frame = forms.DateField(input_formats=["%Y-%m-%d"], required=False)


class CompareForm(MingaForm):
    """Two days and what is compared."""

    antes = forms.DateField(label="Un día", widget=DateInput)
    despues = forms.DateField(label="Otro día", widget=DateInput)
    medida = forms.ChoiceField(label="Qué se compara")
    nivel = forms.ChoiceField(label="Por", choices=list(LEVELS.items()))

    def offer(self, measures: dict[str, str]) -> None:
        self.fields["medida"].choices = list(measures.items())  # type: ignore[attr-defined]


class ChangeForm(MingaForm):
    """What a law changes, in general; its parts come after."""

    kind = forms.ChoiceField(label="Clase de cambio", choices=TerritoryChange.Kind.choices)
    title = forms.CharField(
        label="Qué cambia", max_length=160, help_text="Por ejemplo: Se crea la comuna de Matilla."
    )
    legal_basis = forms.CharField(
        label="Base legal", max_length=100, help_text="Por ejemplo: Ley 20.175."
    )
    gazette_on = forms.DateField(
        label="Publicado en el Diario Oficial", widget=DateInput, required=False
    )
    takes_effect_on = forms.DateField(
        label="Rige desde", widget=DateInput, help_text="Ese día ya es de la división nueva."
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        gazette, effect = data.get("gazette_on"), data.get("takes_effect_on")
        if gazette and effect and gazette > effect:
            self.add_error(
                "takes_effect_on", "Una norma rige desde su publicación o después, no antes."
            )
        return data


class PartForm(MingaForm):
    """One part of a change, by codes."""

    BECOMES = (
        ("", "sigue siendo el mismo"),
        ("target", "pasa a otro que ya existe"),
        (Kind.COMMUNE, "una comuna nueva"),
        (Kind.PROVINCE, "una provincia nueva"),
        (Kind.REGION, "una región nueva"),
    )
    origin = forms.CharField(
        label="Código de origen",
        max_length=5,
        required=False,
        help_text="El de la víspera, con sus ceros. Vacío si nace de nada.",
    )
    becomes = forms.ChoiceField(label="Lo que fue suyo es", choices=BECOMES, required=False)
    target = forms.CharField(label="Código del que ya existe", max_length=5, required=False)
    code = forms.CharField(
        label="Código nuevo", max_length=5, required=False, help_text="Vacío si no cambia."
    )
    name = forms.CharField(
        label="Nombre nuevo", max_length=80, required=False, help_text="Vacío si no cambia."
    )
    parent = forms.CharField(
        label="Es parte de",
        max_length=5,
        required=False,
        help_text="Código de la provincia o región desde ese día. Vacío si no cambia.",
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        becomes = data.get("becomes")
        if becomes == "target" and not data.get("target"):
            self.add_error("target", "Escriba el código del territorio que la recibe.")
        if becomes in (Kind.COMMUNE, Kind.PROVINCE, Kind.REGION):
            for name in ("code", "name", "parent"):
                if not data.get(name):
                    self.add_error(
                        name, "Un territorio nuevo lleva código, nombre y de qué es parte."
                    )
        if not becomes and not data.get("origin"):
            self.add_error("origin", "Escriba el código del territorio que cambia.")
        return data

    def part(self) -> Part:
        said = self.cleaned_data
        becomes = said["becomes"]
        return Part(
            origin=said["origin"],
            target=said["target"] if becomes == "target" else "",
            code=said["code"],
            name=said["name"],
            parent=said["parent"],
            kind=becomes if becomes != "target" else "",
        )
