"""The record of a project with its descriptors, and its place drawn on the map."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from minga.commitments.forms import BodyField, organisations
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.months import MonthInput
from minga.people.models import Organisation
from minga.strategy.models import LineOfAction, ProductLine
from minga.territory.maps.widgets import DrawWidget
from minga.works.actions import Record
from minga.works.forms.fields import choice, day, people, revision, text
from minga.works.locations import POINT, SHAPES, kind_of, read_location, written
from minga.works.models import Project, ProjectStage, Rate, Typology
from minga.works.models.project import BIP
from minga.works.products import Named

GROUPS = (
    ("Qué es", ("bip", "name", "typology", "stage", "line_of_action", "rate", "rate_on")),
    ("Quién lo ejecuta y para quién", ("unit", "principal")),
    ("Dónde", ("neighbourhood", "shape", "corners")),
    ("Cuándo", ("starts_on", "ends_on", "currency_month")),
    ("Para quién", ("beneficiaries_women", "beneficiaries_men", "beneficiaries")),
    ("Para qué", ("product_line", "expected_impact")),
)


class RecordForm(MingaForm):
    """Only the code, the name, the typology and the stage are needed to enter the portfolio."""

    bip = text("Código BIP", 10, help_text="Ocho dígitos, un guion y un dígito: 30045678-0.")
    name = text("Nombre", 200, help_text="Proceso, objeto y ubicación, como en el BIP.")
    typology = choice("Tipología", Typology.choices, empty="Elija la tipología")
    stage = choice("Etapa", ProjectStage.choices, empty="Elija la etapa")
    line_of_action = choice(
        "Línea de acción", LineOfAction.choices, empty="Por definir", required=False
    )
    rate = choice("RATE", Rate.choices, empty="Por definir", required=False)
    rate_on = day("Fecha del RATE", required=False)
    unit = BodyField(
        Organisation.objects.none(),
        label="Unidad responsable",
        empty_label="Por definir",
        required=False,
        error_messages={"invalid_choice": "Elija una unidad del servicio."},
    )
    principal = BodyField(
        Organisation.objects.none(),
        label="Mandante",
        empty_label="Ninguno: es del propio servicio",
        required=False,
        help_text="La institución cuyo dinero se gasta, cuando el servicio ejecuta por mandato.",
        error_messages={"invalid_choice": "Elija una institución de la lista."},
    )
    neighbourhood = text("Barrio o sector", 120, required=False)
    shape = choice("En el mapa es", SHAPES, required=False)
    corners = forms.CharField(
        label="Ubicación",
        required=False,
        max_length=200_000,
        widget=DrawWidget("point", attrs={"rows": 3, "data-draw-by": "id_shape"}),
        help_text="Longitud y latitud, un vértice por línea: «-70,1015; -20,2690».",
    )
    starts_on = day("Inicio previsto", required=False)
    ends_on = day("Término previsto", required=False)
    currency_month = MonthInput(
        label="Mes de la moneda", required=False, help_text="Del dinero en que se escribe su costo."
    )
    beneficiaries_women = people("Beneficiarias mujeres")
    beneficiaries_men = people("Beneficiarios hombres")
    beneficiaries = people("Total de beneficiarios")
    product_line = choice("Producto estratégico", (), required=False)
    expected_impact = forms.CharField(
        label="Impacto esperado",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Use hasta 2.000 letras."},
    )
    seen = revision()

    def __init__(
        self,
        *args: Any,
        service: Organisation,
        on: date,
        products: list[Named],
        ground: str = "",
        frame: tuple[float, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        inside = Q(institution=service) | Q(pk=service.pk)
        self._offer("unit", inside, on)
        self._offer("principal", Q(institution__isnull=True) & ~Q(pk=service.pk), on)
        field = self.fields["product_line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Por definir"), *((str(one.line_id), one.name) for one in products)]
        widget = self.fields["corners"].widget
        assert isinstance(widget, DrawWidget)
        widget.geometry_url, widget.frame = ground, frame
        # The kind that was asked for, so that the map begins with it.
        widget.attrs["data-draw"] = self["shape"].value() or POINT

    def _offer(self, name: str, which: Q, on: date) -> None:
        field = self.fields[name]
        assert isinstance(field, BodyField)
        # One that ended stays with the project that has it, until somebody chooses another.
        kept = Organisation.objects.filter(pk=self.initial.get(name) or 0)
        field.offer(organisations(on).filter(which) | kept, on)

    @classmethod
    def of(cls, project: Project, *args: Any, **more: Any) -> "RecordForm":
        initial = {name: getattr(project, name) for _, names in GROUPS for name in names if
                   name not in ("shape", "corners")}  # fmt: skip
        initial |= {
            "unit": project.unit_id,
            "principal": project.principal_id,
            "product_line": project.product_line_id,
            "shape": kind_of(project.location),
            "corners": written(project.location),
            "seen": project.revision,
        }
        return cls(*args, initial=initial, **more)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean_bip(self) -> str:
        said: str = self.cleaned_data["bip"].strip()
        if not re.fullmatch(BIP, said):
            raise forms.ValidationError(
                "Un código BIP son ocho dígitos, un guion y un dígito, como 30045678-0."
            )
        return said

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            data["location"] = read_location(data.get("shape") or POINT, data.get("corners") or "")
        except DomainError as error:
            self.add_error("corners", str(error))
        return data

    def said(self) -> Record:
        data: Mapping[str, Any] = self.cleaned_data
        line = data["product_line"]
        return Record(
            **{
                name: data[name]
                for _, names in GROUPS
                for name in names
                if name not in ("shape", "corners", "product_line")
            },
            location=data["location"],
            product_line=ProductLine.objects.get(pk=int(line)) if line else None,
        )
