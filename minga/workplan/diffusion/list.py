"""The list of what was published, with its place, its audience and its mechanism."""

from collections.abc import Sequence
from typing import Any

from minga.core.kinds import DATE, YEAR, choice
from minga.core.lists.filters import Choice, Choices
from minga.core.lists.ranges import days
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.territory.frames import frame_on
from minga.workplan.diffusion.approvals import plan_url, publication_url
from minga.workplan.diffusion.models import Audience, Mechanism, MechanismKind, Publication

TONES = {"published": "ok", "submitted": "wait", "draft": "none"}


def _rows(asking: Asking) -> Rows:
    return Publication.objects.for_page()


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    """Place and mechanism, asked for once."""
    frame = frame_on(asking.day) if rows else None
    found = Mechanism.objects.filter(line__in={row.line_id for row in rows})
    names = {row.line_id: row.name for row in found.order_by("version__number")}
    for row in rows:
        row.place = frame.name_of(row.territory_id) if frame else ""
        row.mechanism = names.get(row.line_id, "")
        row.corrected = row.correction_made is not None


def _years(asking: Asking) -> Choices:
    seen = Publication.objects.visible_to(asking.access)
    path = "line__diffusion__plan__year"
    return [
        (year, year) for year in seen.order_by(f"-{path}").values_list(path, flat=True).distinct()
    ]


def _note(row: Any) -> str:
    if row.corrected:
        return "tiene fe de erratas"
    return "fe de erratas" if row.corrects_id else ""


PUBLICATIONS = ListSpec(
    "publicaciones",
    "Difusión: lo publicado",
    "diffusion:publications",
    queryset=_rows,
    columns=[
        Column("titulo", "Publicación", path="title", lead=True, link=publication_url),
        Column("fecha", "Fecha", DATE, path="on"),
        Column("mecanismo", "Mecanismo", value=lambda row: row.mechanism),
        Column("tipo", "Tipo", choice(dict(MechanismKind.choices)), path="kind"),
        Column("audiencia", "Audiencia", choice(dict(Audience.choices)), path="audience"),
        Column("lugar", "Territorio", value=lambda row: row.place),
        Column(
            "programa",
            "Programa",
            YEAR,
            path="line__diffusion__plan__year",
            link=lambda row: plan_url(row.line.diffusion.plan),
        ),
        Column(
            "estado",
            "Estado",
            choice(dict(Publication.State.choices)),
            path="state",
            tone=lambda row: TONES[row.state],
            note=_note,
        ),
        Column("enlace", "Enlace", path="link", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", choices=Publication.State.choices, facet=True),
        Choice("tipo_es", "Tipo", "kind", choices=MechanismKind.choices),
        Choice("audiencia_es", "Audiencia", "audience", choices=Audience.choices),
        Choice("ano_es", "Año del programa", "line__diffusion__plan__year", choices=_years),
        days("fecha_es", "Fecha", "on"),
    ],
    search=("title", "told"),
    order="-fecha",
    nouns=("publicación", "publicaciones"),
    empty_title="Aquí verá lo que se publicó, cuándo y con qué cifras",
    empty="Se prepara desde el plan de difusión de un programa; otra persona la aprueba.",
    decorate=_decorate,
    crumb="Difusión",
    template="diffusion/publications.html",
)
