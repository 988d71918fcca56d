"""What the results say for stage 4, part 2.1: products delivered, by territory."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.territory.frames import frame_on
from minga.workplan.backing import Backing, Said, register_backing
from minga.workplan.models import WorkPlan
from minga.workplan.results.models import Result
from minga.workplan.results.summary import Sum, sums_of

PART = "2.1"


def declare() -> None:
    register_backing(Backing("resultados", "Resultados por producto", _says, order=40))


def _says(plan: WorkPlan, day: date, access: Access) -> Iterator[Said]:
    own = Result.objects.visible_to(access).filter(service=plan.service_id, year=plan.year)
    sums = sums_of(own, day, frame_on(day))
    if not sums:
        return
    waiting = own.waiting(day).count()
    yield Said(
        part=PART,
        sentence=_sentence(plan, sums),
        rows=tuple((f"{one.product}: {one.said}", _address(one)) for one in sums),
        advice=_advice(waiting),
    )


def _sentence(plan: WorkPlan, sums: list[Sum]) -> str:
    products = len({one.product.line_id for one in sums})
    communes = len(set().union(*(one.communes for one in sums)))
    where = f" en {_many(communes, 'comuna', 'comunas')}" if communes else ""
    return (
        f"En {plan.year} se registraron resultados verificados de "
        f"{_many(products, 'producto o subproducto', 'productos y subproductos')}{where}."
    )


def _advice(waiting: int) -> str:
    if not waiting:
        return ""
    which = _many(waiting, "cifra que todavía no cuenta", "cifras que todavía no cuentan")
    return f"Verificar {which}."


def _many(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {many}"


def _address(one: Sum) -> str:
    return reverse("results:product", args=[one.product.public_id])
