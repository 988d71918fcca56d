"""The address and the list say the same: one is read from the other, whatever it says."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from minga.core.access import NOBODY
from minga.core.lists.asked import Asked, read, read_query
from minga.core.lists.spec import Asking
from tests.core.lists.sample.lists import HOUSES

WORDS = st.text(st.sampled_from("abñ&=?#+%« ,;-"), max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1)) | st.none()
AMOUNTS = st.integers(-(10**14), 10**14) | st.none()
COLUMNS = st.lists(st.sampled_from([column.name for column in HOUSES.columns]), max_size=9)
SORTABLE = st.sampled_from([column.name for column in HOUSES.columns])
KEYS = st.lists(st.tuples(SORTABLE, st.booleans()), max_size=5)


def asked(query: str = "") -> Asked:
    return read_query(HOUSES, Asking(NOBODY, date(2007, 11, 30)), query)


def built(**values: Any) -> Asked:
    """A list asked for with these filters, without going through an address."""
    plain = asked()
    kept = {name: value for name, value in values.items() if value not in (None, (), (None, None))}
    return plain.but(values=kept)


@given(
    states=st.lists(st.sampled_from(["en-estudio", "terminada", "entregada"]), unique=True),
    street=WORDS,
    days=st.tuples(DAYS, DAYS),
    amounts=st.tuples(AMOUNTS, AMOUNTS),
    page=st.integers(1, 10**6),
)
def test_what_is_written_in_the_address_is_read_back(
    states: list[str], street: str, days: Any, amounts: Any, page: int
) -> None:
    street = " ".join(street.split()) or ""
    wanted = built(
        estado=tuple(states), calle=street or None, inicio=days, precio=amounts, uf=amounts
    ).but(words="casa ñ", page=page)

    again = asked(wanted.query())

    assert (again.values, again.words, again.page) == (wanted.values, wanted.words, page)
    assert again.query() == wanted.query()


@given(keys=KEYS, columns=COLUMNS)
def test_sort_and_columns_survive_the_address(
    keys: list[tuple[str, bool]], columns: list[str]
) -> None:
    order = ",".join(("-" * down) + name for name, down in keys)

    first = asked(f"orden={order}&columnas={','.join(columns)}")

    assert asked(first.query()).order == first.order
    assert asked(first.query()).columns == first.columns
    assert len(first.order) <= 3
    assert len({column.name for column, _ in first.order}) == len(first.order)
    assert any(column.lead for column in first.columns)


@given(st.text(max_size=80))
def test_no_address_is_an_error(text: str) -> None:
    found = asked(text)

    assert asked(found.query()).query() == found.query()


@given(st.dictionaries(st.sampled_from(
    ["q", "orden", "pagina", "columnas", "ver", "vista", "estado", "desde", "hasta", "calle",
     "precio_desde", "uf_hasta", "esquina"]), st.text(max_size=20), max_size=6))  # fmt: skip
def test_no_value_is_an_error_and_what_is_kept_can_be_asked_again(said: dict[str, str]) -> None:
    data = QueryDict(mutable=True)
    data.update(said)

    found = read(HOUSES, Asking(NOBODY, date(2007, 11, 30)), data)

    again = asked(found.query())
    assert (again.values, again.order, again.columns) == (found.values, found.order, found.columns)
    assert all(problem.strip() and problem.endswith(".") for problem in found.problems)


def test_the_address_reads_as_spanish() -> None:
    found = asked("estado=terminada&desde=2007-01-31&precio_hasta=1.000.000&uf_desde=12,5")

    assert found.query() == ("estado=terminada&desde=31-01-2007&precio_hasta=1000000&uf_desde=12,5")


def test_what_is_the_same_as_always_is_not_in_the_address() -> None:
    assert asked("orden=numero&pagina=1&columnas=").query() == ""
    assert asked().address("/v/") == "/v/?ver=todo"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("estado=rosado", "Estado no tiene «rosado»: ese filtro no se aplicó."),
        ("orden=password", "No se puede ordenar por «password»."),
        ("orden=service__party__rut", "No se puede ordenar por «service__party__rut»."),
        ("columnas=clave", "Esta lista no tiene la columna «clave»."),
        ("pagina=dos", "«dos» no es el número de una página: se muestra la primera."),
        ("pagina=0", "«0» no es el número de una página: se muestra la primera."),
        ("pagina=-1", "«-1» no es el número de una página: se muestra la primera."),
        ("utm=1&x=2", "Esta lista no conoce «utm», «x»: no se tomó en cuenta."),
        (
            "desde=31-02-2007",
            "Inicio: «31-02-2007» no existe: febrero no tiene día 31. Ese filtro no se aplicó.",
        ),
        (
            "desde=02-02-2007&hasta=01-02-2007",
            "Inicio: el comienzo es posterior al final, no hay nada entre ambos.",
        ),
        (
            "precio_desde=10&precio_hasta=5",
            "Precio: el mínimo es mayor que el máximo, no hay nada entre ambos.",
        ),
        ("q=" + "a" * 5000, "Buscar: se admiten 200 caracteres y se usaron los primeros 200."),
        ("q=" + "a+" * 20, "Buscar: se usaron las primeras 8 palabras."),
    ],
)
def test_what_makes_no_sense_is_said(query: str, sentence: str) -> None:
    assert asked(query).problems == (sentence,)


def test_what_can_be_understood_of_a_filter_stays() -> None:
    assert asked("estado=rosado&estado=terminada").values == {"estado": ("terminada",)}
    assert asked("desde=nunca&hasta=05-02-2007").values == {"inicio": (None, date(2007, 2, 5))}


def test_a_column_put_first_keeps_the_others_behind_and_turns_round() -> None:
    price, state = HOUSES.column("precio"), HOUSES.column("estado")
    assert price is not None
    assert state is not None

    once = asked().sorted_by(price)
    twice = once.sorted_by(price)
    other = twice.sorted_by(state)

    assert once.query() == "orden=precio,numero"
    assert twice.query() == "orden=-precio,numero"
    assert other.query() == "orden=estado,-precio,numero"
    assert asked("orden=estado,-precio,numero").sorted_by(price).query() == (
        "orden=precio,estado,numero"
    )


def test_narrowing_goes_back_to_the_first_page() -> None:
    found = asked("estado=terminada&estado=entregada&pagina=7")
    state = HOUSES.filters[0]

    assert found.without(state, ("terminada",)).query() == "estado=terminada"
    assert found.without(state).query() == ""
