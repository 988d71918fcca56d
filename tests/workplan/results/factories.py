"""Results as the tests need them, made by the same actions as anybody's: Ana reports, Bruno
verifies."""

from datetime import date
from typing import Any

from minga.strategy.models import ProductLine
from minga.strategy.products import Part, Product
from minga.territory.models import Territory
from minga.workplan.results import actions
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period
from tests.conftest import TODAY, Cast
from tests.strategy.factories import approved

DEFINED = date(2007, 1, 22)
HOUSES = Product("Viviendas", "Familias", "subsidies", (1,), True, (Part("Nuevas"), Part("Usadas")))
STREETS = Product("Calles", "Vecinos", "paving", (1, 2), True, (Part("Pasajes"),))
OCTOBER = Period(2007, 10)


def defined(cast: Cast, on: date = DEFINED, products: Any = (HOUSES, STREETS)) -> None:
    approved(cast, on=on, products=products)


def line(name: str) -> ProductLine:
    """Of a product or a subproduct, by its name."""
    found = ProductLine.objects.filter(products__name=name).distinct()
    return (found or ProductLine.objects.filter(subproducts__name=name).distinct()).get()


def place(key: str) -> Territory:
    return Territory.objects.get(key=key)


def said(**more: Any) -> actions.Said:
    """214 new dwellings in Iquique in October, unless told otherwise."""
    values: dict[str, Any] = {
        "line": "Nuevas", "territory": "iquique", "period": OCTOBER,
        "measure": "Subsidios otorgados", "unit": "subsidies", "value": 214,
        "source": "Nómina de octubre",
    } | more  # fmt: skip
    if isinstance(values["line"], str):
        values["line"] = line(values["line"])
    if isinstance(values["territory"], str):
        values["territory"] = place(values["territory"])
    return actions.Said(**values)


def reported(cast: Cast, on: date = TODAY, **more: Any) -> Result:
    """Ana's, to be verified."""
    by = more.pop("by", cast.ana)
    return actions.report_result(cast.serviu, said(**more), by=by.on(on), on=on)


def verified(cast: Cast, on: date = TODAY, **more: Any) -> Result:
    result = reported(cast, on, **more)
    actions.verify_results(cast.serviu, [result], by=cast.bruno.on(on), on=on)
    return result


def corrected(cast: Cast, result: Result, value: int, on: date = TODAY) -> Result:
    return actions.correct_result(
        result, value=value, source="Nómina corregida", reason="Faltaba una familia.",
        by=cast.ana.on(on), on=on,
    )  # fmt: skip


def read(result: Result) -> Result:
    return Result.objects.for_page().get(pk=result.pk)
