"""The law from its published file: everything that does not add up is told with both figures."""

from pathlib import Path

import pytest

from minga.budget.imports import KIND
from minga.budget.models import BudgetLaw, LawLine
from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.refusals import Stale, WorkbookRefused
from minga.core.imports.spec import spec_of
from tests.budget import laws
from tests.budget.laws import csv, imported
from tests.conftest import Cast, Somebody
from tests.core.imports import making
from tests.snapshot import written_once

PUBLISHED = (
    Path(__file__).parents[3] / "shared" / "data" / "ley_presupuestos_serviu_tarapaca_2009.csv"
)


@written_once
def paula(cast: Cast) -> Somebody:
    return laws.programmer(cast)


def applied(found: Import, by: Somebody) -> Import:
    assert found.status == "ready", (found.status, found.sentence, making.problems(found))
    return actions.apply_import(found, seen=found.seen, by=by.access)


def told(found: Import) -> str:
    return "\n".join(sentence for _, sentence in making.problems(found))


def test_a_law_comes_in_whole_with_its_file(cast: Cast, paula: Somebody) -> None:
    upload = applied(imported(paula, csv()), paula)

    law = BudgetLaw.objects.get()
    assert (law.service, law.year, law.programme, law.number) == (cast.serviu, 2008, "18-99-01", 1)
    assert (law.total, law.file_sha256) == (1_000_000, upload.file_sha256)
    assert (law.source, law.loaded_by) == ("Archivo «ley.csv»", paula.person)
    assert {line.code: line.amount for line in law.lines.all()}["33-01-023"] == 450_000
    assert set(law.lines.filter(side="income").values_list("subtitle", flat=True)) == {
        "09", "13", "15"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8-sig"), (";", "latin-1"), ("\t", "utf-8")]
)
def test_it_is_read_as_offices_save_it(paula: Somebody, separator: str, encoding: str) -> None:
    text = csv(separator=separator)
    first, _, rest = text.partition("\n")

    applied(imported(paula, f"{first}\n\n{rest}\n\n", encoding), paula)

    assert LawLine.objects.filter(name="INICIATIVAS DE INVERSIÓN").exists()


def test_a_workbook_that_lost_its_zeros_says_the_same(paula: Somebody) -> None:
    rows = [line.split(",") for line in csv().splitlines()]
    numbers = [[float(cell) if cell.isdigit() else cell or None for cell in row] for row in rows]
    content = making.xlsx(numbers[1:], rows[0])

    applied(making.imported(content, paula.access, "ley.xlsx", spec=spec_of(KIND)), paula)

    codes = {line.code for line in LawLine.objects.all()}
    assert {"09", "09-01", "13-03-001", "33-01-023"} <= codes


@pytest.mark.parametrize(
    ("code", "thousands", "says"),
    [
        ("33", 601, "subtítulo 33 dice M$ 601 y sus ítems suman M$ 600: la diferencia es M$ 1."),
        ("33-01", 599, "ítem 33-01 dice M$ 599 y sus asignaciones suman M$ 600"),
        ("33-01-023", 451, "ítem 33-01 dice M$ 600 y sus asignaciones suman M$ 601"),
        ("15", 11, "los ingresos son M$ 1.001 y los gastos M$ 1.000: la diferencia es M$ 1."),
        ("21", 90, "los ingresos son M$ 1.000 y los gastos M$ 990"),
        ("15", 9, "los ingresos son M$ 999 y los gastos M$ 1.000"),
    ],
)
def test_what_does_not_add_up_is_told_with_both_figures(
    paula: Somebody, code: str, thousands: int, says: str
) -> None:
    found = imported(paula, csv(laws.instead(code, thousands)))

    assert found.status == "with_errors"
    assert says in told(found)
    assert not BudgetLaw.objects.exists()


@pytest.mark.parametrize(
    ("was", "written", "says"),
    [
        (",21,,,GASTOS", ",18,,,GASTOS", "El subtítulo 18 no es de ingresos"),
        (",31,02,,Proyectos", ",31,,004,Proyectos", "La asignación viene sin su ítem."),
        (",13,03,,De Otras", ",13,04,,De Otras", "Falta la fila del ítem 13-03"),
        ("Leasing,150,", "Leasing,-150,", "no es menor que cero"),
        ("Leasing,150,", 'Leasing,"57,039",', "57.039"),
        ("Leasing,150,", "Leasing,,", "Falta «Monto (M$)»"),
        ("2008,18,99,01,21", "1999,18,99,01,21", "el año 1999 no se carga"),
        (",33,01,127,", ",33,01,023,", "ya está en la fila"),
        (",33,01,127,", ",33,01,12A,", "no es un código de 3 cifras"),
        (",33,01,127,", ",33,01,1270,", "no es un código de 3 cifras"),
    ],
)
def test_each_row_that_cannot_be_is_told(
    paula: Somebody, was: str, written: str, says: str
) -> None:
    assert was in csv()

    found = imported(paula, csv().replace(was, written))

    errors = making.preview(found)["errors"]
    assert found.status == "with_errors"
    assert says in "\n".join(f"{error['sentence']} {error['proposal']}" for error in errors)


def test_dollars_wait_for_a_justification(paula: Somebody) -> None:
    found = imported(paula, csv().replace("Leasing,150,0", "Leasing,150,7"))

    assert (found.status, found.unjustified) == ("ready", 1)


def test_a_web_page_named_as_a_table_is_refused_kindly(paula: Somebody) -> None:
    found = imported(paula, "<!doctype html><title>503</title>")

    assert found.status == "refused"
    assert "es una página web" in found.sentence


def test_an_old_workbook_is_refused_by_its_name(paula: Somebody) -> None:
    with pytest.raises(WorkbookRefused, match="formato"):
        imported(paula, csv(), name="ley.xls")


def test_the_same_file_again_changes_nothing(paula: Somebody) -> None:
    applied(imported(paula, csv()), paula)

    again = imported(paula, csv())

    assert (again.status, again.same, again.missing) == ("no_change", len(laws.LINES), 0)
    assert BudgetLaw.objects.count() == 1


def test_a_file_that_corrects_replaces_and_the_first_one_stays(paula: Somebody) -> None:
    applied(imported(paula, csv()), paula)
    found = imported(paula, csv(laws.corrected()))
    assert (found.new, found.changed, found.missing) == (0, 5, 0)

    applied(found, paula)

    first, second = BudgetLaw.objects.order_by("number")
    assert (first.is_in_force, second.is_in_force, second.replaces) == (False, True, first)
    assert (first.total, second.total) == (1_000_000, 1_100_000)
    assert first.lines.count() == second.lines.count() == len(laws.LINES)


def test_what_another_year_holds_is_not_told_as_missing(paula: Somebody) -> None:
    applied(imported(paula, csv()), paula)

    found = imported(paula, csv(laws.LINES, year=2009))
    assert (found.new, found.missing) == (len(laws.LINES), 0)
    applied(found, paula)

    assert BudgetLaw.objects.in_force().count() == 2


def test_a_line_that_no_longer_comes_is_told(paula: Somebody) -> None:
    applied(imported(paula, csv()), paula)
    lines = [line for line in laws.instead("33-01-023", 600) if line.allocation != "127"]

    found = imported(paula, csv(lines))
    assert (found.changed, found.missing) == (1, 1)
    applied(found, paula)

    assert not BudgetLaw.objects.in_force().get().lines.filter(allocation="127").exists()


def test_two_at_once_see_each_other(paula: Somebody) -> None:
    first, second = imported(paula, csv()), imported(paula, csv(laws.corrected()))
    applied(first, paula)

    with pytest.raises(Stale):
        actions.apply_import(second, seen=second.seen, by=paula.access)
    assert BudgetLaw.objects.count() == 1


def test_the_published_law_of_a_serviu_is_read(paula: Somebody) -> None:
    if not PUBLISHED.exists():
        pytest.skip("../shared/data is not here: the published law is read from there")

    content = PUBLISHED.read_bytes()
    applied(making.imported(content, paula.access, PUBLISHED.name, spec=spec_of(KIND)), paula)

    law = BudgetLaw.objects.get()
    by_code = {line.code: line.amount for line in law.lines.all()}
    assert (law.year, law.programme, law.total) == (2009, "18-21-01", 12_728_092_000)
    assert by_code["31"] == by_code["31-02"] == 2_766_231_000
    assert by_code["33"] == 8_934_138_000
