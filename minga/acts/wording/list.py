"""The list of model texts of the services that one reads."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from minga.acts.wording.models import ModelText, ModelTextVersion
from minga.core.cases import case_kinds
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Asking, Column, ListSpec


def _texts(asking: Asking) -> Any:
    """Each with its version in force on the day and the one that is being written."""
    versions = ModelTextVersion.objects.filter(model_text=OuterRef("pk"))
    ruling = versions.ruling_on(asking.day).order_by("-number")
    draft = versions.filter(status__in=("draft", "submitted"))
    return ModelText.objects.select_related("service").annotate(
        ruling=Subquery(ruling.values("number")[:1]),
        since=Subquery(ruling.values("approved_on")[:1]),
        open_status=Subquery(draft.values("status")[:1]),
    )


def case_label(text: ModelText) -> str:
    labels = {kind.key: kind.label for kind in case_kinds()}
    return labels.get(text.case_key, text.case_key) if text.case_key else "cualquiera"


def _cases(asking: Asking) -> Iterable[tuple[str, str]]:
    return [("", "cualquiera"), *((kind.key, kind.label) for kind in case_kinds())]


def state(text: Any) -> str:
    if text.retired_on:
        return "retirado"
    if text.ruling:
        return "vigente"
    return "espera aprobación" if text.open_status == "submitted" else "borrador"


def _note(text: Any) -> str:
    if text.ruling and text.open_status and not text.retired_on:
        waits = text.open_status == "submitted"
        return "otra versión espera aprobación" if waits else "otra versión en borrador"
    return ""


TONES = {"vigente": "ok", "espera aprobación": "wait", "borrador": "none", "retirado": "none"}

TEXTS = ListSpec(
    "textos-tipo",
    "Textos tipo",
    "wording:texts",
    queryset=_texts,
    columns=[
        Column("nombre", "Nombre", path="title", lead=True),
        Column("sirve", "Sirve para", value=lambda text: text.get_kind_display(), order=("kind",)),
        Column("caso", "Sobre", value=case_label, order=("case_key",)),
        Column(
            "estado",
            "Estado",
            value=state,
            note=_note,
            tone=lambda text: TONES[state(text)],
        ),
        Column("version", "Versión vigente", INTEGER, path="ruling", short="Versión"),
        Column("desde", "Vigente desde", DATE, path="since", short="Desde"),
    ],
    filters=[
        Choice("para", "Sirve para", "kind", ModelText.Kind.choices, facet=True),
        Choice("sobre", "Sobre", "case_key", _cases),
    ],
    search=("title",),
    order="nombre",
    nouns=("texto tipo", "textos tipo"),
    empty_title="Aquí verá los textos tipo de su servicio",
    empty="Los escribe asesoría jurídica o quien administra, y los aprueba otra persona.",
    row_url=lambda text: reverse("wording:text", args=[text.public_id]),
    template="wording/texts.html",
)
