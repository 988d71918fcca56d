"""What can never be true of a figure and its review, whoever writes."""

import pytest

from minga.workplan.results import actions
from minga.workplan.results.models import Result, ResultReview
from tests.conftest import Cast
from tests.core.database import refused, refused_constraint, sql
from tests.snapshot import written_once
from tests.workplan.results.factories import corrected, defined, reported, verified

TABLE = "results_result"
COLUMNS = (
    "public_id", "service_id", "line_id", "territory_id", "year", "month", "ends_on", "measure",
    "unit", "value", "source", "author_id", "on", "replaces_id", "reason", "event_id",
)  # fmt: skip


def copy(**changed: str) -> None:
    """Another figure like the first one, by hand."""
    values = {"public_id": "'bcdfghjkmnpq'", "territory_id": PICA} | changed
    given = ", ".join(values.get(name, f'"{name}"') for name in COLUMNS)
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    sql(f"INSERT INTO {TABLE} ({names}) SELECT {given} FROM {TABLE} ORDER BY id LIMIT 1")


PICA = "(SELECT id FROM territory_territory WHERE key = 'pica')"
IQUIQUE = "(SELECT id FROM territory_territory WHERE key = 'iquique')"


@written_once
def at(cast: Cast) -> Cast:
    defined(cast)
    return cast


def test_a_copy_in_another_place_is_taken(at: Cast) -> None:
    """So that what the others refuse is what they say."""
    reported(at)

    copy()

    assert Result.objects.count() == 2


def test_figures_and_reviews_are_only_added(at: Cast) -> None:
    verified(at)

    for table in (TABLE, "results_resultreview"):
        with refused(f"Los registros de {table} no se modifican ni se borran"):
            sql(f"UPDATE {table} SET event_id = event_id")
        with refused(f"Los registros de {table} no se modifican ni se borran"):
            sql(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": "-1"}, "result_is_not_negative"),
        ({"measure": "''"}, "result_says_measure_and_source"),
        ({"source": "''"}, "result_says_measure_and_source"),
        ({"reason": "'Porque sí'"}, "result_correction_says_why"),
        ({"month": "9"}, "del último día de su período"),
        ({"year": "2008"}, "del último día de su período"),
        ({"month": "0"}, "del último día de su período"),
        ({"ends_on": "'2007-10-01'"}, "del último día de su período"),
        ({"unit": "'families'"}, "se cuenta siempre en la misma unidad"),
        (
            {"territory_id": IQUIQUE, "month": "0", "ends_on": "'2007-12-31'"},
            "por mes y por año completo",
        ),
        ({"year": "2006", "ends_on": "'2006-10-31'"}, "no estaba en la versión que regía"),
        (
            {
                "territory_id": "(SELECT id FROM territory_territory WHERE key = "
                "'region-arica-y-parinacota')",
                "month": "9",
                "ends_on": "'2007-09-30'",
            },
            "El territorio no existía",
        ),
    ],
)
def test_what_can_not_be_is_refused_by_hand(
    at: Cast, changed: dict[str, str], sentence: str
) -> None:
    reported(at)

    with refused(sentence):
        copy(**changed)


def test_a_month_that_counts_bars_its_year_by_hand(at: Cast) -> None:
    wrong = corrected(at, verified(at), 900)
    actions.return_result(wrong, remarks="Son 216.", by=at.bruno.access)

    with refused("por mes y por año completo"):
        copy(territory_id=IQUIQUE, month="0", ends_on="'2007-12-31'")


def test_the_month_is_of_the_year(at: Cast) -> None:
    reported(at)

    with refused("del último día de su período"):
        copy(month="13", ends_on="'2007-12-31'")


def test_a_figure_is_of_a_product_of_its_service(at: Cast) -> None:
    reported(at)

    with refused("de un producto de su servicio"):
        copy(service_id=str(at.other.pk))


def test_the_same_figure_comes_once(at: Cast) -> None:
    reported(at)

    with refused_constraint("result_once", f"{TABLE}.line_id"):
        copy(territory_id=IQUIQUE)


def test_a_correction_is_of_the_same_figure_once_and_says_why(at: Cast) -> None:
    first = reported(at)
    with refused("Una corrección es de la misma cifra"):
        copy(replaces_id=str(first.pk), reason="'Otra'")
    with refused("result_correction_says_why"):
        copy(replaces_id=str(first.pk), territory_id=IQUIQUE)
    corrected(at, first, 3)

    with refused_constraint("results_result_replaces_id", f"{TABLE}.replaces_id"):
        copy(replaces_id=str(first.pk), reason="'Otra'", territory_id=IQUIQUE)


def review(result: Result, by: int, outcome: str = "verified", remarks: str = "") -> None:
    sql(
        'INSERT INTO results_resultreview (result_id, outcome, reviewer_id, "on", remarks, '
        "event_id) SELECT id, %s, %s, '2007-11-30', %s, event_id FROM results_result "
        "WHERE id = %s",
        outcome,
        by,
        remarks,
        result.pk,
    )


def test_another_person_reviews_what_stands_once_and_says_why(at: Cast) -> None:
    result = reported(at)
    with refused("Quien informó un resultado no lo revisa"):
        review(result, at.ana.pk)
    with refused("resultreview_returned_says_why"):
        review(result, at.bruno.pk, "returned")
    review(result, at.bruno.pk)
    with refused_constraint("results_resultreview_result_id", "results_resultreview.result_id"):
        review(result, at.emilio.pk)
    assert ResultReview.objects.get().reviewer_id == at.bruno.pk


def test_what_was_corrected_is_not_reviewed(at: Cast) -> None:
    result = reported(at)
    corrected(at, result, 3)

    with refused("Una cifra que ya fue corregida no se revisa"):
        review(result, at.bruno.pk)
