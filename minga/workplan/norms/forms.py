"""What a person writes of a regulatory change: shape of the data and kind messages."""

from typing import Any

from django import forms
from django.db.models import Q

from minga.commitments.forms import DAY, long_text
from minga.core.forms import DateInput, MingaForm, RevisionForm
from minga.workplan.models import Activity
from minga.workplan.norms.actions import Observed, Step
from minga.workplan.norms.models import NormCertainty, NormStage, RegulatoryChange
from minga.workplan.norms.rulesets import rule_sets

MOST = 3000
NONE = ("", "Ninguno: las reglas de Minga no lo usan")


class _Activities(forms.ModelChoiceField):  # type: ignore[type-arg]  # not one at run time
    def label_from_instance(self, activity: Activity) -> str:
        return f"{activity.version.plan.year}: {activity}"


class ChangeForm(RevisionForm):
    """The observed result, and the norm that it asks to change."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    title = forms.CharField(
        label="Título",
        max_length=200,
        help_text="El cambio en una frase: «Subsidio mayor para la clase media».",
        error_messages={"max_length": "Use hasta 200 letras."},
    )
    norm = forms.CharField(
        label="Programa o norma que toca",
        max_length=200,
        help_text="Con su nombre y número: «DS 40 de 2004, Título I».",
        error_messages={"max_length": "Use hasta 200 letras."},
    )
    observed = long_text(
        "Resultado observado", MOST, rows=5, help_text="Con sus cifras, de antes y de ahora."
    )
    observed_where = forms.CharField(
        label="Dónde se observó",
        max_length=300,
        help_text="El territorio, el llamado o el documento de donde sale la cifra.",
        error_messages={"max_length": "Use hasta 300 letras."},
    )
    observed_on = forms.DateField(label="Observado el", widget=DateInput(), error_messages=DAY)
    certainty = forms.ChoiceField(
        label="Certeza de las cifras", choices=NormCertainty.choices, initial=NormCertainty.UNSURE
    )
    in_place = forms.BooleanField(required=False)
    activity = _Activities(
        Activity.objects.none(),
        required=False,
        label="Actividad del programa",
        empty_label="Ninguna",
        error_messages={"invalid_choice": "Elija una actividad de la lista."},
    )

    def __init__(
        self, *args: Any, service_id: int, place: Any, own: int | None = None, **kwargs: Any
    ) -> None:
        """`place`: the one that the person is looking at, or the change has. `own`: the activity
        that the change has, also when it left the plan."""
        super().__init__(*args, **kwargs)
        self.place = place
        activity = self.fields["activity"]
        assert isinstance(activity, forms.ModelChoiceField)
        activity.queryset = activities_of(service_id, own)
        if place is None:
            del self.fields["in_place"]
        else:
            self.fields["in_place"].label = f"Es de {place.name}"

    def values(self) -> Observed:
        given = self.cleaned_data
        activity: Activity | None = given["activity"]
        return Observed(
            title=given["title"],
            norm=given["norm"],
            observed=given["observed"],
            observed_where=given["observed_where"],
            observed_on=given["observed_on"],
            certainty=given["certainty"],
            territory=self.place.territory if given.get("in_place") else None,
            line=activity.line if activity else None,
        )


def activities_of(service_id: int, own: int | None = None) -> Any:
    """Of the plans in force of the service, the newest year first; and the one of `own`."""
    ruling = Q(version__plan__service=service_id, version__status="in_force")
    rows = Activity.objects.for_page().filter(ruling | Q(pk=own))
    ordered = rows.select_related("version__plan", "line__plan")
    return ordered.order_by("-version__plan__year", "objective__number", "number")


class StepForm(MingaForm):
    """One step. Its fields are those that its kind asks for."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    kind = forms.CharField(widget=forms.HiddenInput, max_length=12)
    on = forms.DateField(label="Fecha", widget=DateInput(), error_messages=DAY)
    decree = forms.CharField(
        label="Número del decreto",
        max_length=120,
        required=False,
        help_text="Con su año: «DS 145 de 2007».",
        error_messages={"max_length": "Use hasta 120 letras."},
    )
    rules_set = forms.ChoiceField(label="Conjunto de reglas que cambió", required=False)
    rules_version = forms.CharField(
        label="Versión de las reglas",
        max_length=60,
        required=False,
        help_text="Desde qué fecha o versión calculan así.",
        error_messages={"max_length": "Use hasta 60 letras."},
    )
    remarks = long_text("Detalle", MOST, required=False)

    OWN = {
        NormStage.DECREED: ("decree",),
        NormStage.UPDATED: ("rules_set", "rules_version"),
    }
    DATES = {
        NormStage.PROPOSED: "Propuesto el",
        NormStage.DECREED: "Fecha del decreto",
        NormStage.PUBLISHED: "Publicado en el Diario Oficial el",
        NormStage.IN_FORCE: "Rige desde el",
        NormStage.UPDATED: "Reglas actualizadas el",
    }

    def __init__(self, *args: Any, change: RegulatoryChange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = change.next_stage
        own = self.OWN.get(stage, ()) if stage else ()
        for name in ("decree", "rules_set", "rules_version"):
            if name not in own:
                del self.fields[name]
        self.fields["on"].label = self.DATES.get(stage or NormStage.OBSERVED, "Fecha")
        if "rules_set" in self.fields:
            field = self.fields["rules_set"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [NONE, *((name, name) for name in rule_sets())]
            self.fields["remarks"].help_text = "Si no cambia ninguna regla, escriba por qué."

    def step(self) -> Step:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Step(**given)


class AbandonForm(MingaForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    reason = long_text("Por qué se abandona", MOST)
