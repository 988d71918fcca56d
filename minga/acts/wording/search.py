"""What is found of the model texts: those in force, by their words."""

from typing import Any

from django.urls import reverse

from minga.acts.wording.models import CONTENT, ModelTextVersion
from minga.core.access import Access
from minga.core.clock import today
from minga.core.search.registry import Searchable, register


def declare() -> None:
    register(
        Searchable(
            ModelTextVersion,
            kind="texto tipo",
            title=lambda version: version.model_text.title,
            body=CONTENT,
            note=lambda version: f"Texto tipo, versión {version.number}",
            url=lambda version: reverse("wording:text", args=[version.model_text.public_id]),
            visible=_visible,
            rows=lambda: ModelTextVersion.objects.select_related("model_text__service"),
            follows=("model_text",),
        )
    )


def _visible(access: Access) -> Any:
    return ModelTextVersion.objects.visible_to(access).ruling_on(today())
