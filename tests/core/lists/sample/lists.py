"""The list of houses: what an area writes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError
from minga.core.kinds import BOOLEAN, DATE, INTEGER, PESOS, UF, choice
from minga.core.lists.filters import Boolean, Choice, Text
from minga.core.lists.ranges import days, figures
from minga.core.lists.spec import Asking, Barred, Bulk, Column, ListSpec, Rows
from minga.core.permissions import declare
from minga.people.models import Organisation
from tests.core.lists.sample.models import House

READ = declare("sample.read", "ver viviendas", ["unit_officer", "institution_head", "auditor"])
DELIVER = declare("sample.deliver", "entregar viviendas", ["unit_officer"])


class NotBuilt(DomainError):
    def __init__(self) -> None:
        super().__init__("Una de las viviendas ya no está terminada.")


def not_built(rows: Rows, asking: Asking) -> Iterable[Barred]:
    return [
        Barred(row, f"Está {row.get_state_display()}.")
        for row in rows.exclude(state=House.State.BUILT)
    ]


@action("sample.delivered", says="entregó {houses} viviendas")
def deliver(keys: Sequence[int], *, reason: str, by: Access, on: date | None = None) -> None:
    houses = list(House.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if any(house.state != House.State.BUILT for house in houses):
        raise NotBuilt
    for house in houses:
        house.state = House.State.SOLD
        house.save(update_fields=["state"])
    current_act().about(houses[0], reason=reason, houses=len(houses))


def services(asking: Asking) -> Iterable[tuple[Any, str]]:
    return Organisation.objects.exclude(kind="unit").order_by("name").values_list("pk", "name")


HOUSES = ListSpec(
    "viviendas",
    "Viviendas",
    "sample:houses",
    queryset=lambda asking: House.objects.select_related("service"),
    columns=[
        Column("numero", "Número", INTEGER, "number"),
        Column("calle", "Calle", path="street", lead=True),
        Column("estado", "Estado", choice(dict(House.State.choices)), "state"),
        Column("servicio", "Servicio", path="service__name"),
        Column("precio", "Precio", PESOS, "price"),
        Column("uf", "Precio", UF, "price_uf", unit="UF", shown=False),
        Column("inicio", "Inicio", DATE, "begun_on"),
        Column("entrega", "Entrega", DATE, "delivered_on"),
        Column("esquina", "Esquina", BOOLEAN, "is_corner", shown=False),
    ],
    filters=[
        Choice("estado", "Estado", "state", choices=House.State.choices, facet=True),
        Choice("servicio", "Servicio", "service", choices=services),
        Text("calle", "Calle", "street"),
        days("inicio", "Inicio", "begun_on", bare=True),
        figures("precio", "Precio", "price", PESOS),
        figures("uf", "Precio en UF", "price_uf", UF),
        Boolean("esquina", "Esquina", "is_corner"),
    ],
    search=("street", "service__name"),
    order="numero",
    permission=READ,
    nouns=("vivienda", "viviendas"),
    bulk=[
        Bulk(
            "entregar",
            "Entregar viviendas",
            DELIVER,
            act=deliver,
            says=lambda rows, count: f"Quedarán entregadas {count} viviendas.",
            done=lambda count: f"{count} viviendas entregadas.",
            judge=not_built,
        ),
        Bulk(
            "entregar-todas",
            "Entregar el conjunto",
            DELIVER,
            act=deliver,
            says=lambda rows, count: f"Quedará entregado el conjunto de {count} viviendas.",
            done=lambda count: "Conjunto entregado.",
            judge=not_built,
            whole=True,
            reason=False,
            most=60,
        ),
        Bulk(
            "entregar-sin-mirar",
            "Entregar sin mirar",
            DELIVER,
            act=deliver,
            says=lambda rows, count: f"Quedarán entregadas {count} viviendas.",
            done=lambda count: f"{count} viviendas entregadas.",
            reason=False,
        ),
    ],
)
