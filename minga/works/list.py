"""The list of projects: what they are, what they cost, and how complete their record is."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.commitments.forms import organisations
from minga.core.access import Access
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Asked, Choice, Choices
from minga.core.lists.ranges import days
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Barred, Book, Bulk, Column, ListSpec, Rows
from minga.people.models import Organisation
from minga.strategy.models import Initiative, LineOfAction
from minga.territory.frames import frame_on
from minga.works.actions import assign_unit, withdraw_projects
from minga.works.completeness import COMPLETE, with_met
from minga.works.models import (
    CostLine,
    FundingSource,
    Project,
    ProjectInitiative,
    ProjectShare,
    ProjectStage,
    ProjectState,
    Rate,
    SourceKind,
    Typology,
)
from minga.works.models.costs import THOUSAND
from minga.works.permissions import FORMULATE

TONES = {"active": "go", "finished": "ok", "withdrawn": ""}
COMPLETE_WORD, LACKING_WORD = "completo", "incompleto"


def url(project: Project) -> str:
    return reverse("works:project", args=[project.public_id])


def _projects(asking: Asking) -> Rows:
    costs = CostLine.objects.filter(project=OuterRef("pk")).order_by().values("project")
    total = Subquery(costs.annotate(total=Sum("amount")).values("total"))
    known = Project.objects.select_related("unit__institution", "principal", "service")
    # PostgreSQL adds whole numbers up to a number that is not.
    priced = known.annotate(cost=Cast(Coalesce(total, 0), BigIntegerField()))
    return with_met(priced, asking.day)


class Commune(Choice):
    """In any part of it."""

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        known = self.options(asking)
        places = [known[slug].value for slug in value]
        return rows.filter(
            pk__in=ProjectShare.objects.filter(territory__in=places).values("project")
        )


class OfInitiative(Choice):
    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        known = self.options(asking)
        asked = [known[slug].value for slug in value]
        ties = ProjectInitiative.objects.filter(initiative__in=asked)
        return rows.filter(pk__in=ties.values("project"))


class PaidBy(Choice):
    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        known = self.options(asking)
        asked = [known[slug].value for slug in value]
        paid = FundingSource.objects.filter(kind__in=asked)
        return rows.filter(pk__in=paid.values("project"))


class Completeness(Choice):
    """Of the whole record."""

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        if len(value) > 1:
            return rows
        wanted = self.options(asking)[value[0]].value
        return rows.filter(met=COMPLETE) if wanted else rows.filter(met__lt=COMPLETE)


class ByMandate(Asked):
    """Own projects, or those that the service executes with the money of another."""

    def condition(self, asking: Asking) -> Q:
        return Q(principal__isnull=False)


def _communes(asking: Asking) -> Choices:
    seen = Project.objects.visible_to(asking.access)
    used = ProjectShare.objects.filter(project__in=seen).order_by().values_list("territory")
    frame = frame_on(asking.day)
    return sorted(((pk, frame.name_of(pk)) for (pk,) in used.distinct()), key=lambda pair: pair[1])


def _initiatives(asking: Asking) -> Choices:
    found = Initiative.objects.visible_to(asking.access).order_by("name", "pk")
    return [(row.pk, row.name) for row in found]


def _units(asking: Asking) -> Choices:
    used = Project.objects.visible_to(asking.access).order_by().values("unit")
    found = Organisation.objects.filter(pk__in=used).order_by("short_name")
    return [(None, "sin unidad"), *((row.pk, row.short_name) for row in found)]


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    """The communes of each, largest share first, in one question."""
    frame = frame_on(asking.day)
    places: dict[int, list[str]] = {}
    shares = ProjectShare.objects.filter(project__in=[row.pk for row in rows])
    for project, territory in shares.order_by("-hundredths", "pk").values_list(
        "project", "territory"
    ):
        places.setdefault(project, []).append(frame.name_of(territory))
    for row in rows:
        row.where = ", ".join(places.get(row.pk, ())) or "sin comuna"


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay proyectos con esos filtros.")
    lacking = sum(row.met < COMPLETE for row in found.rows)
    if not lacking:
        return format_html("<b>{}</b>; en esta página, todos completos.", found.counted)
    verb = "tiene" if lacking == 1 else "tienen"
    return format_html(
        "<b>{}</b>; en esta página, <b>{}</b> {} su registro incompleto.",
        found.counted,
        lacking,
        verb,
    )


def _barred(rows: Rows, asking: Asking) -> Iterator[Barred]:
    for row in rows:
        if not asking.access.may(FORMULATE, row.service_id):
            yield Barred(row, f"Es de {row.service.short_name}: lo escribe quien lo formula allí.")
        elif not row.is_active:
            yield Barred(row, f"Está {row.get_state_display()}.")


def _offered(asking: Asking) -> list[tuple[str, str]]:
    """Units of the services where the person formulates."""
    services = [pk for pk in asking.access.institutions if asking.access.may(FORMULATE, pk)]
    found = organisations(asking.day).filter(institution__in=services)
    return [(str(unit.pk), unit.name) for unit in found]


def assign(keys: Sequence[int], *, chosen: str, reason: str, by: Access, on: date) -> object:
    unit = Organisation.objects.select_related("party").get(pk=int(chosen))
    return assign_unit(keys, unit, reason=reason, by=by, on=on)


def _lacks(row: Any) -> str:
    missing = COMPLETE - row.met
    return "completo" if not missing else f"falta{'n' if missing > 1 else ''} {missing}"


PROJECTS = ListSpec(
    key="proyectos",
    title="Proyectos y obras",
    url_name="works:projects",
    queryset=_projects,
    columns=[
        Column("nombre", "Proyecto", path="name", lead=True, width="w-30",
               note=lambda row: f"{row.bip} · {row.get_stage_display()}"),
        Column("bip", "Código BIP", path="bip", shown=False),
        Column("lugar", "Comunas", value=lambda row: row.where),
        Column("linea", "Línea de acción", value=lambda row: row.get_line_of_action_display(),
               order=("line_of_action",)),
        Column("etapa", "Etapa", value=lambda row: row.get_stage_display(), order=("stage",),
               shown=False),
        Column("tipologia", "Tipología", value=lambda row: row.get_typology_display(),
               order=("typology",), shown=False),
        Column("rate", "RATE", value=lambda row: row.rate.upper() if row.rate else "",
               order=("rate",)),
        Column("costo", "Costo total", INTEGER, value=lambda row: row.cost // THOUSAND,
               order=("cost",), unit="M$"),
        Column("estado", "Estado", value=lambda row: row.get_state_display(), order=("state",),
               tone=lambda row: TONES[row.state]),
        Column("registro", "Registro", value=_lacks, order=("met",),
               tone=lambda row: "ok" if row.met == COMPLETE else "wait"),
        Column("mandante", "Mandante", shown=False, order=("principal__short_name",),
               value=lambda row: row.principal.short_name if row.principal else "propio"),
        Column("unidad", "Unidad", path="unit__short_name", shown=False),
        Column("inicio", "Inicio previsto", DATE, path="starts_on", shown=False),
        Column("termino", "Término previsto", DATE, path="ends_on", shown=False),
        Column("beneficiarios", "Beneficiarios", INTEGER, path="beneficiaries", shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", choices=ProjectState.choices, facet=True),
        Choice("etapa_es", "Etapa", "stage", choices=ProjectStage.choices),
        Choice("tipologia_es", "Tipología", "typology", choices=Typology.choices),
        Choice("linea_es", "Línea de acción", "line_of_action",
               choices=[*LineOfAction.choices, ("", "por definir")]),
        Commune("comuna_es", "Comuna", "pk", choices=_communes),
        Choice("rate_es", "RATE", "rate", choices=[*Rate.choices, ("", "por definir")]),
        ByMandate("mandato", "Por mandato", "principal"),
        PaidBy("fuente_es", "Fuente", "pk", choices=SourceKind.choices),
        OfInitiative("iniciativa_es", "Iniciativa", "pk", choices=_initiatives),
        Choice("unidad_es", "Unidad", "unit", choices=_units),
        Completeness("registro_es", "Registro", "pk",
                     choices=[(True, COMPLETE_WORD), (False, LACKING_WORD)]),
        days("inicia", "Inicio previsto", "starts_on"),
    ],
    search=("name", "bip", "neighbourhood"),
    finds=lambda text: Q(expected_impact__icontains=text),
    order="nombre",
    nouns=("proyecto", "proyectos"),
    empty_title="Aquí verá los proyectos y estudios de la cartera",
    empty="Los registra un profesional de programación, uno por uno o desde un libro.",
    says=_says,
    row_url=url,
    row_edge=lambda row: "is-warn" if row.is_active and row.met < COMPLETE else "",
    decorate=_decorate,
    bulk=[
        Bulk(
            name="retirar",
            label="Retirar de la cartera",
            permission=FORMULATE,
            act=withdraw_projects,
            judge=_barred,
            says=lambda rows, count: (
                "1 proyecto sale hoy de la cartera; su registro queda." if count == 1 else
                f"{count} proyectos salen hoy de la cartera; sus registros quedan."
            ),
            done=lambda count: (
                "Proyecto retirado." if count == 1 else f"{count} proyectos retirados."
            ),
            most=500,
        ),
        Bulk(
            name="asignar",
            label="Asignar unidad responsable",
            permission=FORMULATE,
            act=assign,
            judge=_barred,
            says=lambda rows, count: (
                "1 proyecto pasa a la unidad que elija." if count == 1 else
                f"{count} proyectos pasan a la unidad que elija."
            ),
            done=lambda count: (
                "Proyecto asignado." if count == 1 else f"{count} proyectos asignados."
            ),
            most=500,
            asks=("Unidad responsable", _offered),
        ),
    ],
    books=[Book("Descargar planilla", "Descargar su planilla", "bulk:book", FORMULATE)],
    template="works/projects.html",
    crumb="Cartera de inversión",
)  # fmt: skip
