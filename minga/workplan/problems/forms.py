"""What a person writes of a problem: shape of the data and kind messages."""

from datetime import date
from typing import Any

from django import forms

from minga.commitments.forms import (
    DAY,
    BodyField,
    EvidenceMixin,
    file_field,
    long_text,
    organisations,
)
from minga.core.errors import Unreadable
from minga.core.forms import DateInput, MingaForm
from minga.core.money import PesosInput
from minga.core.numbers import plain, read_decimal
from minga.people.models import Organisation
from minga.territory.boundaries.drawing import PAIR
from minga.territory.boundaries.systems import why_outside
from minga.territory.frames import Frame
from minga.territory.maps.widgets import DrawWidget
from minga.territory.models import Kind
from minga.territory.models.geometry import units
from minga.workplan.problems.models import Funding, ProblemService, TerritorialProblem
from minga.workplan.problems.models.problem import MOST_PLACES, ProblemState
from minga.workplan.problems.models.promise import BackingKind

PLACES = (Kind.REGION, Kind.PROVINCE, Kind.COMMUNE, Kind.NEIGHBOURHOOD)
YEAR = {
    "invalid": "Escriba el año con cuatro cifras.",
    "min_value": "El año va de 1998 a 2100.",
    "max_value": "El año va de 1998 a 2100.",
}


def text(label: str, most: int, **more: Any) -> forms.CharField:
    errors = {
        "required": f"Complete «{label}».",
        "max_length": f"Use hasta {most} letras.",
    }
    return forms.CharField(label=label, max_length=most, error_messages=errors, **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), error_messages=DAY, **more)


def places_of(frame: Frame, region: int | None) -> list[tuple[str, str]]:
    """The region with what is part of it, each once and with its kind."""
    if region is None:
        return []
    inside = frame.division.inside(region)
    found = [version for version in inside if version.territory.kind in PLACES]
    found.sort(key=lambda v: (PLACES.index(v.territory.kind), v.name))
    return [(v.territory.public_id, v.with_kind) for v in found]


class StatementForm(MingaForm):
    """What is wrong, where, and since when."""

    title = text("Título", 160, help_text="En pocas palabras, lo que pasa en el lugar.")
    territory = forms.ChoiceField(
        label="Territorio",
        help_text="La unidad más pequeña donde ocurre: un barrio o una comuna.",
        error_messages={
            "required": "Elija el territorio.",
            "invalid_choice": "Elija un territorio de la lista.",
        },
    )
    statement = long_text("Enunciado del problema", 3000, rows=6)
    since = day("Se conoce desde")
    point = forms.CharField(
        label="Punto en el mapa",
        required=False,
        widget=DrawWidget("point", attrs={"rows": 2}),
        help_text="Longitud y latitud: «-70,1015; -20,2690».",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, frame: Frame, region: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frame = frame
        field = self.fields["territory"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Elija un territorio"), *places_of(frame, region)]

    def clean_point(self) -> tuple[int, int] | None:
        said = plain(self.cleaned_data["point"])
        if not said:
            return None
        found = PAIR.fullmatch(said)
        if found is None:
            raise forms.ValidationError("Escriba longitud y latitud, como «-70,1015; -20,2690».")
        east, north = (float(part.replace(",", ".")) for part in found.groups())
        if (wrong := why_outside((east, north, east, north))) is not None:
            raise forms.ValidationError(f"El punto {wrong[0]} {wrong[1]}")
        return units(east), units(north)

    @classmethod
    def of(cls, problem: TerritorialProblem, *args: Any, **more: Any) -> "StatementForm":
        point = problem.at
        initial = {
            "title": problem.title,
            "territory": problem.territory.public_id,
            "statement": problem.statement,
            "since": problem.since,
            "point": f"{point[0]:.5f}; {point[1]:.5f}".replace(".", ",") if point else "",
            "seen": problem.revision,
        }
        form = cls(*args, initial=initial, **more)
        if problem.state != ProblemState.DRAFT:
            for name in ("title", "territory", "statement", "since"):
                form.fields[name].disabled = True
        return form


class FigureForm(MingaForm):
    """A figure of the territory, whole or exact, with its source."""

    name = text("Qué se midió", 120)
    value = forms.CharField(
        label="Valor",
        max_length=30,
        help_text="Por ejemplo 1.240, o 12,5.",
        error_messages={"required": "Escriba el valor."},
    )
    unit = text("Unidad", 40, help_text="Por ejemplo: metros, viviendas, %.")
    dated_on = day("Fecha de la cifra")
    source = text("Fuente", 200)

    def clean_value(self) -> int:
        """The figure in whole units of its smallest decimal."""
        said = plain(self.cleaned_data["value"])
        _, _, part = said.partition(",")
        places = min(len(part), MOST_PLACES)
        try:
            value = read_decimal(said, places)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        if value is None:
            raise forms.ValidationError("Escriba el valor.")
        self.places = places
        return value


class BringsForm(MingaForm):
    """With what a service can help."""

    products = long_text("Productos", 600, required=False)
    faculties = long_text(
        "Facultades",
        600,
        required=False,
        help_text="Lo que la ley le permite hacer.",
    )
    resources = long_text("Recursos", 600, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @classmethod
    def of(cls, party: ProblemService, *args: Any) -> "BringsForm":
        names = ("products", "faculties", "resources")
        initial = {name: getattr(party, name) for name in names} | {"seen": party.revision}
        return cls(*args, initial=initial)


class JoinForm(BringsForm):
    organisation = BodyField(
        Organisation.objects.none(),
        label="Servicio",
        empty_label="Elija un servicio",
        error_messages={
            "required": "Elija el servicio.",
            "invalid_choice": "Elija un servicio de la lista.",
        },
    )
    field_order = ("organisation", "products", "faculties", "resources")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, BodyField)
        field.offer(organisations(on), on)


class PartyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not one at run time
    """A service of the problem, by its name."""

    def label_from_instance(self, party: ProblemService) -> str:
        return party.organisation.name


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    def label_from_instance(self, party: ProblemService) -> str:
        return party.organisation.name


class _OfParties(MingaForm):
    """A form that offers the services of the problem in `party_field`."""

    party_field = "party"

    def __init__(self, *args: Any, problem: TerritorialProblem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.party_field]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = problem.services.standing().for_page().order_by("pk")


def party_field(label: str) -> PartyField:
    return PartyField(
        ProblemService.objects.none(),
        label=label,
        empty_label="Elija un servicio del problema",
        error_messages={
            "required": "Elija el servicio.",
            "invalid_choice": "Ese servicio no participa en el problema: agréguelo antes.",
        },
    )


class BackingForm(EvidenceMixin, _OfParties):
    """The agreement, minutes or act, and who signed it."""

    party_field = "signed_by"
    file_required = False

    kind = forms.ChoiceField(label="Tipo", choices=BackingKind.choices)
    reference = text("Referencia", 160, help_text="Su número o su nombre.")
    dated_on = day("Fecha")
    signed_by = PartiesField(
        ProblemService.objects.none(),
        label="Lo firmaron",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Marque qué servicios lo firmaron.",
            "invalid_choice": "Marque servicios que participan en el problema.",
        },
    )
    file = file_field("Documento", required=False)
    act = forms.ChoiceField(
        label="O el acto en que consta",
        required=False,
        help_text="Los actos tramitados que tratan de este problema.",
        error_messages={"invalid_choice": "Elija un acto de la lista."},
    )

    def __init__(self, *args: Any, acts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Ninguno"), *acts]


class _Budget(MingaForm):
    """A budget line, of which year, how much and whether it is approved."""

    budget_line = text("Asignación o ítem", 160, required=False)
    budget_year = forms.IntegerField(
        label="Año del presupuesto",
        required=False,
        min_value=1998,
        max_value=2100,
        error_messages=YEAR,
    )
    amount = PesosInput(label="Monto (pesos)", required=False, max_value=10**15)
    is_approved = forms.BooleanField(label="La asignación está aprobada", required=False)


class PromiseForm(_Budget, _OfParties):
    """What a party promised, and from where its money comes."""

    party = party_field("Quién promete")
    promise = long_text("Qué promete", 600, help_text="En una frase, lo que hará.")
    made_on = day("Desde el")
    due_on = day("Plazo")
    funding = forms.ChoiceField(
        label="Financiamiento",
        choices=Funding.choices,
        widget=forms.RadioSelect,
        help_text="Sin asignación queda una brecha a la vista y en la tabla de la reunión.",
        error_messages={"required": "Diga si tiene presupuesto."},
    )
    gap_due_on = day("Si no tiene asignación, hasta cuándo se espera", required=False)
    field_order = (
        "party", "promise", "made_on", "due_on", "funding", "budget_line", "budget_year",
        "amount", "is_approved", "gap_due_on",
    )  # fmt: skip


class BudgetForm(_Budget):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class GapForm(_OfParties):
    what = text("Qué falta", 300)
    threatens = text("Qué proyecto amenaza", 300)
    party = party_field("Quién responde")
    due_on = day("Plazo")


class CloseGapForm(MingaForm):
    resolved = forms.ChoiceField(
        label="En qué quedó",
        choices=(("yes", "resuelta"), ("no", "se deja")),
        widget=forms.RadioSelect,
        error_messages={"required": "Diga en qué quedó la brecha."},
    )
    how = long_text("Cómo se resolvió o por qué se deja", 600)


class ReasonForm(MingaForm):
    reason = long_text("Motivo", 300)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class CloseForm(MingaForm):
    solved = forms.ChoiceField(
        label="En qué quedó",
        choices=(("yes", "resuelto"), ("no", "dejado")),
        widget=forms.RadioSelect,
        error_messages={"required": "Diga en qué quedó el problema."},
    )
    reason = long_text("Motivo", 600)
