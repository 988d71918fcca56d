"""Results from a workbook: each row that can't be taken is told with its reason."""

from datetime import date
from typing import Any

import pytest

from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.workplan.results.errors import RowNotTaken
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period
from tests.conftest import TODAY, Cast, Somebody
from tests.core.imports import making
from tests.workplan.results.factories import defined, reported

HEADINGS = (
    "Producto o subproducto", "Código de la comuna", "Año", "Mes", "Medida", "Unidad", "Cantidad",
    "Fuente",
)  # fmt: skip


def row(**more: Any) -> tuple[Any, ...]:
    """Iquique; Pozo Almonte is 01106 before the change of October and 01401 after it."""
    given = {
        "product": "Nuevas", "commune": "01101", "year": 2007, "month": "octubre",
        "measure": "Subsidios otorgados", "unit": "subsidios", "value": 214, "source": "Nómina",
    }  # fmt: skip
    return tuple((given | more).values())


def sent(by: Somebody, *rows: tuple[Any, ...]) -> Import:
    spec = spec_of("results")
    return making.imported(making.xlsx(rows, HEADINGS), by.access, "resultados.xlsx", spec=spec)


@pytest.fixture
def at(cast: Cast) -> Cast:
    defined(cast)
    return cast


def test_a_workbook_is_taken_whole_and_again_changes_nothing(at: Cast) -> None:
    rows = [row(), row(commune=1106, month="septiembre", value=5), row(product="Viviendas")]
    first = sent(at.ana, *rows)
    assert making.problems(first) == []
    actions.apply_import(first, seen=first.seen, by=at.ana.access)

    found = Result.objects.order_by("pk").values_list("territory__key", "month", "value")
    assert list(found) == [("iquique", 10, 214), ("pozo-almonte", 9, 5), ("iquique", 10, 214)]
    assert set(Result.objects.values_list("author", flat=True)) == {at.ana.pk}
    again = sent(at.bruno, *rows)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert not Result.objects.counted(TODAY).exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"commune": "99999"}, "Ninguna comuna tenía el código «99999» al 31-10-2007"),
        ({"commune": "01401", "month": "septiembre"}, "«01401» al 30-09-2007"),
        ({"product": "nuevas"}, "«nuevas» no es un producto"),
        ({"product": "Puentes"}, "no es un producto de las definiciones"),
        ({"year": 2006}, "regían al 31-10-2006"),
        ({"value": -4}, "Una cantidad no es negativa"),
        ({"month": "diciembre"}, "termina el 31-12-2007"),
        ({"month": "todo el año"}, "termina el 31-12-2007"),
        ({"year": 27}, "Revise el año"),
        ({"unit": "kilos"}, "kilos"),
        ({"territory": "", "commune": None}, ""),
    ],
)
def test_each_row_says_why_it_is_not_taken(at: Cast, more: dict[str, Any], sentence: str) -> None:
    more.pop("territory", None)

    found = sent(at.ana, row(), row(**more))

    said = making.problems(found)
    assert said
    assert sentence in " ".join(f"{cell} {text}" for cell, text in said)
    assert not Result.objects.exists()


def test_a_measure_is_the_same_whatever_its_capitals(at: Cast) -> None:
    first = sent(at.ana, row(), row(commune="01401", measure="SUBSIDIOS  otorgados"))
    assert making.problems(first) == []
    actions.apply_import(first, seen=first.seen, by=at.ana.access)

    assert set(Result.objects.values_list("measure", flat=True)) == {"Subsidios otorgados"}
    again = sent(at.bruno, row(measure="subsidios otorgados"), row(commune="01401"))
    assert (making.problems(again), again.new, again.same) == ([], 0, 2)
    twice = sent(
        at.ana, row(month="septiembre"), row(month="septiembre", measure="SUBSIDIOS OTORGADOS")
    )
    assert "ya está en la fila 2" in dict(making.problems(twice))["A3"]


def test_other_units_and_periods_are_told_by_cell_in_the_preview(at: Cast) -> None:
    reported(at)

    unit = sent(
        at.ana,
        row(commune="01401", unit="familias"),
        row(product="Usadas"),
        row(product="Usadas", month="septiembre", unit="familias"),
    )
    said = dict(making.problems(unit))
    assert "se cuenta en subsidios" in said["F2"]
    assert "se cuenta en subsidios" in said["F4"]


def test_a_year_beside_its_month_is_told_in_the_preview(cast: Cast) -> None:
    defined(cast, on=date(2006, 12, 1))
    reported(cast, period=Period(2006, 12))
    year = {"year": 2006, "month": "todo el año"}

    found = sent(
        cast.ana,
        row(**year),
        row(year=2006, month="diciembre", commune="01106"),
        row(**year, commune="01106"),
    )

    said = dict(making.problems(found))
    assert "para diciembre de 2006" in said["D2"]
    assert "para diciembre de 2006" in said["D4"]


def test_what_is_there_is_corrected_on_its_page(at: Cast) -> None:
    reported(at, source="Nómina")

    found = sent(at.bruno, row(value=300))

    assert "corríjala en su página" in dict(making.problems(found))["G2"]


def test_a_figure_reported_meanwhile_stops_the_whole_workbook(at: Cast) -> None:
    found = sent(at.ana, row(commune="01401"), row())
    # With other capitals: the difference does not see it, the action does.
    reported(at, measure="SUBSIDIOS OTORGADOS")

    with pytest.raises(Exception, match="ya está informada") as refusal:
        actions.apply_import(found, seen=found.seen, by=at.ana.access)

    assert isinstance(refusal.value, RowNotTaken)
    assert Result.objects.count() == 1
