"""What a person writes of mechanisms and publications: shape of the data and kind messages."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from minga.commitments.forms import BodyField, long_text
from minga.core.access import Access
from minga.core.forms import DateInput, MingaForm, RevisionForm, UploadField
from minga.core.indicators.registry import Indicator, indicator_of, registered
from minga.core.templatetags.minga import size
from minga.core.validity import holds_on
from minga.documents.actions import FileRefused, judge
from minga.documents.kinds import ACCEPT, TAKEN
from minga.people.models import Organisation
from minga.territory.frames import Frame
from minga.workplan.diffusion.actions import Means, Told
from minga.workplan.diffusion.models import (
    Audience,
    Frequency,
    Mechanism,
    MechanismKind,
    Publication,
)

MOST_DATES = 60


class DaysField(forms.CharField):
    """Several days in one text: «15-05-2007, 20-08-2007»."""

    def to_python(self, value: Any) -> Any:
        words = [word for word in re.split(r"[\s,;]+", str(value or "")) if word]
        if len(words) > MOST_DATES:
            raise forms.ValidationError(f"Escriba hasta {MOST_DATES} fechas.")
        return sorted({_day(word) for word in words})

    def validate(self, value: Any) -> None:
        """Whether there must be any, the action says."""

    def run_validators(self, value: Any) -> None:
        """Of a text, and these are days."""


def _day(word: str) -> date:
    try:
        return datetime.strptime(word, "%d-%m-%Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise forms.ValidationError(
            f"«{word[:20]}» no es una fecha: escríbalas como dd-mm-aaaa, separadas por comas."
        ) from error


class IndicatorsField(forms.MultipleChoiceField):
    """Indicators that the person may read."""

    def offer(self, access: Access) -> None:
        self.choices = [(found.key, found.label) for found in registered(access)]


class MechanismForm(RevisionForm):
    name = forms.CharField(
        label="Mecanismo",
        max_length=160,
        help_text="Por ejemplo: cuenta pública, página del servicio, boletín interno.",
        error_messages={
            "required": "Escriba por qué medio se informa.",
            "max_length": "Use hasta 160 letras.",
        },
    )
    audience = forms.ChoiceField(
        label="Audiencia",
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Elija a quiénes se informa.",
            "invalid_choice": "Elija una audiencia de la lista.",
        },
    )
    kind = forms.ChoiceField(
        label="Tipo",
        choices=[("", "Elija un tipo"), *MechanismKind.choices],
        error_messages={
            "required": "Elija el tipo de mecanismo.",
            "invalid_choice": "Elija un tipo de la lista.",
        },
    )
    responsible = BodyField(
        Organisation.objects.none(),
        label="Unidad responsable",
        empty_label="Elija una unidad",
        error_messages={
            "required": "Elija quién responde.",
            "invalid_choice": "Elija una unidad de la lista.",
        },
    )
    tells = long_text("Qué resultados informa", 600)
    frequency = forms.ChoiceField(
        label="Frecuencia",
        choices=Frequency.choices,
        initial=Frequency.DATED,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Elija una frecuencia de la lista."},
    )
    planned = DaysField(
        label="Fechas",
        required=False,
        help_text="Una por publicación, como 15-05-2007, separadas por comas. Ninguna si es "
        "permanente.",
    )
    indicators = IndicatorsField(
        label="Indicadores que informa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Elija indicadores de la lista."},
    )

    def __init__(self, access: Access, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = self.fields["responsible"]
        assert isinstance(bodies, forms.ModelChoiceField)
        found = Organisation.objects.filter(holds_on(day)).select_related("institution")
        bodies.queryset = found.order_by("name")
        indicators = self.fields["indicators"]
        assert isinstance(indicators, IndicatorsField)
        indicators.offer(access)

    @classmethod
    def of(cls, mechanism: Mechanism, access: Access, day: date) -> "MechanismForm":
        names = ("name", "audience", "kind", "responsible", "tells", "frequency", "indicators")
        initial = {name: getattr(mechanism, name) for name in (*names, "revision")}
        initial["planned"] = ", ".join(f"{on:%d-%m-%Y}" for on in mechanism.planned)
        return cls(access, day, initial=initial)

    def clean_audience(self) -> str:
        """A browser sends one; whoever sends two is told, and none is lost in silence."""
        data: Any = self.data
        sent = data.getlist("audience") if hasattr(data, "getlist") else []
        if len(set(sent)) > 1:
            raise forms.ValidationError(
                "Elija una sola audiencia: para dos, escriba dos mecanismos."
            )
        return str(self.cleaned_data["audience"])

    @property
    def means(self) -> Means:
        return Means(**{name: self.cleaned_data[name] for name in Means.__dataclass_fields__})


class PublicationForm(RevisionForm):
    """What was published. `of` a correction begins from what it corrects."""

    mechanism = forms.ChoiceField(
        label="Mecanismo",
        error_messages={
            "required": "Elija por qué mecanismo se difundió.",
            "invalid_choice": "Elija un mecanismo de la lista.",
        },
    )
    correction = long_text("Qué estaba equivocado", 1000)
    title = forms.CharField(
        label="Título",
        max_length=160,
        error_messages={"required": "Escriba el título.", "max_length": "Use hasta 160 letras."},
    )
    day = forms.DateField(
        label="Fecha en que se difundió",
        widget=DateInput(),
        error_messages={
            "required": "Escriba la fecha.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 15-05-2007.",
        },
    )
    territory = forms.ChoiceField(
        label="Territorio", error_messages={"invalid_choice": "Elija un lugar de la lista."}
    )
    told = long_text("Qué se informó", 2000, rows=4)
    link = forms.CharField(
        label="Enlace",
        required=False,
        max_length=300,
        help_text="La dirección donde se lee, si está en una página.",
        error_messages={"max_length": "Use hasta 300 letras."},
    )
    file = UploadField(
        label="Documento",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    indicators = IndicatorsField(
        label="Cifras que informó",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Se guarda la medición de ese día: así lo que se dijo puede comprobarse después.",
        error_messages={"invalid_choice": "Elija indicadores de la lista."},
    )

    def __init__(self, access: Access, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"{TAKEN}, hasta {size(settings.MAX_FILE_BYTES)}."
        indicators = self.fields["indicators"]
        assert isinstance(indicators, IndicatorsField)
        indicators.offer(access)

    def offer(self, frame: Frame, place_id: int, mechanisms: Sequence[Mechanism] = ()) -> None:
        """The plan's own place and what is part of it; without mechanisms, no choice of one."""
        self.frame = frame
        places = [frame.versions[place_id], *frame.communes_in(place_id)]
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ChoiceField)
        territory.choices = [(place.territory.public_id, place.name) for place in places]
        field = self.fields["mechanism"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Elija un mecanismo")] + [
            (row.line.public_id, f"{row.name} ({row.get_audience_display()})") for row in mechanisms
        ]

    def leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    @classmethod
    def starting(cls, publication: Publication) -> dict[str, Any]:
        keys = [figure.snapshot.indicator for figure in publication.figures.all()]
        return {
            "title": publication.title,
            "day": publication.on,
            "territory": publication.territory.public_id,
            "told": publication.told,
            "link": publication.link,
            "indicators": keys,
            "revision": publication.revision,
        }

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"]).strip()
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError("Escriba un enlace que comience con http:// o https://.")
        return link

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        try:
            return judge(file)
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def said(self) -> Told:
        data = self.cleaned_data
        place = self.frame.by_public_id(data["territory"])
        assert place is not None
        found = [indicator_of(key) for key in data["indicators"]]
        indicators: list[Indicator] = [item for item in found if item is not None]
        return Told(
            title=data["title"],
            day=data["day"],
            territory=place.territory,
            told=data["told"],
            link=data["link"],
            file=data["file"],
            indicators=indicators,
        )


class YearForm(MingaForm):
    """Of which year and service the attentions are told; what can't be read is today's."""

    ano = forms.IntegerField(required=False, min_value=1998, max_value=2100)
