"""What a person writes of the commitments of a plan: shape of the data and kind messages."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from minga.commitments.forms import long_text, organisations
from minga.core.forms import DateInput, MingaForm, UploadField
from minga.core.templatetags.minga import size
from minga.documents.actions import FileRefused, judge
from minga.documents.kinds import ACCEPT, TAKEN
from minga.people.models import Organisation
from minga.workplan.carrying.actions import Key, Told, keys_of
from minga.workplan.carrying.models import GONE, Became, CarriedCommitment, CarriedOutcome
from minga.workplan.carrying.offers import Offer
from minga.workplan.models import Activity

MOST = 1000


class ChooseForm(MingaForm):
    """Which of the commitments that were left pass to the plan."""

    chosen = forms.MultipleChoiceField(
        label="Compromisos",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Elija al menos un compromiso.",
            "invalid_choice": "Uno de los compromisos ya no está en la lista: revise y elija otra "
            "vez.",
        },
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        # Also those that somebody has just carried: the action says which plan has them.
        field.choices = [(offer.value, offer.left.title) for offer in offers]

    def keys(self) -> list[Key]:
        return keys_of(self.cleaned_data["chosen"])


class _Activities(forms.ModelChoiceField):  # type: ignore[type-arg]  # not one at run time
    def label_from_instance(self, activity: Activity) -> str:
        return str(activity)


class _Carried(forms.ModelChoiceField):  # type: ignore[type-arg]  # not one at run time
    def label_from_instance(self, carried: CarriedCommitment) -> str:
        return carried.short


class TellForm(MingaForm):
    """What became of one commitment."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.ChoiceField(
        label="Qué pasó",
        choices=[(kind, kind.label) for kind in Became if kind != Became.DROPPED],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Elija qué pasó.",
            "invalid_choice": "Elija qué pasó entre lo que se ofrece.",
        },
    )
    text = long_text("Detalle", MOST, help_text="Qué se hizo, o qué falta, en una o dos frases.")
    activity = _Activities(
        Activity.objects.none(),
        required=False,
        label="Actividad del programa",
        empty_label="Ninguna",
        help_text="Si pasó a una actividad, elija cuál.",
        error_messages={"invalid_choice": "Elija una actividad de la lista."},
    )
    other = _Carried(
        CarriedCommitment.objects.none(),
        required=False,
        label="Compromiso que lo reemplaza",
        empty_label="Ninguno de los traídos",
        help_text="Si se reemplazó por otro de este programa, elija cuál.",
        error_messages={"invalid_choice": "Elija un compromiso de la lista."},
    )
    file = UploadField(
        required=False,
        label="Documento de respaldo",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, carried: CarriedCommitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.help_text = f"{TAKEN}, hasta {size(settings.MAX_FILE_BYTES)}."
        _narrow(self.fields["activity"], activities_of(carried))
        _narrow(self.fields["other"], others_of(carried))

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        try:
            return judge(file) if file else None
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error

    def told(self) -> Told:
        values = self.cleaned_data
        activity: Activity | None = values["activity"]
        return Told(
            kind=values["kind"],
            text=values["text"],
            line=activity.line if activity else None,
            other=values["other"],
            file=values["file"],
        )


def activities_of(carried: CarriedCommitment) -> Any:
    """Of the version that is being prepared, or else of the one in force."""
    versions = carried.plan.versions.filter(status__in=("draft", "submitted", "in_force"))
    newest = versions.order_by("-number").values("pk")[:1]
    return Activity.objects.for_page().filter(version__in=list(newest.values_list("pk", flat=True)))


def others_of(carried: CarriedCommitment) -> Any:
    """Those of its plan that are not, in their turn, replaced or dropped."""
    said = CarriedOutcome.objects.filter(carried=OuterRef("pk")).order_by("-pk")
    last = Coalesce(Subquery(said.values("kind")[:1]), Value(""))
    others = CarriedCommitment.objects.filter(plan=carried.plan_id).exclude(pk=carried.pk)
    return others.annotate(became=last).exclude(became__in=GONE).order_by("pk")


def _narrow(field: forms.Field, rows: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class DropForm(MingaForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    reason = long_text("Por qué se deja", MOST, help_text="Queda escrito con su nombre y la fecha.")


class FollowForm(MingaForm):
    """Who answers for it from now on, and until when."""

    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Responsable",
        empty_label="Elija quién responde",
        error_messages={
            "required": "Elija quién responde.",
            "invalid_choice": "Elija a quién responde en la lista.",
        },
    )
    due_on = forms.DateField(
        label="Plazo",
        widget=DateInput(),
        error_messages={
            "required": "Escriba el plazo.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 30-06-2008.",
        },
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _narrow(self.fields["responsible"], organisations(day))
