"""Loading a file of boundaries, applying it, drawing a neighbourhood."""

from typing import Any

from django import forms

from minga.core.forms import DateInput, MingaForm, UploadField
from minga.territory.maps.widgets import DrawWidget
from minga.territory.models import Facility, GeometryKind

SYSTEMS = (
    ("", "el que dice el archivo, o el que se deduce"),
    ("EPSG:4326", "longitud y latitud, WGS84 (4326)"),
    ("EPSG:4674", "longitud y latitud, SIRGAS 2000 (4674)"),
    ("EPSG:5360", "longitud y latitud, SIRGAS-Chile (5360)"),
    ("EPSG:32719", "UTM 19 sur, WGS84 (32719)"),
    ("EPSG:32718", "UTM 18 sur, WGS84 (32718)"),
    ("EPSG:5361", "UTM 19 sur, SIRGAS-Chile (5361)"),
    ("EPSG:5362", "UTM 18 sur, SIRGAS-Chile (5362)"),
    ("EPSG:24879", "UTM 19 sur, PSAD56 (24879)"),
    ("EPSG:24878", "UTM 18 sur, PSAD56 (24878)"),
    ("EPSG:29179", "UTM 19 sur, SAD69 (29179)"),
)


class LoadForm(MingaForm):
    """A file, what it brings and from which day it holds."""

    file = UploadField(
        label="Archivo",
        help_text="GeoJSON, o un shapefile comprimido en .zip con sus partes .shp, .shx, .dbf y "
        ".prj.",
        error_messages={"required": "Elija el archivo."},
    )
    kind = forms.ChoiceField(label="Qué trae", choices=GeometryKind.choices)
    on = forms.DateField(
        label="Rige desde",
        widget=DateInput,
        help_text="Los códigos se leen en la división de ese día.",
    )
    source = forms.CharField(
        label="De dónde viene",
        max_length=200,
        help_text="Por ejemplo: Subdere, división comunal 2023.",
        error_messages={"required": "Escriba de dónde viene el archivo."},
    )
    crs = forms.ChoiceField(label="Sistema de coordenadas", choices=SYSTEMS, required=False)
    facility = forms.ChoiceField(
        label="Tipo del equipamiento",
        choices=[("", "el que dice cada fila"), *Facility.Kind.choices],
        required=False,
        help_text="Solo si el archivo es de un tipo y no lo dice.",
    )
    swapped = forms.BooleanField(
        label="Las coordenadas vienen como latitud, longitud", required=False
    )


class ApplyForm(MingaForm):
    """What was previewed, signed, with the mark of the difference that was shown."""

    content = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)


class DrawForm(MingaForm):
    """The outline of a neighbourhood, typed or pasted; a map may write it too."""

    name = forms.CharField(
        label="Nombre del barrio",
        max_length=80,
        error_messages={"required": "Escriba el nombre del barrio."},
    )
    on = forms.DateField(label="Rige desde", widget=DateInput)
    shape = forms.CharField(
        label="Contorno",
        widget=DrawWidget(attrs={"rows": 9}),
        help_text="Un vértice por línea, longitud y latitud: «-70,1440; -20,2260». También puede "
        "pegar un polígono en GeoJSON.",
        error_messages={"required": "Escriba los vértices del contorno."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["name"]

    def show_again(self, seen: str) -> None:
        """After somebody was first: what was typed stays, over the outline that now holds."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": seen}
