"""Population of communes from a file: the codes however a spreadsheet spoiled them, the numbering
of the tax service told apart, and a figure that supersedes another."""

import html
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.errors import Unreadable
from minga.core.imports import actions as imports
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.territory.actions import PopulationRow, load_figures, load_territories
from minga.territory.imports import read_cut
from minga.territory.models import Kind, Population, Territory
from minga.territory.populations import Series, population_of, populations
from minga.territory.tables import other_codes, rows
from minga.territory.tables import populations as packaged
from tests.conftest import SCRIBE, Cast
from tests.core.database import refused, sql
from tests.core.imports.making import csv, read, sent, xlsx

REAL = Path(__file__).parents[3] / "shared" / "data" / "poblacion_comuna_anio_2002_2035.csv"
HEADINGS = ("Código de la comuna", "Comuna", "Año", "Población")
AFTER = date(2007, 10, 8)


def imported(cast: Cast, content: bytes, name: str = "poblacion.csv") -> Import:
    spec = spec_of("poblacion-proyectada")
    assert spec is not None
    return read(sent(content, cast.nora.access, name, spec=spec))


def applied(cast: Cast, content: bytes, name: str = "poblacion.csv") -> Import:
    upload = imported(cast, content, name)
    assert upload.errors == 0, problems(cast, upload)
    return imports.apply_import(upload, seen=upload.seen, by=cast.nora.access)


def problems(cast: Cast, upload: Import) -> str:
    page = cast.nora.client().get(upload.get_absolute_url()).content.decode()
    return " ".join(html.unescape(page).split())


def told(*lines: str) -> bytes:
    return csv("cut,comuna,año,población\n" + "".join(f"{line}\n" for line in lines))


@pytest.mark.skipif(not REAL.exists(), reason="the real file is not on this machine")
def test_the_real_file_is_loaded_whole_and_again_changes_nothing(cast: Cast) -> None:
    applied(cast, REAL.read_bytes())

    assert Population.objects.count() == 11 * 34
    projection = Series("projection", 2007)
    iquique = Territory.objects.get(key="iquique")
    assert population_of(iquique.pk, projection, on=AFTER)
    before = populations(projection, on=date(2007, 10, 7))
    after = populations(projection, on=AFTER)
    assert before is not None
    assert after is not None
    (whole,) = before.reading.totals.values()
    assert sum(after.reading.totals.values()) == whole
    assert len(after.reading.totals) == 2

    again = imported(cast, REAL.read_bytes())

    assert (again.errors, again.new, again.changed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1101, "01101"),
        ("01101", "01101"),
        ("1101", "01101"),
        (1405.0, "01405"),
        ("1405.0", "01405"),
        (15101, "15101"),
        (" 15101 ", "15101"),
        (None, None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_was_spoiled(cell: object, code: str | None) -> None:
    assert read_cut(cell) == code


@pytest.mark.parametrize("cell", ["Iquique", "110", "011011", 1101.5, "1.101", "-1101", "١١٠١"])
def test_what_is_no_code_is_not_guessed(cell: object) -> None:
    with pytest.raises(Unreadable, match="no es el código de una comuna"):
        read_cut(cell)


@given(st.integers(1000, 99_999))
def test_a_code_is_the_same_as_number_and_as_text(number: int) -> None:
    as_text = f"{number:05d}"

    assert {read_cut(number), read_cut(float(number)), read_cut(as_text)} == {as_text}


def test_codes_as_numbers_of_a_workbook_are_read(cast: Cast) -> None:
    content = xlsx([(1101, "Iquique", 2007, 1000), (1405.0, "Pica", 2007, 50)], HEADINGS)

    applied(cast, content, "poblacion.xlsx")

    found = Population.objects.values_list("territory__key", "value", "kind", "is_verified")
    assert set(found) == {("iquique", 1000, "projection", False), ("pica", 50, "projection", False)}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1101,Arica,2007,1", "1101 es Arica en la numeración de Impuestos Internos"),
        ("01106,Pozo Almonte,2007,1", "hasta antes del 08-10-2007; hoy es 01401"),
        ("01101,Pica,2007,1", "El código 01101 es de Iquique y la fila dice «Pica»"),
        ("99999,,2007,1", "Ninguna comuna tiene hoy el código 99999"),
        ("Iquique,Iquique,2007,1", "no es el código de una comuna"),
        ("01101,Iquique,20071,1", "El año 20071 no es de una población"),
        ("01101,Iquique,2007,-4", "Una población no es negativa"),
    ],
)  # fmt: skip
def test_each_wrong_row_is_told_and_nothing_is_loaded(cast: Cast, line: str, says: str) -> None:
    load_figures(packaged(), other_codes(), by=SCRIBE)

    upload = imported(cast, told("01405,Pica,2007,9", line))

    assert upload.errors == 1
    assert says in problems(cast, upload)
    assert not Population.objects.filter(kind="projection").exists()


def test_a_later_figure_supersedes_and_the_old_one_stays(cast: Cast) -> None:
    applied(cast, told("01405,Pica,2007,9"))

    applied(cast, told("01405,Pica,2007,11"))

    old, new = Population.objects.order_by("pk")
    assert (old.value, new.value, new.supersedes) == (9, 11, old)
    assert list(Population.objects.current()) == [new]
    pica = Territory.objects.get(key="pica")
    assert population_of(pica.pk, Series("projection", 2007), on=AFTER) == 11


def test_the_database_edits_and_deletes_no_figure(cast: Cast) -> None:
    applied(cast, told("01405,Pica,2007,9", "01101,Iquique,2007,8"))

    for said in ("UPDATE territory_population SET value = 1", "DELETE FROM territory_population"):
        with refused("no se modifican ni se borran"):
            sql(said)
    columns = "territory_id, year, kind, value, divided_on, source, is_verified, event_id"
    pica, iquique = Population.objects.order_by("pk")
    with refused("del mismo territorio, año, clase y división"):
        sql(
            f"INSERT INTO territory_population ({columns}, supersedes_id) "
            f"SELECT {columns}, {iquique.pk} FROM territory_population WHERE id = {pica.pk}"
        )
    with refused("(population_begins_once|UNIQUE constraint failed)"):
        sql(
            f"INSERT INTO territory_population ({columns}) "
            f"SELECT {columns} FROM territory_population WHERE id = {pica.pk}"
        )


def test_of_two_publications_the_one_that_leaves_nothing_without_a_place_counts(db: None) -> None:
    """A census told in the communes of its day can not be read in those of today; the same census
    told in today's can be read in both."""
    load_territories(rows(), by=SCRIBE)
    told_then = [("iquique", 216_419), ("arica", 185_268)]
    load_figures(packaged(), by=SCRIBE)
    then = date(2002, 4, 24)
    load_figures(
        [PopulationRow(key, 2002, "census", n, then, "Censo 2002", True) for key, n in told_then],
        by=SCRIBE,
    )
    census = Series("census", 2002)

    found = populations(census, on=AFTER, kind=Kind.COMMUNE)

    assert found is not None
    assert found.divided_on == AFTER
    assert not found.reading.undivided
    iquique: Any = Territory.objects.get(key="iquique").pk
    assert found.reading.totals[iquique] == 166_204
    in_its_day = populations(census, on=then, kind=Kind.COMMUNE)
    assert in_its_day is not None
    assert in_its_day.reading.totals[iquique] == 216_419


def test_more_figures_do_not_make_up_for_one_without_a_place(db: None) -> None:
    load_territories(rows(), by=SCRIBE)
    then, census = date(2002, 4, 24), Series("census", 2002)
    old = [("iquique", 3, then), ("arica", 5, then), ("putre", 7, then)]
    new = [("iquique", 2, AFTER), ("alto-hospicio", 1, AFTER)]
    load_figures(
        [PopulationRow(key, 2002, "census", n, day, "x", True) for key, n, day in old + new],
        by=SCRIBE,
    )

    told = populations(census, on=AFTER, kind=Kind.COMMUNE)
    told_then = populations(census, on=then, kind=Kind.COMMUNE)

    assert told is not None
    assert told_then is not None
    assert (told.divided_on, told_then.divided_on) == (AFTER, then)
