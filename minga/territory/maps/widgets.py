"""A field of coordinates that can also be drawn on a map. The field is a plain text: «longitud;
latitud», one corner a line; without a script it is written by hand."""

import json
from typing import Any, Literal

from django import forms
from django.conf import settings


class DrawWidget(forms.Textarea):
    """`geometry_url`: the land to draw on. The page needs `{% map_script %}`."""

    def __init__(
        self,
        kind: Literal["polygon", "line", "point"] = "polygon",
        *,
        geometry_url: str = "",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        data = {"data-draw": kind, "rows": 6, "spellcheck": "false"}
        super().__init__({**data, **(attrs or {})})
        self.geometry_url = geometry_url
        # What is seen before the land arrives: west, south, east, north. Empty: the region.
        self.frame: tuple[float, ...] = ()

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        if self.geometry_url:
            attrs["data-geometry"] = self.geometry_url
        if self.frame:
            west, south, east, north = (round(edge, 4) for edge in self.frame)
            attrs["data-frame"] = json.dumps([[south, west], [north, east]])
        if settings.TILES:
            attrs |= {"data-tiles": settings.TILES, "data-credit": settings.TILES_CREDIT}
        return attrs
