"""The files that bring values: every line that can't be read is told, with its reason."""

from datetime import date
from pathlib import Path

import pytest

from minga.core.months import Month
from minga.core.uf.files import Content, read_file
from minga.core.uf.lines import Fault, UnreadableFile

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "ipc_uf_dia_9_2001_2011.csv"
TWO = "31-12-2007;19.622,66\n01-01-2008;19.627,71\n"
VALUES = {date(2007, 12, 31): 19_622_66, date(2008, 1, 1): 19_627_71}


def read(text: str, encoding: str = "utf-8") -> Content:
    return read_file("uf.csv", text.encode(encoding))


def faults(text: str) -> list[Fault]:
    with pytest.raises(UnreadableFile) as refused:
        read(text)
    assert str(refused.value).endswith("no se cargó nada.")
    return refused.value.faults


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        "Día;Valor\n" + TWO,
        "\ufeffFecha;UF\r\n" + TWO.replace("\n", "\r\n"),
        "\n\n" + TWO + "\n;;\n",
        TWO.replace(".", ""),
        TWO.replace(";", "\t"),
        TWO.replace(";", " ; ").replace("\n", ";\n"),
        TWO.replace("19.", "$ 19."),
        "fecha,valor\n2007-12-31,19622.66\n2008-01-01,19627.71\n",
        'fecha,valor\n31-12-2007,"19.622,66"\n01-01-2008,"19.627,71"\n',
    ],
)
def test_the_published_uf_is_read_as_sites_give_it(text: str) -> None:
    assert read(text).uf == VALUES


def test_an_old_system_writes_in_latin_1() -> None:
    assert read("Día;Valor de la UF según resolución\n" + TWO, "latin-1").uf == VALUES


def test_the_file_is_known_by_its_content() -> None:
    assert read(TWO).sha256 == read(TWO).sha256 != read(TWO + "\n").sha256
    assert read_file("x" * 300 + ".csv", TWO.encode()).file_name.endswith("x.csv")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "está vacío"),
        (b" \n ", "está vacío"),
        (b";;\n", "está vacío"),
        (b"<!doctype html><title>Error 500</title>", "es una página web"),
        (b"\xef\xbb\xbf  <html>", "es una página web"),
        (b"PK\x03\x04rest", "es un libro de Excel"),
        ("UF".encode("utf-16"), "no es texto"),
        (b"x" * 2_000_001, "demasiado grande"),
        (b"Dia;Valor\n", "no trae valores"),
        (b"anio;ipc\n2007;0,3\n", "Falta la columna «mes»"),
    ],
)
def test_what_is_no_table_ends_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_file("uf.csv", data)


def test_every_line_that_is_wrong_is_told_at_once() -> None:
    found = faults(
        "Día;Valor\n"
        "31-02-2026;1\n"
        "31-12-2007;19622.66\n"
        "31-12-2007;19.622,66\n"
        "31-12-2007;19.622,66\n"
        "01-01-2008\n"
        "02-01-2008;0\n"
        "03-01-2008;-1,5\n"
        "04-01-1950;1,5\n"
        "05-01-2008;19.627,712\n"
        "06-01-2008;\n"
    )

    assert [fault.line for fault in found] == [2, 3, 5, 6, 7, 8, 9, 10, 11]
    said = "\n".join(map(str, found))
    assert "Línea 2: «31-02-2026» no existe: febrero no tiene día 31." in said
    assert "Escriba «19.622,66» o «1.962.266»." in said
    assert "repite el día 31-12-2007, que ya viene en la línea 4" in said
    assert "Línea 6: se esperaba «dd-mm-aaaa;valor» y dice «01-01-2008»." in said
    assert "mayor que cero" in said
    assert "todavía no existía la UF" in said
    assert "más de 2 decimales" in said


def test_a_line_with_two_mistakes_tells_both() -> None:
    assert len(faults("fecha;valor\nayer;mucho\n")) == 2


def test_the_ipc_is_read_by_the_names_of_its_columns() -> None:
    expected = {Month(2007, 1): 3, Month(2007, 2): -2}

    assert read("anio,mes,ipc_pct\n2007,1,0.3\n2007,2,-0.2\n").ipc == expected
    assert read("Mes;Año;IPC %\n1;2007;0,3\n2;2007;−0,2\n").ipc == expected
    assert read("mes;ipc\nenero 2007;0,3\n2007-02;-0,2\n").ipc == expected


def test_every_line_of_an_ipc_that_is_wrong_is_told() -> None:
    found = faults(
        "anio,mes,ipc,uf_dia_9\n2007,13,0.3,\n2007,1,0.35,\n2007,2,99,\n2007,3,0.3,0\n"
        "2007,4,x,\n2007,3,0.3,\n2007,5\n"
    )

    assert [fault.line for fault in found] == [2, 3, 4, 5, 6, 7, 8]
    assert "más de un decimal" in found[1].reason
    assert "entre −50 % y 50 %" in found[2].reason
    assert "que ya viene en la línea 5" in found[5].reason


def test_an_ipc_that_does_not_agree_with_the_uf_beside_it_is_refused() -> None:
    """A published table had such a mistake."""
    right = "anio,mes,ipc,uf_dia_9\n2007,6,0.9,18546.35\n2007,7,1.1,18657.63\n2007,8,1.1,18825.55\n"

    assert read(right).uf[date(2007, 8, 9)] == 18_825_55
    (fault,) = faults(right.replace("18825.55", "18852.55"))
    assert fault.line == 4
    assert "dice 18.852,55" in fault.reason
    assert "el IPC de junio de 2007 resulta 18.825,55" in fault.reason


def test_the_public_table_of_eleven_years_is_read() -> None:
    if not PUBLISHED.exists():
        pytest.skip("../shared/data is not here: the published series is read from there")

    content = read_file(PUBLISHED.name, PUBLISHED.read_bytes())

    assert (len(content.ipc), len(content.uf)) == (132, 132)
    assert content.ipc[Month(2008, 12)] == -12
    assert content.uf[date(2001, 1, 9)] == 15_783_64


@pytest.mark.parametrize(
    "line", ["a" * 200_000, '"' + "1" * 200_000, "30-11-2007;" + "9" * 140_000]
)
def test_a_line_without_end_is_told_as_any_other_fault(line: str) -> None:
    with pytest.raises(UnreadableFile, match="línea 2"):
        read_file("uf.csv", f"fecha;valor\n{line}\n".encode())
