"""The figures one by one, as they were reported: what waits first; verified by the page or many at
once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from minga.core.access import Access, StaffRequest
from minga.core.errors import DomainError
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice, Choices
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Barred, Bulk, Column, ListSpec, Rows
from minga.territory.frames import frame_on
from minga.territory.look import look_of
from minga.workplan.results.actions import verify_results
from minga.workplan.results.models import Result, Unit
from minga.workplan.results.permissions import VERIFY
from minga.workplan.results.products import labels, names_for
from minga.workplan.results.states import STATES, condition, state_of

WAITING = "por-verificar"


def url(result: Result) -> str:
    return reverse("results:result", args=[result.public_id])


def _rows(asking: Asking) -> Rows:
    """Of the year that one looks at, unless the address says which; what waits goes first."""
    waiting = Result.objects.waiting(asking.day).values("pk")
    rank = Case(When(pk__in=waiting, then=Value(0)), default=Value(1), output_field=IntegerField())
    known = _of_year(Result.objects.for_page().filter(on__lte=asking.day), asking)
    ranked: Rows = known.annotate(rank=rank)
    return ranked


def _of_year(rows: Rows, asking: Asking) -> Rows:
    year = asking.context["year"]
    return rows if year is None else rows.filter(year=year)


class State(Choice):
    """As it stood on the day."""

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        known = self.options(asking)
        asked = Q(pk__in=[])
        for slug in value:
            asked |= condition(known[slug].value, asking.day)
        return rows.filter(asked)


def _products(asking: Asking) -> Choices:
    mine = _of_year(Result.objects.visible_to(asking.access), asking)
    names = names_for(mine.values_list("service_id", flat=True).distinct(), asking.day)
    used = set(mine.values_list("line_id", flat=True).distinct())
    named = labels(names.values())
    rows = sorted((n for n in names.values() if n.line_id in used), key=lambda n: n.order)
    return [(n.line_id, named[n.line_id]) for n in rows]


def _years(asking: Asking) -> Choices:
    mine = Result.objects.visible_to(asking.access).order_by("-year")
    return [(year, year) for year in mine.values_list("year", flat=True).distinct()]


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    names = names_for({row.service_id for row in rows}, asking.day)
    for row in rows:
        row.product = str(names[row.line_id])
        row.place = frame_on(row.ends_on).name_of(row.territory_id)
        row.state = state_of(row, asking.day)


def _looking_at(request: StaffRequest) -> Mapping[str, Any]:
    """No year when the address says which, or asks for all that waits: a figure of October is
    verified in January."""
    sent = request.POST.get("consulta")
    asked = request.GET if sent is None else QueryDict(sent)
    all_years = asked.get("ano_es") or asked.getlist("estado_es") == [WAITING]
    return {"year": None if all_years else look_of(request).year}


def waiting_address(year: int | None = None) -> str:
    """Where all that waits is verified; of one year when it is given."""
    query = {"estado_es": WAITING} | ({"ano_es": year} if year else {})
    return f"{reverse('results:figures')}?{urlencode(query)}"


def _says(found: Found) -> SafeString:
    asking = found.asked.asking
    year = asking.context["year"]
    of = f" de {year}" if year else ""
    if not found.total:
        return format_html("No hay cifras{} con esos filtros.", of)
    waiting = sum(row.rank == 0 for row in found.rows)
    if not waiting:
        return format_html("<b>{}</b>{}.", found.counted, of)
    verb = "espera verificación" if waiting == 1 else "esperan verificación"
    return format_html("<b>{}</b>{}; <b>{}</b> {}.", found.counted, of, waiting, verb)


def _barred(rows: Rows, asking: Asking) -> Iterator[Barred]:
    for row in rows:
        if why := why_not(row, asking.access, asking.day):
            yield Barred(row, why)


def why_not(row: Result, access: Access, day: date) -> str:
    """Why a person does not verify a figure; nothing when they may."""
    state = state_of(row, day)
    if state.key != "waiting":
        return f"Ya no espera verificación: {state.label}."
    if not access.may(VERIFY, row.service_id):
        return f"La verifica una unidad de {row.service.short_name}."
    if row.author_id == access.actor_id:
        return "Usted la informó: la verifica otra persona."
    return ""


class SeveralServices(DomainError):
    code = "results.several_services"

    def __init__(self) -> None:
        super().__init__("Marque cifras de un solo servicio.")


def verify_many(keys: Sequence[int], *, reason: str, by: Access, on: date) -> object:
    rows = list(Result.objects.select_related("service").filter(pk__in=keys).order_by("pk"))
    if len({row.service_id for row in rows}) != 1:
        raise SeveralServices
    return verify_results(rows[0].service, rows, by=by, on=on)


FIGURES = ListSpec(
    "resultados",
    "Cifras de resultados",
    "results:figures",
    queryset=_rows,
    columns=[
        Column(
            "medida",
            "Medida",
            value=lambda row: row.measure,
            order=("measure",),
            note=lambda row: row.product,
            lead=True,
            width="w-30",
        ),
        Column("lugar", "Lugar", value=lambda row: row.place),
        Column(
            "periodo",
            "Período",
            value=lambda row: row.period.name,
            order=("year", "month"),
        ),
        Column("cantidad", "Cantidad", INTEGER, path="value"),
        Column("unidad", "Unidad", value=lambda row: row.get_unit_display(), order=("unit",)),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.state.label,
            order=("rank", "-pk"),
            tone=lambda row: row.state.tone,
        ),
        Column("producto", "Producto", value=lambda row: row.product, shown=False),
        Column("fuente", "Fuente", path="source", shown=False),
        Column("informado", "Informado el", DATE, path="on", shown=False),
        Column("por", "Informado por", value=lambda row: str(row.author), shown=False),
        Column("correccion", "Motivo de la corrección", path="reason", shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        State("estado_es", "Estado", "pk", choices=[(s.key, s.label) for s in STATES.values()]),
        Choice("ano_es", "Año", "year", choices=_years),
        Choice("producto_es", "Producto", "line", choices=_products),
        Choice("unidad_es", "Unidad", "unit", choices=Unit.choices),
    ],
    search=("measure", "source"),
    order="estado",
    nouns=("cifra", "cifras"),
    empty_title="Aquí verá cada cifra informada, con quién la informó y quién la verificó",
    empty="Informe un resultado, impórtelos de un libro, o cambie arriba el año.",
    says=_says,
    row_url=url,
    row_edge=lambda row: "is-late" if row.state.key == "returned" else "",
    decorate=_decorate,
    context=_looking_at,
    bulk=[
        Bulk(
            name="verificar",
            label="Verificar",
            permission=VERIFY,
            act=verify_many,
            judge=_barred,
            says=lambda rows, count: (
                f"Desde hoy cuentan {count} cifras más."
                if count != 1
                else "Desde hoy cuenta 1 cifra más."
            ),
            done=lambda count: (
                f"{count} cifras verificadas." if count != 1 else "Cifra verificada."
            ),
            reason=False,
            most=2_000,
        )
    ],
    template="results/figures.html",
    crumb="Resultados por producto y territorio",
)
