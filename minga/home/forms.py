"""The specimen of the style page: a form with every kind of field, and one datum to mend."""

from typing import Any, ClassVar

from django import forms

from minga.core.forms import DateInput, MingaForm
from minga.territory.maps.widgets import DrawWidget


class SpecimenForm(MingaForm):
    """Shown, never sent."""

    TYPED: ClassVar[dict[str, str]] = {
        "name": "Pavimentación avenida Las Camanchacas",
        "total": "8400",
        "kind": "carry_over",
        "unit": "difin",
        "due": "2007-12-14",
    }

    name = forms.CharField(
        label="Nombre del proyecto", help_text="Proceso, objeto y lugar, como en la ficha."
    )
    total = forms.IntegerField(label="Total de beneficiarios")
    kind = forms.ChoiceField(
        label="Tipo de obra",
        choices=[("carry_over", "Arrastre"), ("new", "Nueva")],
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(
        label="Unidad que responde", choices=[("difin", "DIFIN"), ("seremi", "SEREMI")]
    )
    due = forms.DateField(label="Plazo", widget=DateInput(), help_text="Dentro de 2007.")
    reason = forms.CharField(
        label="Motivo del cambio", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    evidence = forms.FileField(
        label="Medio de verificación", required=False, help_text="PDF, Word o Excel, hasta 20 MB."
    )
    public = forms.BooleanField(label="Publicar en la página de la comuna", required=False)

    def clean(self) -> dict[str, Any]:
        self.add_error("total", "Debe ser 8.398: 4.312 mujeres más 4.086 hombres.")
        return self.cleaned_data


class DrawingForm(MingaForm):
    """A place drawn by its corners. Shown, never sent."""

    DRAWN: ClassVar[str] = "-69,900000; -20,500000\n-69,500000; -20,500000\n-69,700000; -20,900000"

    corners = forms.CharField(
        label="Vértices del barrio",
        help_text="Uno por línea: longitud; latitud. Se escriben aquí o se dibujan en el mapa.",
        widget=DrawWidget(),
        required=False,
    )

    def __init__(self, *args: Any, ground: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["corners"]
        field.widget = DrawWidget(
            "polygon", geometry_url=ground, attrs=field.widget_attrs(field.widget)
        )
