"""The disorder of a real sheet, trap by trap, with invented figures."""

from datetime import date
from typing import Any

import pytest

from minga.core.imports.grid import Grid
from minga.works.intake import cells, oc4ids, sheet
from minga.works.intake.cells import CellUnread
from minga.works.intake.columns import fingerprint, guess, header_of
from minga.works.intake.oc4ids import PackageRefused
from minga.works.intake.saying import Said
from tests.works.intake.factories import TITLES, package, row


def grid(*rows: Any, titles: Any = TITLES) -> Grid:
    return Grid(sheet="", rows=[titles, *rows], is_text=True)


def read(*rows: Any, titles: Any = TITLES) -> list[Said]:
    given = grid(*rows, titles=titles)
    return sheet.read(given, header_of(given), guess(given, header_of(given)))


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("$248,435", 248_435), ("57,039", 57_039), ("-$803", -803), ("$-803", -803),
     ("(1.200)", -1200),
     ("$0", 0), ("", None), (" - ", None), ("$4.957.844", 4_957_844), (125.0, 125), ("M$ 12", 12)],
)  # fmt: skip
def test_money_is_read_as_each_office_writes_it(cell: Any, amount: int | None) -> None:
    assert cells.amount(cell) == amount


@pytest.mark.parametrize(
    "cell", ["1,2", "12.5", "1.234,5", "mil", "10 %", "1,23,456", 0.5, "9" * 20]
)
def test_what_is_no_whole_amount_is_not_guessed(cell: Any) -> None:
    with pytest.raises(CellUnread):
        cells.amount(cell)


def test_days_codes_and_communes() -> None:
    assert cells.day("30.09.25") == date(2025, 9, 30)
    assert cells.day("14/6/23") == date(2023, 6, 14)
    assert cells.day("31.02.23") is None
    assert cells.bip("40069620") == ("40069620", "")
    assert cells.bip("30045678-0") == ("30045678", "0")
    assert cells.bip("TC BIO BIO") == ("", "")
    assert cells.communes("COBQUECURA / COELEMU / TREHUACO") == [
        "COBQUECURA",
        "COELEMU",
        "TREHUACO",
    ]


def test_months_that_repeat_are_of_the_total_that_follows() -> None:
    titles = ("CODIGO UNICO", "NOMBRE", "NOV", "DIC", "suma", "EJEC. 2019", "NOV", "DIC",
              "GASTO  EJECUTADO 2020", "ENERO PROYECTADO 23", "ENERO REAL 23",
              "GASTO A EJECUTAR 2023", "MAY")  # fmt: skip
    found = guess(grid(["x"] * len(titles), titles=titles), 0)
    assert [(c["is"], c["when"]) for c in found[2:]] == [
        ("actual", "11-2019"), ("actual", "12-2019"), ("keep", ""), ("year_actual", "2019"),
        ("actual", "11-2020"), ("actual", "12-2020"), ("year_actual", "2020"),
        ("programmed", "01-2023"), ("actual", "01-2023"), ("year_programmed", "2023"),
        ("actual", ""),
    ]  # fmt: skip
    assert "año" in found[-1]["doubt"]


def test_titles_above_the_titles_lost_letters_and_spaces() -> None:
    given = Grid("", [["Cartera regional"], [], [" A\ufffdO ", "CODIGO  ÚNICO", "Nombre"]])
    assert header_of(given) == 2
    assert [c["is"] for c in guess(Grid("", [given.rows[2], ["1", "2", "3"]]), 0)] == [
        "year", "code", "name",
    ]  # fmt: skip
    assert fingerprint(["A", " b ", ""]) == fingerprint(["a", "B"])


def test_pesos_and_thousands() -> None:
    titles = ("CODIGO UNICO", "NOMBRE", "MONTO TOTAL $", "COSTO TOTAL")
    (said,) = read(["1", "Plaza", "$25,000,500", ""], titles=titles[:3])
    assert said.total == 25_001
    assert "redondeó" in said.notes[0]
    (column,) = [c for c in guess(grid(["1", "Plaza", "$5,760"], titles=titles[:3]), 0)
                 if c["is"] == "total"]  # fmt: skip
    assert (column["pesos"], "M$" in column["doubt"]) == (False, True)


def test_a_row_tells_what_is_odd_in_it() -> None:
    (said,) = read(row(year="2022/2024", sum="$501", name="Plaza \ufffdArica\ufffd"))
    assert said.year == 2022
    assert said.months == {"2021-01": [None, 300], "2021-02": [None, 200]}
    assert [word in " ".join(said.notes) for word in ("2022/2024", "501", "�")] == [True] * 3
    assert said.faults == []


def test_shifted_columns_and_unread_money_refuse_the_row() -> None:
    shifted, unread = read((*row(), "sobra"), row(jan="trescientos"))
    assert "coma sin comillas" in shifted.faults[0]
    assert "trescientos" in unread.faults[0]


def project(**more: Any) -> dict[str, Any]:
    return {"id": "oc4ids-x-1", "title": "Ruta"} | more


def of(tmp_path: Any, content: bytes) -> list[Said]:
    path = tmp_path / "package.json"
    path.write_bytes(content)
    return oc4ids.read(path)


def point(x: float, y: float) -> list[dict[str, Any]]:
    return [{"geometry": {"type": "Point", "coordinates": [x, y]}}]


@pytest.mark.parametrize(
    ("x", "y", "kept", "word"),
    [(-70.1, -20.2, [-70.1, -20.2], ""), (-20.2, -70.1, [-70.1, -20.2], "antes que la longitud"),
     (52.2, -0.1, None, "fuera de Chile")],
)  # fmt: skip
def test_a_swapped_point_is_mended_and_told(
    tmp_path: Any, x: float, y: float, kept: Any, word: str
) -> None:
    (said,) = of(tmp_path, package(project(locations=point(x, y))))
    assert (said.location and said.location["coordinates"]) == kept
    assert word in " ".join(said.notes)


def test_money_of_a_package(tmp_path: Any) -> None:
    clp, gbp, bad = of(
        tmp_path,
        package(
            project(budget={"amount": {"amount": 1_500_000, "currency": "CLP"}}),
            project(budget={"amount": {"amount": 4.5, "currency": "GBP"}}),
            project(budget={"amount": {"amount": "mucho", "currency": "CLP"}}),
        ),
    )
    assert (clp.total, clp.notes) == (1500, [])
    assert (gbp.total, gbp.texts["Presupuesto"]) == (None, "4.5 GBP")
    assert bad.faults == ["El presupuesto no es un número."]


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"releases": []}', b"\xff\xfe", package(), package({}, version="1.1"),
     b"[" * 100_000, b'{"version": "0.9", "projects": [NaN]}'],
)  # fmt: skip
def test_what_is_no_package_is_refused(tmp_path: Any, content: bytes) -> None:
    with pytest.raises(PackageRefused):
        of(tmp_path, content)


NOWHERE = {"geometry": {"type": "Point", "coordinates": ["a", 1e300]}}
ODD = [
    1,
    None,
    {"id": [], "budget": 3, "locations": {"a": 1}},
    {"locations": [None, NOWHERE], "contractingProcesses": [4]},
]


@pytest.mark.parametrize("odd", ODD)
def test_a_project_of_any_shape_is_accounted_for(tmp_path: Any, odd: Any) -> None:
    (said,) = of(tmp_path, package(odd))
    assert said.number == 1
